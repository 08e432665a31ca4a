"""What the processes of the service are told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from dev.environment import completed, var_folder, with_dotenv

NAMES = {"backend_dsn": "BACK_DSN", "frontend_dsn": "FRONT_DSN", "environment": "STAGE"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a service whose answers name variables of its own."""
    (tmp_path / "service.json").write_text(json.dumps({"variables": NAMES}))
    return tmp_path


def test_the_real_environment_wins_over_dotenv(root: Path) -> None:
    (root / ".env").write_text("# note\nA=1\nB='two words'\nC=\n\nD=from file\n")
    read = with_dotenv(root, {"D": "real", "E": "5"})
    assert read == {"A": "1", "B": "two words", "C": "", "D": "real", "E": "5"}


def test_no_dotenv_is_no_error(root: Path) -> None:
    assert with_dotenv(root, {"A": "1"}) == {"A": "1"}


def test_the_viewer_fills_only_empty_dsns_under_their_own_names(root: Path) -> None:
    full = completed({"BACK_DSN": " ", "SINK_PORT": "9001"}, root)
    assert full["BACK_DSN"] == "http://public@127.0.0.1:9001/1"
    assert full["FRONT_DSN"] == "http://public@127.0.0.1:9001/2"
    assert "SENTRY_DSN" not in full
    real = "https://key@o1.ingest.sentry.io/5"
    assert completed({"BACK_DSN": real}, root)["BACK_DSN"] == real


def test_addresses_follow_the_ports_until_they_are_set_otherwise(root: Path) -> None:
    ports = {"WEB_PORT": "3141", "API_PORT": "8141"}
    full = completed({**ports, "WEB_ORIGIN": "http://localhost:3000", "API_URL": ""}, root)
    assert full["WEB_ORIGIN"] == "http://localhost:3141"
    assert full["API_URL"] == "http://127.0.0.1:8141"
    own = completed({**ports, "WEB_ORIGIN": "https://clinic.example"}, root)
    assert own["WEB_ORIGIN"] == "https://clinic.example"


def test_defaults(root: Path) -> None:
    full = completed({}, root)
    assert [full[name] for name in ("WEB_PORT", "API_PORT", "SINK_PORT")] == [
        "3000",
        "8000",
        "8969",
    ]
    assert full["NEXT_TELEMETRY_DISABLED"] == "1"
    assert not {"TRACES_SAMPLE_RATE", "STAGE", "DEBUG", "SECRET_KEY"} & set(full)


def test_the_release_is_the_commit_where_there_is_one(root: Path) -> None:
    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        command = ["git", "-C", str(root), *identity, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet")
    assert completed({}, root).get("RELEASE", "") == ""
    git("commit", "--quiet", "--allow-empty", "--message", "first")
    assert completed({"RELEASE": ""}, root)["RELEASE"] == git("rev-parse", "--short=12", "HEAD")
    assert completed({"RELEASE": "1.2.3"}, root)["RELEASE"] == "1.2.3"


def test_the_folder_for_what_is_written(root: Path) -> None:
    assert var_folder(root, {"VAR_DIR": ""}) == root / "var"
    assert var_folder(root, {"VAR_DIR": "/elsewhere"}) == Path("/elsewhere")
