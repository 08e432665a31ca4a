"""What cookiecutter refuses by itself, as docs/answers.md lists it, and that nothing stays behind there either."""

from __future__ import annotations

from pathlib import Path

import pytest
from baking import TEMPLATE_ROOT
from conftest import Bake
from cookiecutter.exceptions import OutputDirExistsException

DOCUMENTED = (TEMPLATE_ROOT / "docs" / "answers.md").read_text(encoding="utf-8")


def listing(folder: Path) -> list[str]:
    """Return every path below ``folder``."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("slug", "kind", "words"),
    [
        ("", OutputDirExistsException, "directory already exists"),
        (".", OutputDirExistsException, "directory already exists"),
        ("x" * 256, OSError, "File name too long"),
        ("clinic/intake", FileNotFoundError, "No such file or directory"),
        ("a/b/c", FileNotFoundError, "No such file or directory"),
        ("../beside", FileNotFoundError, "No such file or directory"),
    ],
)
def test_a_refused_slug_leaves_nothing(
    slug: str, kind: type[Exception], words: str, bake_given: Bake, tmp_path: Path
) -> None:
    assert words in DOCUMENTED
    with pytest.raises(kind, match=words):
        bake_given(project_slug=slug)
    assert listing(tmp_path) == ["given.json", "output"]


def test_a_slug_with_slashes_is_named_by_our_hook_too(bake_given: Bake, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FileNotFoundError):
        bake_given(project_slug="clinic/intake")
    assert capfd.readouterr().err.startswith("project_slug: 'clinic/intake' is not accepted; ")


def test_what_is_there_already_is_left_alone(bake_given: Bake, tmp_path: Path) -> None:
    kept = tmp_path / "output" / "clinic" / "kept.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    with pytest.raises(FileNotFoundError):
        bake_given(project_slug="clinic/intake")
    assert listing(tmp_path / "output") == ["clinic", "clinic/kept.txt"]
    with pytest.raises(OutputDirExistsException):
        bake_given(project_slug="clinic")
    assert listing(tmp_path / "output") == ["clinic", "clinic/kept.txt"]
