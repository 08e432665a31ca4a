"""Give the new service keys of its own and a git repository; no network, no installs, no commit."""

from __future__ import annotations

import secrets
import shlex
import shutil
import subprocess
from pathlib import Path


def write_env() -> None:
    """Copy .env.example to .env with fresh keys; an .env that is there keeps the ones it has."""
    target = Path(".env")
    if target.exists():
        return
    text = Path(".env.example").read_text(encoding="utf-8")
    for name in ("SECRET_KEY", "PHI_HASH_KEY"):
        text = text.replace(f"\n{name}=\n", f"\n{name}={secrets.token_urlsafe(48)}\n")
    target.touch(mode=0o600)
    target.write_text(text, encoding="utf-8")


write_env()
if shutil.which("git") and not Path(".git").exists():
    subprocess.run(["git", "init", "--quiet"], check=False, capture_output=True)
print(f"Next:  cd {shlex.quote(Path.cwd().name)} && make dev   (installs, runs it here, and says where to look)")
print("Then:  README.md is a tour of ten minutes; .env holds your keys and stays out of git.")
