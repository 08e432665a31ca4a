"""A service's later life: the template moves on, its team moved on too, and cruft brings both together."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from baking import environment, git, make, run, share_installs, tracked_files
from test_sources import copy_template

# What the team that owns the service did since it was baked.
WARD = '''

class Ward(models.Model):
    """A ward of the clinic."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="wards")
    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"ward {self.pk}"
'''
MIGRATION = '''"""The ward of the team that owns the service."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("patients", "PARENT")]

    operations = [
        migrations.CreateModel(
            name="Ward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="wards", to="patients.clinic"
                    ),
                ),
            ],
        ),
    ]
'''
PAGE = "frontend/src/app/health/page.tsx"
OWN_TITLE = "{ title: 'Health of the wards' }"


def cruft(*arguments: str | Path, cwd: Path, config: Path) -> str:
    """Run the cruft command and return what it prints."""
    return run(sys.executable, "-m", "cruft", *arguments, cwd=cwd, env=environment(COOKIECUTTER_CONFIG=str(config)))


def replace(path: Path, old: str, new: str) -> None:
    """Replace what stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path}: {old!r} stands there {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def make_older(template: Path) -> None:
    """Take a template back to a state before it got what it has today, in files of each kind."""
    folder = template / "{{cookiecutter.project_slug}}"
    (folder / ".gitattributes").unlink()  # a file that came later
    replace(folder / ".env.example", "SINK_PORT=8969\n", "")  # a line that came later in an answer file
    policy = folder / "phi" / "policy.json"  # a key that came later in the policy
    text = policy.read_text(encoding="utf-8")
    older = re.sub(r',\n  "urls": \{.*?\n  \}', "", text, flags=re.DOTALL)
    assert older != text
    policy.write_text(older, encoding="utf-8")
    models = folder / "backend" / "patients" / "models.py"  # a file that the team edits elsewhere
    models.write_text("# An older heading.\n" + models.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "backend" / "gone.py").write_text('"""Gone by today."""\n', encoding="utf-8")


def edit_as_a_team(service: Path) -> None:
    """Add a model with its migration, fields of one's own to the policy, and change a page."""
    with (service / "backend" / "patients" / "models.py").open("a", encoding="utf-8") as models:
        models.write(WARD)
    migrations = service / "backend" / "patients" / "migrations"
    parent = max(path.stem for path in migrations.glob("0*.py"))
    (migrations / "9000_ward.py").write_text(MIGRATION.replace("PARENT", parent), encoding="utf-8")
    replace(service / "phi" / "policy.json", '  "fields": [\n', '  "fields": [\n    "bed_label",\n    "ward_note",\n')
    replace(service / PAGE, "{ title: 'Health' }", OWN_TITLE)


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory, user_config: Path) -> Path:
    """Return a service that was baked from an older template, edited by its team, and updated."""
    folder = tmp_path_factory.mktemp("life time")
    template = copy_template(folder / "template")
    today = folder / "today"
    shutil.copytree(template, today)
    make_older(template)
    git(template, "add", "--all")
    git(template, "commit", "--quiet", "--message", "Older")
    cruft("create", "--no-input", template, cwd=folder, config=user_config)
    service = folder / "clinic-intake"
    git(service, "add", "--all")
    git(service, "commit", "--quiet", "--message", "Baked")
    edit_as_a_team(service)
    git(service, "add", "--all")
    git(service, "commit", "--quiet", "--message", "Ours")
    (folder / "env-before").write_bytes((service / ".env").read_bytes())

    git(template, "rm", "-r", "--quiet", ".")
    shutil.copytree(today, template, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))
    git(template, "add", "--all")
    git(template, "commit", "--quiet", "--message", "Today")
    with pytest.raises(AssertionError, match="exited with 1"):
        cruft("check", cwd=service, config=user_config)
    printed = cruft("update", "--skip-apply-ask", cwd=service, config=user_config)
    assert "as clean as possible" in printed
    assert "Failed" not in printed
    return service


def test_the_merge_is_clean(updated: Path, user_config: Path) -> None:
    assert git(updated, "diff", "--name-only", "--diff-filter=U") == ""
    files = tracked_files(updated)
    assert [path for path in files if path.endswith((".rej", ".orig"))] == []
    marked = [path for path in files if re.search(rb"^(<{7}|>{7}) ", (updated / path).read_bytes(), re.MULTILINE)]
    assert marked == []
    cruft("check", cwd=updated, config=user_config)


def test_what_the_template_got_is_there(updated: Path) -> None:
    assert (updated / ".gitattributes").is_file()
    assert "SINK_PORT=8969\n" in (updated / ".env.example").read_text(encoding="utf-8")
    assert not (updated / "backend" / "gone.py").exists()
    assert "An older heading" not in (updated / "backend" / "patients" / "models.py").read_text(encoding="utf-8")


def test_what_the_team_did_is_there(updated: Path) -> None:
    policy = json.loads((updated / "phi" / "policy.json").read_text(encoding="utf-8"))
    assert policy["fields"][:3] == ["bed_label", "ward_note", "name"]
    assert policy["urls"]["sensitive_prefixes"] == ["/patients/", "/appointments/"]
    assert (updated / "backend" / "patients" / "models.py").read_text(encoding="utf-8").endswith(WARD)
    assert OWN_TITLE in (updated / PAGE).read_text(encoding="utf-8")


def test_an_update_leaves_keys_and_ignored_files_alone(updated: Path) -> None:
    assert (updated / ".env").read_bytes() == (updated.parent / "env-before").read_bytes()


@pytest.mark.slow
def test_the_updated_service_passes_its_own_check(updated: Path, installed: Path, tmp_path: Path) -> None:
    share_installs(installed, updated)
    targets = ("setup", "words", "lint", "test-python", "test-web", "verify")
    make(updated, *targets, "ROWS=0", seconds=1500, log=tmp_path / "check.log")
