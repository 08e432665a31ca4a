"""What the bake tests share: the default answers, one baked service, and ways to bake more."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from baking import ANSWER_FILES, TEMPLATE_FOLDER, TEMPLATE_ROOT, Answers, default_answers, make
from cookiecutter.main import cookiecutter

Bake = Callable[..., Path]


@pytest.fixture(scope="session")
def answers() -> Answers:
    """Return the answers that `--no-input` gives."""
    return default_answers()


@pytest.fixture(scope="session")
def baked(cookies_session: Any) -> Path:
    """Return the folder of one service with the default answers; nobody may change it."""
    result = cookies_session.bake()
    assert result.exception is None, result.exception
    return Path(result.project_path)


@pytest.fixture(scope="session")
def user_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cookiecutter configuration that keeps replays and clones out of the home folder."""
    folder = tmp_path_factory.mktemp("cookiecutter")
    config = folder / "config.yaml"
    config.write_text(json.dumps({"cookiecutters_dir": str(folder / "clones"), "replay_dir": str(folder / "replay")}))
    return config


@pytest.fixture(scope="session")
def answers_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the template without the files that are copied as they are: enough, and quick, to try answers on."""
    template = tmp_path_factory.mktemp("template") / TEMPLATE_ROOT.name
    shutil.copytree(TEMPLATE_ROOT / "hooks", template / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    folder = TEMPLATE_FOLDER.name
    for path in ("cookiecutter.json", *(f"{folder}/{answer_file}" for answer_file in (*ANSWER_FILES, ".gitignore"))):
        (template / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(TEMPLATE_ROOT / path, template / path)
    return template


@pytest.fixture
def bake_given(tmp_path: Path, answers: Answers, answers_only: Path, user_config: Path) -> Bake:
    """Bake with answers as somebody typed them: cookiecutter renders none of them (a replay)."""

    def bake(**given: object) -> Path:
        replay = tmp_path / "given.json"
        replay.write_text(json.dumps({"cookiecutter": {**answers, **given}}))
        output = tmp_path / "output"
        output.mkdir(exist_ok=True)
        return Path(
            cookiecutter(str(answers_only), replay=str(replay), output_dir=str(output), config_file=str(user_config))
        )

    return bake


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, user_config: Path) -> Path:
    """Return a service with the default answers, installed, in a path with a space; all workers share one."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "default service"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "setup.done"
        if not done.exists():
            service = Path(
                cookiecutter(str(TEMPLATE_ROOT), no_input=True, output_dir=str(folder), config_file=str(user_config))
            )
            make(service, "setup", seconds=900, log=folder / "setup.log")
            done.write_text(str(service))
        return Path(done.read_text())
