"""What the hook does after the files are there: keys, a git repository, two lines."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from baking import TEMPLATE_ROOT, git
from conftest import Bake
from cookiecutter.main import cookiecutter

KEYS = ("SECRET_KEY", "PHI_HASH_KEY")


def values(env: Path) -> dict[str, str]:
    """Return the assignments of a .env file."""
    lines = env.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_env_is_the_example_with_fresh_keys(bake_given: Bake) -> None:
    service = bake_given()
    example, own = values(service / ".env.example"), values(service / ".env")
    assert {name: example[name] for name in KEYS} == dict.fromkeys(KEYS, "")
    assert all(len(own[name]) >= 60 and own[name].replace("-", "").replace("_", "").isalnum() for name in KEYS)
    assert own[KEYS[0]] != own[KEYS[1]]
    assert {name: value for name, value in own.items() if name not in KEYS} == {
        name: value for name, value in example.items() if name not in KEYS
    }


def test_only_the_owner_reads_the_keys(bake_given: Bake) -> None:
    assert stat.S_IMODE((bake_given() / ".env").stat().st_mode) == 0o600


def test_no_two_services_share_keys(bake_given: Bake) -> None:
    first, second = bake_given(project_slug="one"), bake_given(project_slug="two")
    assert not set(map(values(first / ".env").get, KEYS)) & set(map(values(second / ".env").get, KEYS))


def test_baking_over_a_service_keeps_its_keys_and_its_history(tmp_path: Path, user_config: Path) -> None:
    def bake() -> Path:
        return Path(
            cookiecutter(
                str(TEMPLATE_ROOT),
                no_input=True,
                overwrite_if_exists=True,
                output_dir=str(tmp_path),
                config_file=str(user_config),
            )
        )

    service = bake()
    git(service, "commit", "--quiet", "--allow-empty", "--message", "Ours")
    before = (service / ".env").read_bytes()
    bake()
    assert (service / ".env").read_bytes() == before
    assert "Ours" in git(service, "log", "--oneline")


def test_git_is_begun_and_nothing_is_committed(bake_given: Bake) -> None:
    status = git(bake_given(), "status", "--porcelain=v2", "--branch")
    assert "# branch.oid (initial)" in status
    assert ".env\n" not in status


def test_a_service_is_baked_without_git_too(bake_given: Bake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert shutil.which("git") is None
    service = bake_given()
    assert (service / ".env").is_file()
    assert not (service / ".git").exists()


def test_two_lines_say_what_to_do_next(bake_given: Bake, capfd: pytest.CaptureFixture[str]) -> None:
    bake_given(project_slug="ward-board")
    printed = capfd.readouterr()
    lines = printed.out.splitlines()
    assert len(lines) == 2
    assert "cd ward-board && make dev" in lines[0]
    assert printed.err == ""
