"""Find a Chromium, or fetch one, or say in one line what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

VARIABLE = "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# A test's traffic is the page's alone: the browser's own calls home would blur what left.
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # It looks up names for itself at its start; only this machine's are looked up now.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
)


class NoBrowserError(Exception):
    """No Chromium here, and none could be fetched."""


def _runs(path: str | Path) -> bool:
    command = [str(path), "--version"]
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _tried(command: list[str]) -> bool:
    try:
        return (
            subprocess.run(command, capture_output=True, timeout=600, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def _installed() -> Iterator[str]:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield found
    yield from PLACES


def _from_playwright() -> str | None:
    _tried([sys.executable, "-m", "playwright", "install", "chromium"])
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if _runs(path) else None


def _from_apt() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    _tried(["apt-get", "update", "-qq"])
    _tried(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return shutil.which("chromium")


def find_chromium() -> str:
    """Return the path of a Chromium that runs."""
    named = os.environ.get(VARIABLE, "")
    if named:
        if _runs(named):
            return named
        message = (
            f"{VARIABLE} is {named!r}, which does not run: name a Chromium, or leave it empty."
        )
        raise NoBrowserError(message)
    for path in _installed():
        if _runs(path):
            return path
    fetched = _from_playwright() or _from_apt()
    if fetched:
        return fetched
    message = f"No Chromium found: install chromium or google-chrome, or set {VARIABLE} to one."
    raise NoBrowserError(message)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless browser."""
    path = find_chromium()
    flags = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()
