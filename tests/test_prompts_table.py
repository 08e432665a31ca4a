"""The table of prompts in README.md says what cookiecutter.json says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import prompts_table
import pytest
from baking import TEMPLATE_ROOT
from markdown_it import MarkdownIt


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with README.md and cookiecutter.json as they are."""
    for name in ("README.md", "cookiecutter.json"):
        shutil.copy(TEMPLATE_ROOT / name, tmp_path)
    return tmp_path


def change_default(folder: Path, prompt: str, default: str) -> None:
    """Give a prompt another default in the folder's cookiecutter.json."""
    file = folder / "cookiecutter.json"
    questions = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(questions | {prompt: default}), encoding="utf-8")


def test_the_table_in_the_readme_is_current() -> None:
    assert prompts_table.main(TEMPLATE_ROOT, check=True) == 0


def test_a_changed_default_makes_it_stale_and_a_run_mends_it(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_default(copy, "traces_sample_rate", "0.375")
    before = (copy / "README.md").read_text(encoding="utf-8")
    assert prompts_table.main(copy, check=True) == 1
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 1
    assert "prompts_table.py" in said
    assert (copy / "README.md").read_text(encoding="utf-8") == before
    assert prompts_table.main(copy, check=False) == 0
    assert prompts_table.main(copy, check=True) == 0
    assert "`0.375`" in (copy / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("marks", ["", "<!-- /prompts --> <!-- prompts -->", "<!-- prompts --> <!-- prompts -->"])
def test_a_readme_without_the_markers_is_named(copy: Path, marks: str, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "README.md").write_text(marks, encoding="utf-8")
    assert prompts_table.main(copy, check=False) == 1
    assert "README.md must hold" in capsys.readouterr().out
    assert (copy / "README.md").read_text(encoding="utf-8") == marks


def test_every_row_has_three_cells_in_markdown(copy: Path) -> None:
    """A bar in an answer, even in code, would end its cell."""
    change_default(copy, "mrn_pattern", "A|B")
    assert prompts_table.main(copy, check=False) == 0
    page = MarkdownIt().enable("table").render((copy / "README.md").read_text(encoding="utf-8"))
    questions = json.loads((copy / "cookiecutter.json").read_text(encoding="utf-8"))
    rows = page.split("<table>")[1].split("</table>")[0].split("<tr>")[2:]
    assert [row.count("<td>") for row in rows] == [3] * len(questions["__prompts__"])
    assert "<code>A|B</code>" in page


def test_a_long_list_is_shortened_and_nothing_else() -> None:
    assert prompts_table.shown(", ".join(["first_name"] * 60)) == "`first_name, first_name, first_name` and 57 more"
    assert prompts_table.shown("/patients/, /appointments/") == "`/patients/, /appointments/`"
    assert prompts_table.shown("") == "(empty)"
