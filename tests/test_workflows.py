"""The workflows of the template and of the service: valid, pinned, and without a right too many."""

from __future__ import annotations

import json
import re
import shutil
import sysconfig
from pathlib import Path

import pytest
import yaml
from baking import TEMPLATE_FOLDER, TEMPLATE_ROOT, run

PLACES = pytest.mark.parametrize("place", [TEMPLATE_ROOT, TEMPLATE_FOLDER], ids=["template", "service"])
STRICT = ("--offline", "--no-progress", "--persona=pedantic")
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def tool(name: str) -> str:
    """Return the path of a program that was installed together with this Python."""
    found = shutil.which(name, path=sysconfig.get_path("scripts"))
    assert found, f"{name} is not in {sysconfig.get_path('scripts')}; run: make setup"
    return found


def workflows(place: Path) -> list[Path]:
    """Return the workflow files of the template or the service, of which there is at least one."""
    found = sorted((place / ".github" / "workflows").glob("*.y*ml"))
    assert found
    return found


def targets(makefile: Path) -> set[str]:
    """Return the targets that a Makefile explains in its help."""
    return set(re.findall(r"^([a-z0-9-]+):.*## ", makefile.read_text(encoding="utf-8"), re.MULTILINE))


@PLACES
def test_actionlint_finds_nothing(place: Path) -> None:
    # Linters of embedded scripts are left out: whether they are installed would change the result.
    run(tool("actionlint"), "-shellcheck=", "-pyflakes=", *workflows(place), cwd=place)


@PLACES
def test_zizmor_finds_nothing(place: Path) -> None:
    collect = ("--collect=all", "--strict-collection")
    run(tool("zizmor"), *STRICT, *collect, ".github", ".pre-commit-config.yaml", cwd=place)


@pytest.mark.parametrize(
    ("permissions", "action", "complaint"),
    [
        ("write-all", "actions/checkout@" + "0" * 40, "excessive-permissions"),
        ("{}", "actions/checkout@v6", "unpinned-uses"),
    ],
)
def test_zizmor_would_find_it(permissions: str, action: str, complaint: str, tmp_path: Path) -> None:
    """A checker that finds nothing might not have looked."""
    workflow = tmp_path / "ci.yml"
    job = {"runs-on": "ubuntu-24.04", "steps": [{"uses": action, "with": {"persist-credentials": False}}]}
    content = {"on": "push", "permissions": yaml.safe_load(permissions), "jobs": {"one": job}}
    workflow.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(AssertionError, match=complaint):
        run(tool("zizmor"), *STRICT, workflow, cwd=tmp_path)


def test_actionlint_would_find_it(tmp_path: Path) -> None:
    """A checker that finds nothing might not have looked."""
    workflow = tmp_path / "ci.yml"
    job = {"runs-on": "ubuntu-24.04", "steps": [{"run": "make ${{ matrx.target }}"}]}
    workflow.write_text(json.dumps({"on": "push", "jobs": {"one": job}}), encoding="utf-8")
    with pytest.raises(AssertionError, match="matrx"):
        run(tool("actionlint"), workflow, cwd=tmp_path)


@PLACES
def test_every_action_is_pinned_to_a_commit_with_its_version(place: Path) -> None:
    used = [
        line.split("uses: ")[1]
        for file in workflows(place)
        for line in file.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert len(used) >= 3
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_both_pin_the_same_commits() -> None:
    pins = {
        (name, pin)
        for place in (TEMPLATE_ROOT, TEMPLATE_FOLDER)
        for file in workflows(place)
        for name, pin in re.findall(r"uses: (\S+)@(\S+)", file.read_text(encoding="utf-8"))
    }
    assert len({name for name, _ in pins}) == len(pins)


@PLACES
def test_no_job_may_do_more_than_read_and_none_runs_without_end(place: Path) -> None:
    for file in workflows(place):
        workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        assert workflow["concurrency"]["cancel-in-progress"] is True
        for job in workflow["jobs"].values():
            assert job["permissions"] == {"contents": "read"}
            assert job["timeout-minutes"] <= 90


@PLACES
def test_the_workflow_runs_targets_that_the_makefile_has(place: Path) -> None:
    workflow = yaml.safe_load((place / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    matrix = workflow["jobs"]["make"]["strategy"]["matrix"]["include"]
    named = {target for entry in matrix for target in entry["target"].split()}
    assert {"lint", "test"} <= named
    assert named <= targets(place / "Makefile")


@PLACES
def test_dependabot_looks_into_folders_that_are_there(place: Path) -> None:
    updates = yaml.safe_load((place / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    manifests = {"uv": "*requirements*.in", "npm": "package.json"}
    for update in updates:
        assert update["cooldown"]["default-days"] >= 7
        for folder in update.get("directories", [update.get("directory")]):
            ecosystem = update["package-ecosystem"]
            wanted = manifests.get(ecosystem, ".github/workflows/*.yml" if folder == "/" else "*.yml")
            name = f"{ecosystem} in {folder}"
            assert list((place / folder.strip("/")).glob(wanted)), name


@PLACES
def test_the_hooks_before_a_commit_use_the_locked_tools(place: Path) -> None:
    """A remote hook repository would bring versions of its own."""
    config = yaml.safe_load((place / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repository["repo"] for repository in config["repos"]} == {"local"}
    assert {hook["language"] for repository in config["repos"] for hook in repository["hooks"]} <= {"system", "fail"}
