"""Gather the service's own words from backend/, frontend/src/ and the locks of its packages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dev.words import python_source, script_source
from phi.words import parts_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Folders and files whose words are data, made up, or made by a tool.
_LEFT_OUT: Final = re.compile(
    r"(?:^|/)(?:tests?|__tests__|migrations|fixtures|factories|seeds?|canaries|failures|stories|locales?"
    r"|messages|mocks|__mocks__|__pycache__|node_modules)/"
    r"|(?:seed|fixture|factor(?:y|ies)|demo_data|\.test|\.spec|\.stories|\.d)[^/]*\.(?:py|tsx?|mjs)$",
    re.ASCII,
)
_GENERATED: Final = re.compile(
    r"auto-?generated|do not (?:make direct changes|edit)", re.IGNORECASE
)
_HEAD: Final = 400  # characters in which a generated file says so
_FORMAT: Final = re.compile(
    r"%\([A-Za-z_]+\)[-#0-9.]*[a-z]|%[-+#0-9.*]*(?:l{0,2}|z|h)[a-zA-Z]|\{[^{}]*\}|\\[a-z]"
    r"|</?[A-Za-z0-9 ]+>",
    re.ASCII,
)
_PLAIN: Final = re.compile("_*[A-Za-z][A-Za-z0-9_]{1,60}(?:['\u2019](?:t|s|re|ve|ll|d|m))?")
_REQUIREMENT: Final = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==", re.MULTILINE)


@dataclass
class Own:
    """The service's words, each with the file that first spells it."""

    words: dict[str, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    flagged: dict[str, str] = field(default_factory=dict)

    def take(self, words: Iterable[str], place: str) -> None:
        """Note ``words`` as spelled in ``place``."""
        for word in words:
            if _PLAIN.fullmatch(word):
                self.words.setdefault(word, place)


def spoken(texts: Iterable[str]) -> Iterator[str]:
    """Yield the tokens of message constants, without their placeholders."""
    for text in texts:
        yield from tokens_of(_FORMAT.sub(" ", text))


def source_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield path below ``root`` and file of the source that telemetry may quote."""
    for folder, endings in (("backend", (".py",)), ("frontend/src", (".ts", ".tsx"))):
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root).as_posix()
            if path.suffix in endings and not _LEFT_OUT.search(inside):
                yield inside, path


def _read_python(own: Own, inside: str, text: str) -> None:
    source = python_source.read(text, inside)
    own.take(source.identifiers, inside)
    own.take(spoken(source.messages + source.spans), inside)
    own.take(tokens_of(" ".join(source.routes)), inside)
    own.take(inside.removeprefix("backend/").removesuffix(".py").split("/"), inside)
    if inside.endswith("models.py"):
        app = inside.split("/")[-2]
        own.take([f"{app}_{name.lower()}" for name in source.classes], inside)
        own.take([name.lower() for name in source.classes], inside)


def _read_script(own: Own, inside: str, text: str) -> None:
    own.take((name.strip("$") for name in script_source.identifiers(text)), inside)
    own.take(spoken(script_source.messages(text)), inside)
    own.take(spoken(script_source.span_names(text)), inside)
    own.take(tokens_of(inside.removeprefix("frontend/src/").rsplit(".", 1)[0]), inside)


def packages(root: Path) -> Iterator[tuple[str, str]]:
    """Yield name and lock file of each package that runs, development's own left out."""
    locked = root / "backend" / "requirements.txt"
    for name in _REQUIREMENT.findall(locked.read_text(encoding="utf-8")):
        yield name, "backend/requirements.txt"
    lock = json.loads((root / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    for path, about in lock["packages"].items():
        if path and not about.get("dev") and not about.get("devOptional"):
            yield path.rsplit("node_modules/", 1)[-1], "frontend/package-lock.json"


def gather(
    root: Path, shipped: frozenset[str], names: frozenset[str], clinical: frozenset[str]
) -> Own:
    """Read the service in ``root``; words that are names or clinical are set apart as flagged.

    ``shipped`` words stand already. A name counts as a whole word (`Grace`), not as a part of one
    in code (`grace_period`); a clinical word counts as a part as well (`hiv_status`).
    Raises SyntaxError where a file cannot be parsed.
    """
    own, suspects = Own(), names | clinical
    for inside, path in source_files(root):
        text = path.read_text(encoding="utf-8")
        if _GENERATED.search(text[:_HEAD]):
            continue
        (_read_python if path.suffix == ".py" else _read_script)(own, inside, text)
    for name, place in packages(root):
        own.take(tokens_of(name), place)
        whole = name.rsplit("/", 1)[-1]
        if _PLAIN.fullmatch(whole) and whole.lower() not in suspects:
            own.packages.setdefault(whole, place)
    for word in sorted(own.words.keys() & shipped):
        del own.words[word]
    for word, place in list(own.words.items()):
        if word.lower() in suspects or not clinical.isdisjoint(parts_of(word)):
            own.flagged[word] = place
            del own.words[word]
    return own
