"""Make `.env` from `.env.example` with keys of its own; an existing one is never touched."""

from __future__ import annotations

import re
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEYS = ("SECRET_KEY", "PHI_HASH_KEY")


def with_fresh_keys(example: str) -> str:
    """Return the example's text with a random value for each key that is empty there."""
    for key in KEYS:
        example = re.sub(rf"(?m)^{key}=[ \t]*$", f"{key}={secrets.token_urlsafe(48)}", example)
    return example


def main(root: Path = ROOT) -> int:
    """Write `.env`, readable by its owner only, unless there is one."""
    target = root / ".env"
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return 0
    example = (root / ".env.example").read_text(encoding="utf-8")
    target.write_text(with_fresh_keys(example), encoding="utf-8")
    sys.stdout.write("Made .env with fresh keys.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
