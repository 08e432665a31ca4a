"""Where the template may come from and how answers may be given: all with stock cookiecutter's own command."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from baking import (
    ANSWER_SETS,
    TEMPLATE_FOLDER,
    TEMPLATE_ROOT,
    answer_set,
    environment,
    git,
    given_in,
    run,
    tracked_files,
)


@pytest.fixture(scope="session")
def template_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a git repository with the template as it is now, changes that are not committed included."""
    return copy_template(tmp_path_factory.mktemp("template") / "clinic-template")


def copy_template(target: Path) -> Path:
    """Copy what git tracks or would track into a repository of its own with one commit."""
    for path in tracked_files(TEMPLATE_ROOT):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(TEMPLATE_ROOT / path, target / path)
    git(target, "init", "--quiet", "--initial-branch", "main")
    git(target, "add", "--all")
    git(target, "commit", "--quiet", "--message", "Template")
    return target


def cookiecutter(*arguments: str | Path, cwd: Path, config: Path, text: str = "") -> str:
    """Run the cookiecutter command and return what it prints."""
    env = environment(COOKIECUTTER_CONFIG=str(config), TERM="dumb", COLUMNS="200")
    return run(sys.executable, "-m", "cookiecutter", *arguments, cwd=cwd, env=env, text=text)


def assert_whole(service: Path) -> None:
    """Assert that a service has every file of the template."""
    assert tracked_files(service) == tracked_files(TEMPLATE_FOLDER)
    assert (service / ".env").is_file()


def test_from_a_path_with_a_space(template_copy: Path, tmp_path: Path, user_config: Path) -> None:
    spaced = tmp_path / "my templates" / "clinic template"
    shutil.copytree(template_copy, spaced)
    output = tmp_path / "my services"
    output.mkdir()
    cookiecutter(spaced, "--no-input", cwd=output, config=user_config)
    assert_whole(output / "clinic-intake")


def test_from_a_bare_repository_as_gh_clones_it(template_copy: Path, tmp_path: Path, user_config: Path) -> None:
    hosted = tmp_path / "hosted" / "clinic-team" / "clinic-sentry-template.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(template_copy), str(hosted))
    config = yaml.safe_load(user_config.read_text())
    config |= {
        "abbreviations": {"gh": f"file://{tmp_path}/hosted/{{0}}.git"},
        "cookiecutters_dir": str(tmp_path / "clones"),
    }
    own = tmp_path / "config.yaml"
    own.write_text(yaml.safe_dump(config))
    cookiecutter("gh:clinic-team/clinic-sentry-template", "--no-input", cwd=tmp_path, config=own)
    assert_whole(tmp_path / "clinic-intake")


def test_from_a_zip_archive(template_copy: Path, tmp_path: Path, user_config: Path) -> None:
    archive = tmp_path / "template.zip"
    git(
        template_copy,
        "archive",
        "--format=zip",
        "--prefix=clinic-sentry-template-1.0.0/",
        f"--output={archive}",
        "HEAD",
    )
    assert zipfile.ZipFile(archive).testzip() is None
    cookiecutter(archive, "--no-input", cwd=tmp_path, config=user_config)
    assert_whole(tmp_path / "clinic-intake")


def test_from_answers_on_the_command_line(template_copy: Path, tmp_path: Path, user_config: Path) -> None:
    cookiecutter(
        template_copy,
        "--no-input",
        'project_name=Ward 7\'s "Board"',
        "mrn_pattern=WB[0-9]{6}",
        cwd=tmp_path,
        config=user_config,
    )
    said = json.loads((tmp_path / "ward-7-s-board" / "service.json").read_text(encoding="utf-8"))
    assert said["name"] == 'Ward 7\'s "Board"'


@pytest.mark.parametrize("name", ANSWER_SETS)
def test_from_an_answer_set_as_the_docs_say(name: str, template_copy: Path, tmp_path: Path) -> None:
    """The command of the docs; the home folder is a new one, since such a file names none of cookiecutter's folders."""
    run(
        sys.executable, "-m", "cookiecutter", "--no-input", "--config-file", answer_set(name), template_copy,
        cwd=tmp_path, env=environment(HOME=str(tmp_path / "home")),
    )  # fmt: skip
    [service] = [folder for folder in tmp_path.iterdir() if folder.name != "home"]
    assert_whole(service)
    said = json.loads((service / "service.json").read_text(encoding="utf-8"))
    assert said["description"] == given_in(name)["description"]


def test_a_replay_bakes_the_same_again(template_copy: Path, tmp_path: Path, user_config: Path) -> None:
    cookiecutter(template_copy, "--no-input", "project_name=Twice", cwd=tmp_path, config=user_config)
    first = tmp_path / "twice"
    again = tmp_path / "again"
    again.mkdir()
    cookiecutter(template_copy, "--replay", cwd=again, config=user_config)
    assert_whole(again / "twice")
    files = tracked_files(first)
    assert [path for path in files if (first / path).read_bytes() != (again / "twice" / path).read_bytes()] == []


def test_typed_answers_are_data(template_copy: Path, tmp_path: Path, user_config: Path) -> None:
    name = "{{ 7 * 7 }} {% if \"quoted' \\ </script> ${HOME} 🩺"
    typed = [name, "typed-service", "{# not a comment #} '''", "{{ cookiecutter }}", *[""] * 12]
    cookiecutter(template_copy, cwd=tmp_path, config=user_config, text="\n".join([*typed, ""]))
    said = json.loads((tmp_path / "typed-service" / "service.json").read_text(encoding="utf-8"))
    assert [said["name"], said["description"], said["author"]] == [name, typed[2], typed[3]]


def test_a_refusal_exits_with_one_and_names_the_prompt(template_copy: Path, tmp_path: Path, user_config: Path) -> None:
    with pytest.raises(AssertionError, match=r"exited with 1:\n(?s:.*)traces_sample_rate: '0,1' is not accepted;"):
        cookiecutter(template_copy, "--no-input", "traces_sample_rate=0,1", cwd=tmp_path, config=user_config)
    assert list(tmp_path.iterdir()) == []
