"""What `make release` sends, as the server gets it, and what keeps it from sending anything."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from dev.environment import ROOT, commit
from dev.release.__main__ import release
from dev.tests.recording_sentry import RecordingSentry

TOKEN = "sntrys_made-up"
AUTHOR, MESSAGE = "Jane Canary", "Mend the form for Mary Johnson"
FROM_GIT = (AUTHOR, "canary.example", "Mary Johnson", "Mend the form")
SERVER_CHUNK = "server/chunks/ssr/[root-of-the-server]__0a1b._.js"
BROWSER_CHUNK = "static/chunks/0a1b.js"
ORGANISATION = "/api/0/organizations/my-clinic"

Run = Callable[..., int]


def git(root: Path, *arguments: str) -> None:
    who = ("-c", f"user.name={AUTHOR}", "-c", "user.email=jane@canary.example")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def built(root: Path, script: str, source: str = "export const a = 1;\n") -> None:
    """Write a script of the build, and the map that the build has set aside for it."""
    for folder, name, text in (
        (".next", script, "console.log(1);"),
        (
            ".maps",
            f"{script}.map",
            json.dumps(
                {
                    "version": 3,
                    "file": script,
                    "sources": ["app:///src/app/page.tsx"],
                    "sourcesContent": [source],
                    "names": ["a"],
                    "mappings": "AAAAA",
                }
            ),
        ),
    ):
        path = root / "frontend" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a built service under git, with Sentry's own command."""
    answers = {"sentry": {"organisation": "my-clinic", "project": "intake-web"}}
    (tmp_path / "service.json").write_text(json.dumps(answers))
    (tmp_path / "phi").mkdir()
    built(tmp_path, BROWSER_CHUNK)
    built(tmp_path, SERVER_CHUNK)
    (tmp_path / "frontend/node_modules").symlink_to(ROOT / "frontend/node_modules")
    (tmp_path / "frontend/.next/BUILD_ID").touch()
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "service.json")
    git(tmp_path, "commit", "--quiet", "--message", MESSAGE)
    return tmp_path


@pytest.fixture
def sentry() -> Iterator[RecordingSentry]:
    with RecordingSentry() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def run(root: Path, sentry: RecordingSentry) -> Run:
    """Return the command; by keyword, what of the environment is another."""

    def started(**other: str) -> int:
        given = {"SENTRY_URL": sentry.url, "SENTRY_AUTH_TOKEN": TOKEN, "RELEASE": "1.2.3"}
        return release(root, {"PATH": os.environ["PATH"], **given, **other})

    return started


def test_what_is_sent(
    root: Path, run: Run, sentry: RecordingSentry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(RELEASE="") == 0  # so that git is asked for it
    version = commit(root)
    assert capsys.readouterr().out == f"2 source maps of release {version} are with {sentry.url}.\n"
    received = sentry.received
    # One release, one bundle; whatever else was asked was read.
    assert [call for call in received.calls if not call.startswith("GET ")] == [
        f"POST {ORGANISATION}/releases/",
        f"POST {ORGANISATION}/artifactbundle/assemble/",
        f"POST {ORGANISATION}/chunk-upload/",
        f"POST {ORGANISATION}/artifactbundle/assemble/",
    ]
    (made,) = [json.loads(body) for _, path, _, body in received.requests if "/releases/" in path]
    assert made == {"version": version, "projects": ["intake-web"]}
    (bundle,) = received.bundles
    manifest = json.loads(bundle.read("manifest.json"))
    files = manifest.pop("files")
    assert manifest == {"org": "my-clinic", "project": "intake-web", "release": version}
    assert {one["url"]: (one["type"], one["headers"]) for one in files.values()} == {
        f"~/_next/{BROWSER_CHUNK}": ("minified_source", {"Sourcemap": "0a1b.js.map"}),
        f"~/_next/{BROWSER_CHUNK}.map": ("source_map", {}),
        f"~/_next/{SERVER_CHUNK}": (
            "minified_source",
            {"Sourcemap": "[root-of-the-server]__0a1b._.js.map"},
        ),
        f"~/_next/{SERVER_CHUNK}.map": ("source_map", {}),
    }
    maps = [json.loads(bundle.read(name)) for name in files if name.endswith(".map")]
    assert {source for one in maps for source in one["sources"]} == {"app:///src/app/page.tsx"}
    # Of the commits nothing but the one's number.
    everything = received.everything()
    assert version.encode() in everything
    assert [one for one in FROM_GIT if one.encode() in everything] == []


@pytest.mark.parametrize(
    ("text", "kind"), [("hint = '123-45-6789'", "ssn"), ("// mary@example.org", "email")]
)
def test_a_map_that_holds_what_the_tripwire_knows_keeps_all_here(
    root: Path,
    run: Run,
    sentry: RecordingSentry,
    capsys: pytest.CaptureFixture[str],
    text: str,
    kind: str,
) -> None:
    built(root, BROWSER_CHUNK, text)
    (root / "frontend/.next/BUILD_ID").touch()
    assert run() == 1
    said = capsys.readouterr().out
    assert f"app:///src/app/page.tsx: {kind}" in said
    assert text not in said
    assert sentry.received.calls == []


@pytest.mark.parametrize(
    ("lacking", "answers"),
    [
        ("SENTRY_AUTH_TOKEN", {"organisation": "my-clinic", "project": "intake-web"}),
        ("SENTRY_ORG, SENTRY_PROJECT", {"organisation": "", "project": ""}),
    ],
)
def test_without_them_it_is_skipped_with_one_line(
    root: Path,
    run: Run,
    sentry: RecordingSentry,
    capsys: pytest.CaptureFixture[str],
    lacking: str,
    answers: dict[str, str],
) -> None:
    (root / "service.json").write_text(json.dumps({"sentry": answers}))
    assert run(SENTRY_AUTH_TOKEN="" if "TOKEN" in lacking else TOKEN) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"Source maps are not uploaded: {lacking} not set (")
    assert sentry.received.calls == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SENTRY_ORG", "My Clinic"),
        ("SENTRY_PROJECT", "../web"),
        ("SENTRY_URL", "sentry.io"),
        ("RELEASE", "next one"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    run: Run,
    sentry: RecordingSentry,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
) -> None:
    assert run(**{name: value}) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"Not uploaded: {name} is {value!r}. Accepted: ")
    assert sentry.received.calls == []


def test_a_server_that_refuses_is_said_in_one_line(
    run: Run, sentry: RecordingSentry, capsys: pytest.CaptureFixture[str]
) -> None:
    sentry.status = 403
    assert run() == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Not uploaded: sentry release create answered ")
    assert TOKEN not in line
    assert sentry.received.bundles == []
