"""Write `own.txt`, `packages.txt` and the lock in the template, as `make words` of a service does.

Source is copied into services as it is, so its words are the same in each of them.
"""

from __future__ import annotations

import sys

from dev.words.__main__ import AS_BAKED, as_baked, build, set_apart, stale

from shipped import SERVICE


def stale_lists() -> list[str]:
    """Return the names of the lists that do not fit the template's source."""
    texts, _ = build(SERVICE)
    return stale(SERVICE, texts)


def words_set_apart() -> tuple[list[str], list[str]]:
    """Return the names and clinical words that AS_BAKED lists, and those that the source says."""
    _, own = build(SERVICE)
    return sorted(as_baked()), set_apart(own, frozenset())


def main() -> int:
    """Write what does not fit any more; return the exit code."""
    texts, own = build(SERVICE)
    for name in stale(SERVICE, texts):
        (SERVICE / "phi" / "words" / name).write_text(texts[name], encoding="utf-8")
        print(f"{name}: written")
    set_apart_now = "".join(f"{word}\n" for word in set_apart(own, frozenset()))
    (SERVICE / "dev" / "words" / AS_BAKED).write_text(set_apart_now, encoding="utf-8")
    print(f"own words: {len(own.words)}; names and clinical words set apart: {len(own.flagged)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
