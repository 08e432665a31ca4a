"""What the service's README shows to type is accepted, and what it explains is what there is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from baking import TEMPLATE_FOLDER

MARKS = re.compile(r"""["']\[([a-z]+)\]["']""")


def test_each_mark_is_explained(baked: Path) -> None:
    readme = (baked / "README.md").read_text(encoding="utf-8")
    table = readme.partition("### What the marks say")[2].partition("\nBehind the gate")[0]
    explained = set(re.findall(r"`\[([a-z]+)\]`", table))
    fields = json.loads((baked / "phi" / "defaults" / "fields.json").read_text(encoding="utf-8"))["fields"]
    made = {field["mark"] for field in fields.values() if "mark" in field}
    for folder in ("phi", "observability"):
        for file in (TEMPLATE_FOLDER / "backend" / folder).glob("*.py"):
            made |= set(MARKS.findall(file.read_text(encoding="utf-8")))
    assert len(made) > 20
    assert sorted(made - explained) == []


@pytest.mark.parametrize("section", ["identifiers", "loosenings"])
def test_an_example_of_the_policy_is_accepted_as_it_stands(baked: Path, tmp_path: Path, section: str) -> None:
    readme = (baked / "README.md").read_text(encoding="utf-8")
    examples = [json.loads(f"{{{one}}}") for one in re.findall(r"```json\n(.*?)```", readme, re.DOTALL)]
    (example,) = [one for one in examples if section in one]
    policy = json.loads((baked / "phi" / "policy.json").read_text(encoding="utf-8"))
    if section == "loosenings":
        gone = example["loosenings"][0]["items"]
        assert set(gone) < set(policy["fields"])
        policy["fields"] = [name for name in policy["fields"] if name not in gone]
    file = tmp_path / "policy.json"
    for added, code in ((example, 0), ({}, 2 if section == "loosenings" else 0)):
        file.write_text(json.dumps(policy | added))
        done = subprocess.run(
            [sys.executable, "-m", "phi", "--policy", str(file)],
            cwd=baked / "backend",
            input='{"id": 1, "text": "moved to BED-123"}\n',
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert ("[id]" in done.stdout) == ("identifiers" in added)
