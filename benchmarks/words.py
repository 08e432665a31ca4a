"""What the known-words filter lets out and keeps: names, diagnoses and drugs, messages of libraries.

    make words-data && build/venv/bin/python benchmarks/words.py [--service build/demo] [--lost 40]

The service must be set up: its own Python and Node run the statements of benchmarks/provoke/, and the
messages that they raise are filtered. Names weigh as many people as bear them (US Census 1990).
Diagnoses are the descriptions of ICD-10-CM, diseases and drugs the terms of two packages that recognise
them; none of these was used to build the lists. `kept`: words of messages that stay, values and numbers
aside; `whole`: messages that lose none of them. Libraries outside the list: their raise, log and throw
constants.
"""

from __future__ import annotations

import argparse
import collections
import json
import platform
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parent.parent
SERVICE: Final = ROOT / "{{cookiecutter.project_slug}}"
sys.dont_write_bytecode = True  # the template's folder is baked as it lies there
sys.path[:0] = [str(ROOT / "tools"), str(SERVICE), str(SERVICE / "backend")]

import words_lists  # noqa: E402
from dev.words import python_source, script_source  # noqa: E402
from phi.words import Words, tokens_of  # noqa: E402
from shipped import DATA, library_files, names  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

PROVOKE: Final = ROOT / "benchmarks" / "provoke"
# Values that the statements bring in themselves; what follows them is looked at as any other word.
VALUE: Final = re.compile(r"zor|quix|blatt|^[a-z]$|^[A-Z]$|^a_table$|^ab$|^abc$|^aa+$|^abcd", re.IGNORECASE)
MARK: Final = re.compile(r"\[(?:text|number|id)\]")
LETTERS: Final = re.compile(r"[A-Za-z\u0080-\uffff]")


def tokens_left(words: Words, text: str) -> list[tuple[str, bool]]:
    """Return each token of ``text``, and whether the filter leaves it."""
    left = tokens_of(MARK.sub(" ", words.filter(text)))
    position, answer = 0, []
    for token in tokens_of(text):
        kept = position < len(left) and left[position] == token
        position += kept
        answer.append((token, kept))
    return answer


def share_leaving(words: Words, shares: Mapping[str, float], spell: Callable[[str], str]) -> float:
    """Return the percentage of people whose name, spelled so, is a known word."""
    total = sum(shares.values())
    return 100 * sum(share for name, share in shares.items() if words.keeps(spell(name))) / total


def provoked(service: Path) -> list[tuple[str, str]]:
    """Return library and text of each distinct message that the statements provoke."""
    python = service / ".venv" / "bin" / "python"
    commands: list[tuple[list[str], Path]] = [
        ([str(python), str(PROVOKE / "run.py")], service / "backend"),
        (["node", str(PROVOKE / "run.mjs")], service / "frontend"),
    ]
    found: dict[tuple[str, str], None] = {}
    for command, folder in commands:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=600)
        if not done.stdout:
            raise SystemExit(f"{command[1]}: printed nothing; is {service} set up?\n{done.stderr[-500:]}")
        for line in done.stdout.splitlines():
            said = json.loads(line)
            found[said["library"], said["text"]] = None
    return list(found)


def constants_outside(service: Path) -> dict[str, list[str]]:
    """Return the message constants of libraries that no list was made from."""
    packages = next((service / ".venv" / "lib").glob("python3*")) / "site-packages"
    found: dict[str, list[str]] = {}
    for name in PYTHON_OUTSIDE:
        texts: list[str] = []
        for path in library_files.python(packages / name):
            texts += python_source.read(path.read_bytes()).messages
        found[name] = texts
    for name in NODE_OUTSIDE:
        texts = []
        for path in library_files.javascript(service / "frontend" / "node_modules" / name):
            texts += script_source.messages(path.read_text(encoding="utf-8", errors="replace"))
        found[f"npm {name}"] = texts
    return found


# Installed beside the service for development, so at hand; none is among those that the lists are built from.
PYTHON_OUTSIDE: Final = (
    *("attr", "h11", "hypothesis", "idna", "pluggy", "prompt_toolkit", "psutil", "pygments", "playwright"),
    *("starlette", "supervisor", "uvicorn", "fasteners", "httpcore2", "httpx2", "greenlet", "execnet", "_pytest"),
)
NODE_OUTSIDE: Final = (
    *("acorn", "ajv", "axe-core", "eslint", "js-yaml", "jsdom", "minimatch", "postcss", "prettier", "semver"),
    *("tough-cookie", "vite", "ws", "yargs-parser", "zod", "chai", "json5", "css-tree", "argparse", "resolve"),
)
PLACES: Final = re.compile(r"%\([A-Za-z_]+\)[a-z]|%[-0-9.]*[a-zA-Z]|\{[^{}]*\}|%r")


def kept_and_whole(words: Words, texts: Iterable[str], lost: collections.Counter[str]) -> tuple[int, int, int, int]:
    """Return words, words kept, messages, messages whole."""
    all_words = kept_words = messages = whole = 0
    for text in texts:
        looked_at = [(t, k) for t, k in tokens_left(words, text) if LETTERS.search(t) and not VALUE.search(t)]
        looked_at = [(t, k) for t, k in looked_at if not t[0].isdigit()]
        if not looked_at:
            continue
        all_words += len(looked_at)
        kept_words += sum(kept for _, kept in looked_at)
        messages += 1
        whole += all(kept for _, kept in looked_at)
        lost.update(token for token, kept in looked_at if not kept)
    return all_words, kept_words, messages, whole


def row(what: str, number: object, *figures: object) -> None:
    """Print one line of the table."""
    print(f"{what:<58} {number!s:>8}  {'  '.join(str(figure) for figure in figures)}")


