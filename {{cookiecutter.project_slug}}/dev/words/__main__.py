"""Write `phi/words/own.txt`, `packages.txt` and the lock of all lists.

Usage: python -m dev.words [--check]   (make words; --check writes nothing and exits 1 when stale)
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "backend"))

from dev.words.gather import Own, gather  # noqa: E402
from phi.words import LISTS, LOCK  # noqa: E402

SHOWN: Final = 12
SHOWN_NEW: Final = 40
AS_BAKED: Final = "as_baked.txt"  # beside this file; words that the template's own source says
# What comes with the template or with packages: that it is set apart is no news to anybody.
NOT_REPORTED: Final = (
    *("backend/phi/", "backend/observability/", "frontend/src/phi/", "frontend/src/observability/"),
    *("backend/requirements.txt", "frontend/package-lock.json"),
)


def read_list(folder: Path, name: str) -> frozenset[str]:
    """Return the words of one list."""
    return frozenset((folder / name).read_text(encoding="utf-8").split("\n")) - {""}


def allowed(root: Path) -> frozenset[str]:
    """Return the words that the policy lets stand."""
    policy = json.loads((root / "phi" / "policy.json").read_text(encoding="utf-8"))
    entries = policy.get("words", {}).get("allow", [])
    return frozenset(entry["word"] if isinstance(entry, dict) else entry for entry in entries)


def build(root: Path) -> tuple[dict[str, str], Own]:
    """Return the content of each file to be written, and what was gathered."""
    folder = root / "phi" / "words"
    names, clinical = read_list(folder, "names.txt"), read_list(folder, "clinical.txt")
    own = gather(root, read_list(folder, "shipped.txt"), names, clinical)
    texts = {
        "own.txt": "".join(f"{word}\n" for word in sorted(own.words)),
        "packages.txt": "".join(f"{word}\n" for word in sorted(own.packages)),
    }
    files = {}
    for name in LISTS:
        text = texts.get(name) or (folder / name).read_text(encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        files[name] = {"words": text.count("\n"), "sha256": digest}
    texts[LOCK] = json.dumps({"files": files}, indent=2) + "\n"
    return texts, own


def stale(root: Path, texts: dict[str, str]) -> list[str]:
    """Return the names of the files that are not as they would be written now."""
    folder = root / "phi" / "words"
    return [
        name
        for name, text in texts.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Build and write, or with ``--check`` compare; return the exit code."""
    try:
        texts, own = build(root)
    except SyntaxError as error:
        print(f"words: {error.filename}, line {error.lineno}, cannot be parsed: {error.msg}")
        return 1
    report(own, allowed(root) | as_baked())
    old = stale(root, texts)
    for name in old:
        if name != LOCK:
            report_changes(root / "phi" / "words" / name, texts[name])
    if "--check" in arguments:
        if old:
            print(f"words: {', '.join(old)} in phi/words do not fit the source; run: make words")
        return 1 if old else 0
    for name in old:
        (root / "phi" / "words" / name).write_text(texts[name], encoding="utf-8")
    print(f"words: {len(own.words)} of our own, {len(own.packages)} of packages' names")
    return 0


def as_baked() -> frozenset[str]:
    """Return the names and clinical words of the source that the service was baked with."""
    return read_list(Path(__file__).parent, AS_BAKED)


def report_changes(old: Path, new: str) -> None:
    """Say which words a list learns and forgets: what the source spells leaves from now on."""
    before = frozenset(old.read_text(encoding="utf-8").split()) if old.is_file() else frozenset()
    after = frozenset(new.split())
    for words, what in ((after - before, "new, may leave"), (before - after, "no longer there")):
        if words:
            more = f" and {len(words) - SHOWN_NEW} more" if len(words) > SHOWN_NEW else ""
            shown = " ".join(sorted(words)[:SHOWN_NEW])
            print(f"words: {old.name}: {len(words)} {what}: {shown}{more}")


def set_apart(own: Own, allow: frozenset[str]) -> list[str]:
    """Return the words of the service's own source that are names or clinical, but for `allow`."""
    return sorted(
        word
        for word, place in own.flagged.items()
        if word not in allow and not place.startswith(NOT_REPORTED)
    )


def report(own: Own, allow: frozenset[str]) -> None:
    """Say which words of the source are names or clinical, and so do not stand."""
    flagged = set_apart(own, allow)
    for word in flagged[:SHOWN]:
        print(
            f"words: {word} ({own.flagged[word]}) is a name or a clinical word: it becomes [text]"
        )
    if len(flagged) > SHOWN:
        print(f"words: and {len(flagged) - SHOWN} more: {' '.join(flagged[SHOWN:])}")
    if flagged:
        print("words: to let one stand, give it an entry in words.allow of phi/policy.json")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
