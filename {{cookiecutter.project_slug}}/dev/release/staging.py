"""A folder with what is sent: each file of the build that has a map, as it is served, and that map.

The build has set its maps aside in `frontend/.maps` (`frontend/scripts/source-maps.mjs`). A stack
trace names its files `app:///_next/…`; Sentry finds them by the release and `~/_next/…`, so that no
id has to be written into what browsers load.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from observability import tripwire

# What an address may hold unescaped in a comment.
_PLAIN = "()"


def stage(root: Path, folder: Path) -> int:
    """Fill an empty folder from the build; return the number of maps."""
    count = 0
    aside = root / "frontend/.maps"
    for source in sorted(aside.rglob("*.map")):
        inside = source.relative_to(aside)
        script = inside.with_name(inside.name.removesuffix(".map"))
        text = (root / "frontend/.next" / script).read_text(encoding="utf-8")
        place = folder / "_next" / script
        place.parent.mkdir(parents=True, exist_ok=True)
        link = f"//# sourceMappingURL={quote(source.name, safe=_PLAIN)}"
        place.write_text(f"{text}\n{link}\n", encoding="utf-8")
        place.with_name(source.name).write_bytes(source.read_bytes())
        count += 1
    return count


def found(folder: Path) -> list[str]:
    """Return what the tripwire finds in a folder's files, a line for each: where, and what kind."""
    return sorted({f"{where}: {kind}" for where, text in _texts(folder) if (kind := _kind(text))})


def _kind(text: object) -> str | None:
    return tripwire.hit([text])


def _texts(folder: Path) -> Iterator[tuple[str, object]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".map":
            yield from _parts(path.relative_to(folder), path.read_text(encoding="utf-8"))
        elif path.is_file():
            yield str(path.relative_to(folder)), path.read_text(encoding="utf-8")


def _parts(name: Path, text: str) -> Iterator[tuple[str, object]]:
    # By source, so that the line names a file that somebody can mend.
    parsed = json.loads(text)
    yield from zip(parsed["sources"], parsed["sourcesContent"], strict=True)
    yield str(name), [parsed["sources"], parsed["names"], parsed.get("file", "")]