def percent(part: float, whole: float) -> str:
    """Return a share, in percent."""
    return f"{100 * part / whole:6.2f} %" if whole else "     -"


def print_names(words: Words) -> None:
    """Print the shares of the population whose names leave."""
    census = names.census(DATA)
    spellings: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("Title case", str.capitalize),
        ("lower case", str.lower),
        ("UPPER CASE", str.upper),
    )
    for case, spell in spellings:
        last = share_leaving(words, census.surnames, spell)
        male, female = (share_leaving(words, first, spell) for first in (census.male, census.female))
        row(f"surnames that leave, by population, {case}", len(census.surnames), f"{last:6.2f} %")
        row(f"first names that leave, {case}: male, female", "", f"{male:6.2f} %", f"{female:6.2f} %")
        both = last * (male + female) / 200
        row(f"whole names (first and last) that leave, {case}", "", f"{both:6.3f} %")
    world = words_lists.names_of_the_world()
    row("names of the world, each once, Title case", len(world), percent(sum(map(words.keeps, world)), len(world)))
    lower = sum(words.keeps(name.lower()) for name in world)
    row("the same, lower case", len(world), percent(lower, len(world)))


def print_clinical(words: Words) -> None:
    """Print the shares of diseases, drugs and diagnoses that leave."""
    for what, pattern in (("diseases", "medical_named_*.whl"), ("drugs", "drug_named_*.whl")):
        terms = words_lists.dictionary(pattern)
        leaving = sorted(filter(words.keeps, terms))
        row(f"{what} of one word that leave", len(terms), percent(len(leaving), len(terms)))
        print(f"  such as: {' '.join(leaving[:: max(1, len(leaving) // 25)])}")
    ordinary = words_lists.ordinary_words()
    telling = [
        [token for token in tokens_of(text.lower()) if token.isalpha() and len(token) > 2 and token not in ordinary]
        for text in words_lists.diagnoses()
    ]
    telling = [tokens for tokens in telling if tokens]
    whole = sum(all(map(words.keeps, tokens)) for tokens in telling)
    row("diagnoses of ICD-10-CM whose telling words all leave", len(telling), percent(whole, len(telling)))


def print_messages(words: Words, service: Path, show_lost: int) -> None:
    """Print what stays of libraries' messages."""
    messages = provoked(service)
    lost: collections.Counter[str] = collections.Counter()
    for library in sorted({library for library, _ in messages}):
        texts = [text for said, text in messages if said == library]
        total, kept, count, whole = kept_and_whole(words, texts, collections.Counter())
        row(f"  {library}: words kept, messages whole", count, percent(kept, total), percent(whole, count))
    total, kept, count, whole = kept_and_whole(words, [text for _, text in messages], lost)
    row("messages provoked, all: words kept, messages whole", count, percent(kept, total), percent(whole, count))
    if show_lost:
        print("  lost most:", " ".join(f"{word}({n})" for word, n in lost.most_common(show_lost)))
    sums, outside_lost = [0, 0, 0, 0], collections.Counter[str]()
    libraries = {name: texts for name, texts in constants_outside(service).items() if len(texts) >= 5}
    worst: list[tuple[float, str]] = []
    for name, texts in libraries.items():
        plain = [PLACES.sub(" ", text) for text in texts if len(tokens_of(text)) > 2]
        figures = kept_and_whole(words, plain, outside_lost)
        sums = [a + b for a, b in zip(sums, figures, strict=True)]
        if figures[0]:
            worst.append((100 * figures[1] / figures[0], name))
    row(
        f"{len(libraries)} libraries outside the list: kept, whole",
        sums[2],
        percent(sums[1], sums[0]),
        percent(sums[3], sums[2]),
    )
    print("  least kept:", ", ".join(f"{name} {kept:.1f} %" for kept, name in sorted(worst)[:5]))
    if show_lost:
        print("  lost most:", " ".join(f"{word}({n})" for word, n in outside_lost.most_common(show_lost)))
    print_speed(words, [text for _, text in messages])


def print_speed(words: Words, texts: list[str]) -> None:
    """Print what the filter costs on text that stays whole, and on what was provoked."""
    known = "\n".join(text for text in texts if words.filter(text) == text)
    for what, text in (("known text", known), ("provoked messages", "\n".join(texts))):
        best = min(_seconds(words.filter, [text[:44_000]]) for _ in range(20))
        row(f"filter, {what}, 44 KB at once", "", f"{best * 1e6 / (len(text[:44_000]) / 1024):6.1f} µs/KB")
    size = sum(map(len, texts)) / 1024
    for what, function in (
        ("filter, provoked messages, one by one", words.filter),
        ("for comparison: finding the tokens alone, one by one", tokens_of),
    ):
        best = min(_seconds(function, texts) for _ in range(10))
        row(what, len(texts), f"{best * 1e6 / size:6.1f} µs/KB")


def _seconds(function: Callable[[str], object], texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - begin


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", type=Path, default=ROOT / "build" / "demo")
    parser.add_argument("--lost", type=int, default=0, help="how many of the lost words to print")
    options = parser.parse_args()
    service = options.service.resolve()
    words = Words.load(service / "phi" / "words")
    sizes = json.loads((service / "phi" / "words" / "words.lock.json").read_text())["files"]
    print(f"Python {platform.python_version()}; lists:", ", ".join(f"{n} {f['words']}" for n, f in sizes.items()))
    print(f"{'':<58} {'N':>8}")
    print_names(words)
    print_clinical(words)
    print_messages(words, service, options.lost)


if __name__ == "__main__":
    main()
