"""What a soak makes of tests that pass, fail, or cannot be run."""

import sys
from pathlib import Path

import pytest

from dev import soak

TESTS = """
import pytest

@pytest.mark.row("well")
def test_well(): pass

@pytest.mark.row("badly")
def test_badly(): assert False

@pytest.fixture
def broken(): assert False

@pytest.mark.parametrize("row", [pytest.param(1, marks=pytest.mark.row("unprepared"))])
def test_unprepared(broken, row): pass
"""


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, ...]:
    """Return what runs the tests above, in two processes as soaks do."""
    file = tmp_path / "test_rows.py"
    file.write_text(TESTS)
    plain = ("-c", "/dev/null", "-W", "ignore", "-p", "no:django", "-p", "no:cacheprovider")
    return (sys.executable, "-m", "pytest", "-p", "capture.pytest_rows", *plain, str(file))


def test_each_row_is_told_apart(command: tuple[str, ...], tmp_path: Path) -> None:
    found = soak.run((*command, "-n", "2"), tmp_path)
    assert found == {"well": True, "badly": False, "unprepared": False}


def test_what_cannot_be_run_is_no_success(command: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="could not be run"):
        soak.run((*command, "--no-such-option"), tmp_path)


def test_figures_are_of_each_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    well, badly = {"a": True, "b": True}, {"a": True, "b": False}
    said = iter([well, {"a": True}, {"c": True}, badly, {"a": True}, {"c": True}])
    monkeypatch.setattr(soak, "run", lambda *_: next(said))
    assert soak.main(["--times", "2"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[-4:] == [
        *("files: 1 of 2 rows 2 of 2", "  b: 1 of 2"),
        *("services: 1 of 1 rows 2 of 2", "web: 1 of 1 rows 2 of 2"),
    ]


def test_a_pass_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def run(command: tuple[str, ...], _: Path) -> dict[str, bool]:
        asked.append(command)
        return {"a": True}

    monkeypatch.setattr(soak, "run", run)
    assert soak.main(["--times", "2", "--only", "web"]) == 0
    assert asked == [soak.PASSES["web"]] * 2
    assert capsys.readouterr().out.splitlines()[-1] == "web: 1 of 1 rows 2 of 2"


@pytest.mark.parametrize("pass_", ["files", "services", "web"])
def test_a_pass_has_all_rows_of_its_files(pass_: str) -> None:
    command = soak.PASSES[pass_]
    named = [part for part in command if part.startswith(("backend/", "e2e/"))]
    held = {"files": "backend/tests/capture", "services": "backend/tests/capture", "web": "e2e"}
    marked = [
        file
        for file in Path(soak.ROOT, held[pass_]).glob("test_*.py")
        if any(word in file.read_text() for word in ("mark.row(", "params("))
    ]
    assert marked
    assert all(any(file.is_relative_to(Path(soak.ROOT, one)) for one in named) for file in marked)
