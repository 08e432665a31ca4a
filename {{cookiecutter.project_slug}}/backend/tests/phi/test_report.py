"""What people are told of the policy: complete, current, and plain about what is not covered."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from phi import report
from phi.policy import DEFAULTS, FOLDER, load

if TYPE_CHECKING:
    from pathlib import Path

    from phi.policy import Policy

README = FOLDER.parent / "README.md"
WHY = {"reason": "agreed with privacy", "name": "A. Clinician", "date": "2026-01-31"}


def policy(folder: Path, data: object, **options: Any) -> Policy:
    file = folder / "policy.json"
    file.write_text(json.dumps(data))
    return load(file, **options)


def test_each_identifier_and_each_default_field_is_told() -> None:
    rows = report.rows()
    assert "".join(row.letter for row in rows) == "ABCDEFGHIJKLMNOPQR"
    fields = json.loads((DEFAULTS / "fields.json").read_text(encoding="utf-8"))["fields"]
    told = [name for row in rows for name in row.fields]
    assert sorted(told) == sorted(fields)
    assert all(row.in_texts and row.not_covered for row in rows)


def test_the_table_in_the_readme_is_current() -> None:
    text = README.read_text(encoding="utf-8")
    assert report.table() in text, "run: .venv/bin/python backend/manage.py phi table"
    assert report.replaced(text) == text


def test_the_table_is_renewed_between_its_markers(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"before\n{report.BEGIN}\nan older table\n{report.END}\nafter\n")
    assert report.write(file)
    assert not report.write(file)
    text = file.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "an older table" not in text
    file.write_text("no markers")
    with pytest.raises(ValueError, match="has no line"):
        report.write(file)


def test_a_policys_own_say_is_told(tmp_path: Path) -> None:
    bed = {"pattern": "BED-[0-9]{3}", "example": "BED-123", "counter_example": "BED-12"}
    told = report.plain(
        policy(
            tmp_path,
            {
                "fields": {"add": ["ward_label"], "remove": ["phone"]},
                "identifiers": {"bed": bed},
                "loosenings": [{"section": "fields.remove", "items": ["phone"], **WHY}],
            },
        )
    )
    assert "LEFT OUT:    phone" in told
    assert "Fields of this service's own: ward_label" in told
    assert "Identifiers of its own: bed" in told
    assert "keep your BAA" in told
    loose = {"section": "free_text", "items": ["patterns"], **WHY}
    open_mode = policy(tmp_path, {"free_text": "patterns", "loosenings": [loose]})
    assert "NAMES AND DIAGNOSES LEAVE" in report.plain(open_mode)


def test_what_newly_leaves_is_told_with_its_reason(tmp_path: Path) -> None:
    loose = {"section": "words.allow", "items": ["stroke", "gone"], **WHY}
    removed = {"section": "fields.remove", "items": ["phone"], **WHY}
    data = {
        "fields": {"remove": ["phone"]},
        "words": {"allow": ["stroke"]},
        "loosenings": [loose, removed],
    }
    lines = report.loosened(policy(tmp_path, data))
    assert any(
        line.startswith("words.allow[0]: the word stroke leaves")
        and "agreed with privacy (A. Clinician, 2026-01-31)" in line
        for line in lines
    )
    assert any(line.startswith("fields.remove[0]: values of phone ") for line in lines)
    assert lines[-1] == "loosenings: words.allow: gone loosens nothing any more"


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("phi", *arguments, stdout=out)
    return out.getvalue()


def test_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "G  Social Security numbers" in said()
    assert json.loads(said("relay"))["rules"]["identifier_mrn"]
    assert said("loosenings")
    monkeypatch.setattr("phi.policy.PATH", tmp_path / "policy.json")
    with pytest.raises(CommandError, match=r"phi/policy\.json: the file cannot be read"):
        said()
