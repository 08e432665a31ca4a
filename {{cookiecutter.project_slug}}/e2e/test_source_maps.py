"""Source maps of the real build: they hold `src/` alone, and nobody can load one."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

from e2e.stack import ROOT, Stack

BUILD = ROOT / "frontend/.next"
ASIDE = ROOT / "frontend/.maps"


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _scripts(part: str) -> list[Path]:
    maps = sorted((ASIDE / part).rglob("*.map"))
    return [path.relative_to(ASIDE).with_suffix("") for path in maps]


def test_browsers_get_the_scripts_and_not_their_maps(stack: Stack) -> None:
    scripts = _scripts("static")
    assert scripts
    for script in scripts:
        assert _status(f"{stack.web}/_next/{script}") == 200
        assert _status(f"{stack.web}/_next/{script}.map") == 404
        assert "sourceMappingURL" not in (BUILD / script).read_text().splitlines()[-1]


def test_what_is_deployed_holds_no_map(stack: Stack) -> None:
    assert stack.web  # so that there is a build
    # `cache` is the compiler's; in `node_modules` are links to the packages.
    places = [BUILD / name for name in ("static", "server", "build")]
    assert [path for place in places for path in place.rglob("*.map")] == []


def test_the_maps_hold_our_source_alone(stack: Stack) -> None:
    assert stack.web
    assert _scripts("static")
    assert _scripts("server")
    for path in ASIDE.rglob("*.map"):
        parsed = json.loads(path.read_text())
        assert parsed["sources"]
        for source, text in zip(parsed["sources"], parsed["sourcesContent"], strict=True):
            assert source.startswith("app:///src/")
            own = ROOT / "frontend" / source.removeprefix("app:///")
            assert own.read_text() == text
