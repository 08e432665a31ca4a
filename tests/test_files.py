"""What is baked: exactly the template's files, copied as they are or filled with answers."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from baking import ANSWER_FILES, TEMPLATE_FOLDER, TEMPLATE_ROOT, Answers, tracked_files
from sync import is_copied

TRACKED = sorted(tracked_files(TEMPLATE_FOLDER))


def parse(path: Path) -> object:
    """Parse a file by its ending; comments in the JSON that tools read are left out."""
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".json":
            return json.loads(text)
        case ".toml":
            return tomllib.loads(text)
        case _:
            return list(yaml.safe_load_all(text))


def test_exactly_the_files_of_the_template_are_baked(baked: Path) -> None:
    found = {str(path.relative_to(baked)) for path in baked.rglob("*") if path.is_file()}
    made = {path for path in found if path == ".env" or path.startswith(".git/")}
    assert ".env" in made
    assert ".git/HEAD" in made
    assert sorted(found - made) == TRACKED


def test_git_ignores_what_the_bake_makes(baked: Path) -> None:
    assert sorted(tracked_files(baked)) == TRACKED


@pytest.mark.parametrize("path", TRACKED)
def test_each_file_is_either_copied_or_an_answer_file(path: str, answers: Answers) -> None:
    assert is_copied(path, answers["_copy_without_render"]) != (path in ANSWER_FILES)


def test_each_copied_name_names_something(answers: Answers) -> None:
    """Copied folders are copied whole; a name that nothing answers to any more would hide a spelling mistake."""
    missing = [name for name in answers["_copy_without_render"] if not (TEMPLATE_FOLDER / name).exists()]
    assert missing == []


def test_copied_files_are_the_same_to_the_byte(baked: Path) -> None:
    copied = [path for path in TRACKED if path not in ANSWER_FILES]
    assert copied
    unlike = [
        path
        for path in copied
        if (baked / path).read_bytes() != (TEMPLATE_FOLDER / path).read_bytes()
        or (baked / path).stat().st_mode != (TEMPLATE_FOLDER / path).stat().st_mode
    ]
    assert unlike == []


@pytest.mark.parametrize("path", sorted(ANSWER_FILES))
def test_no_brace_of_ours_is_left(path: str, baked: Path) -> None:
    text = (baked / path).read_text(encoding="utf-8")
    assert not [mark for mark in ("{{", "}}", "{%", "%}", "{#", "cookiecutter.") if mark in text]
    assert text.endswith("\n")


@pytest.mark.parametrize("path", [path for path in TRACKED if path.endswith((".json", ".toml", ".yaml", ".yml"))])
def test_every_structured_file_parses(path: str, baked: Path) -> None:
    assert parse(baked / path) is not None


def test_no_installed_or_made_file_is_in_the_template() -> None:
    made = {"node_modules", ".next", ".venv", "var", "__pycache__", ".env"}
    assert [path for path in TRACKED if made & set(path.split("/"))] == []


def test_the_template_folder_is_found_by_stock_cookiecutter() -> None:
    assert [path.name for path in TEMPLATE_ROOT.iterdir() if "{{" in path.name] == [TEMPLATE_FOLDER.name]
