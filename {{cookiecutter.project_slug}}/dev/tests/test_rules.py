"""The rules of our own: what each refuses, and what it lets pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dev.rules.__main__ import ROOT, files, found

HEAD = "from celery import shared_task, shared_task as job\nimport celery\n"
WHOLE = "soft_time_limit=20, time_limit=30, max_retries="
GOOD = {
    "all is said": f"@shared_task({WHOLE}3, autoretry_for=(OSError,))",
    "never again": f"@shared_task({WHOLE}0)",
    "of an app": f"@app.task(bind=True, {WHOLE}LIMIT)",
    "no task": "@app.get('/tasks')",
    "no task either": "@task",
}
BAD = {
    "nothing is said": ("@shared_task", "no soft_time_limit, no time_limit, no max_retries"),
    "nothing in brackets": ("@shared_task()", "no soft_time_limit, no time_limit, no max_retries"),
    "no tries": ("@shared_task(soft_time_limit=1, time_limit=2)", "has no max_retries"),
    "endless tries": (f"@shared_task({WHOLE}None)", "has no max_retries"),
    "the soft limit alone": (
        "@shared_task(soft_time_limit=1, max_retries=0)",
        "has no time_limit",
    ),
    "the hard limit alone": (
        "@shared_task(time_limit=1, max_retries=0)",
        "has no soft_time_limit",
    ),
    "hidden": ("@shared_task(**OPTIONS)", "no soft_time_limit"),
    "by another name": ("@job()", "no time_limit"),
    "by the module": ("@celery.shared_task()", "no time_limit"),
    "of an app": ("@app.task", "no time_limit"),
}


def sample(folder: Path, decorator: str) -> Path:
    path = folder / "tasks.py"
    path.write_text(f"{HEAD}\n{decorator}\ndef remind():\n    pass\n")
    return path


@pytest.mark.parametrize("decorator", GOOD.values(), ids=GOOD)
def test_good_samples_pass(tmp_path: Path, decorator: str) -> None:
    assert found(sample(tmp_path, decorator)) == []


@pytest.mark.parametrize(("decorator", "complaint"), BAD.values(), ids=BAD)
def test_bad_samples_are_named(tmp_path: Path, decorator: str, complaint: str) -> None:
    (line,) = found(sample(tmp_path, decorator))
    assert line.startswith(f"{tmp_path / 'tasks.py'}:4: the task remind has ")
    assert complaint in line
    assert "Accepted: " in line


OTHER_FORMS_GOOD = {
    "without an @": f"job = shared_task({WHOLE}0)(remind)",
    "a class": "class Remind(celery.Task):\n    soft_time_limit = 1\n    time_limit = 2\n"
    "    max_retries = 0\n",
    "a class for others": "class Base(celery.Task):\n    abstract = True\n",
    "another class": "class Remind(Base):\n    pass\n",
}
OTHER_FORMS_BAD = {
    "without an @": "job = shared_task(remind)",
    "without an @, with something said": "job = shared_task(time_limit=1)(remind)",
    "a class": "class Remind(celery.Task):\n    time_limit = 2\n",
}


@pytest.mark.parametrize("code", OTHER_FORMS_GOOD.values(), ids=OTHER_FORMS_GOOD)
def test_other_good_forms_of_a_task_pass(tmp_path: Path, code: str) -> None:
    (tmp_path / "tasks.py").write_text(f"{HEAD}\n{code}\n")
    assert found(tmp_path / "tasks.py") == []


@pytest.mark.parametrize("code", OTHER_FORMS_BAD.values(), ids=OTHER_FORMS_BAD)
def test_other_bad_forms_of_a_task_are_named(tmp_path: Path, code: str) -> None:
    (tmp_path / "tasks.py").write_text(f"{HEAD}\n{code}\n")
    (line,) = found(tmp_path / "tasks.py")
    assert "has no soft_time_limit, " in line
    assert "Accepted: " in line


@pytest.mark.parametrize(("decorator", "code"), [("@app.task", 1), ("@app.get('/')", 0)])
def test_the_command_fails_as_a_linter_does(tmp_path: Path, decorator: str, code: int) -> None:
    command = [sys.executable, "-m", "dev.rules", str(sample(tmp_path, decorator))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stdout.splitlines())) == (code, code), done.stderr


def test_they_are_for_what_production_runs() -> None:
    names = {str(path.relative_to(ROOT)) for path in files(ROOT)}
    assert "backend/patients/tasks.py" in names
    assert not [name for name in names if "/tests/" in name or "failures" in name]
