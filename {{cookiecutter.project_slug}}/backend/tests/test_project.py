"""What holds for the project as a whole."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client


def test_the_schema_has_no_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    out = StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=out)
    assert "/api/patients/{id}/" in out.getvalue()
    assert capsys.readouterr().err == ""


def test_the_schema_is_served(client: Client, db: None) -> None:
    answer = client.get("/api/schema/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"openapi: 3")


@pytest.mark.services
def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.services
def test_every_admin_list_and_form_opens(admin_client: Client) -> None:
    for model in ("clinic", "staffmember", "patient", "appointment"):
        for page in ("", "add/"):
            assert admin_client.get(f"/admin/patients/{model}/{page}").status_code == 200
