"""Where the template is, what it asks, and how programs are run in the tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from cookiecutter.generate import generate_context
from cookiecutter.main import cookiecutter
from cookiecutter.prompt import prompt_for_config

TEMPLATE_ROOT = Path(__file__).resolve().parent.parent
TEMPLATE_FOLDER = TEMPLATE_ROOT / "{{cookiecutter.project_slug}}"
ANSWER_FILES = {".env.example", "README.md", "phi/policy.json", "service.json"}
ANSWER_SETS = ("small-clinic", "hospital-network", "self-hosted-sentry", "odd-but-legal")

Answers = dict[str, Any]


def default_answers() -> Answers:
    """Return every prompt with its default, rendered, and cookiecutter's own settings."""
    context = generate_context(context_file=str(TEMPLATE_ROOT / "cookiecutter.json"))
    return dict(prompt_for_config(context, no_input=True))


def answer_set(name: str) -> Path:
    """Return the file of an answer set that is kept with the docs."""
    return TEMPLATE_ROOT / "docs" / "bakes" / f"{name}.yaml"


def given_in(name: str) -> dict[str, str]:
    """Return the answers that an answer set gives."""
    return dict(yaml.safe_load(answer_set(name).read_text(encoding="utf-8"))["default_context"])


def environment(**extra: str) -> dict[str, str]:
    """Return this environment without what make, git, virtual environments and Sentry put into it."""
    foreign = ("GIT_", "MAKE", "MFLAGS", "PYTEST", "PYTHON", "SENTRY_", "VIRTUAL_ENV", "COOKIECUTTER")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)} | extra


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None, text: str = "") -> str:
    """Run a program that must succeed and return all it prints."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env or environment()),
        input=text,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{command} exited with {done.returncode}:\n{done.stdout}"
    return done.stdout


def git(cwd: Path, *arguments: str) -> str:
    """Run git as an invented author and return what it prints."""
    author = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    return run("git", *author, *arguments, cwd=cwd)


def tracked_files(folder: Path) -> set[str]:
    """Return the files below ``folder`` that git tracks or would track."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=folder).split("\0")
    return {path for path in listed if path and (folder / path).is_file()}


def make(service: Path, *targets: str, seconds: float, log: Path) -> float:
    """Run targets of a service's Makefile; on failure show the end of the log. Return the seconds it took."""
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            ["make", *targets],
            cwd=service,
            env=environment(CI="true", PYTHON=sys.executable),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code: int | None = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=30)
    if code != 0:
        end = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-60:])
        reason = f"did not end within {seconds:.0f} s" if code is None else f"exited with {code}"
        pytest.fail(f"make {' '.join(targets)} {reason}; the end of {log}:\n{end}", pytrace=False)
    return time.monotonic() - began


def share_installs(installed: Path, service: Path) -> None:
    """Give a service what another one installed, so that its `make setup` finds it up to date.

    Both were copied from the same locks. The virtual environment is shared by a link; Node's modules are hard links,
    since bundlers resolve symbolic ones to where they point, which is outside of the service.
    """
    for lock in ("requirements-dev.txt", "frontend/package-lock.json"):
        assert (service / lock).read_bytes() == (installed / lock).read_bytes()
    (service / ".venv").symlink_to(installed / ".venv", target_is_directory=True)
    shutil.copytree(
        installed / "frontend" / "node_modules",
        service / "frontend" / "node_modules",
        symlinks=True,
        copy_function=os.link,
    )
    for stamp in (".venv/.installed", "frontend/node_modules/.installed"):
        (service / stamp).touch()


def bake_set(name: str, folder: Path, installed: Path) -> Path:
    """Bake an answer set as its documentation says, and give it what ``installed`` has."""
    output = folder / "our services"
    output.mkdir()
    service = Path(
        cookiecutter(str(TEMPLATE_ROOT), no_input=True, config_file=str(answer_set(name)), output_dir=str(output))
    )
    share_installs(installed, service)
    return service
