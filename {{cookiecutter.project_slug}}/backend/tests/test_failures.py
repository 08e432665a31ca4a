"""The failures app is the tests' alone."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from failures.apps import refuse_outside_of_tests


def test_the_service_does_not_have_it() -> None:
    assert "failures" not in settings.INSTALLED_APPS


@pytest.mark.parametrize(("asked", "production"), [("1", True), ("", False), ("", True)])
def test_it_refuses_to_run_elsewhere(
    monkeypatch: pytest.MonkeyPatch, asked: str, production: bool
) -> None:
    monkeypatch.setenv("FAILURES", asked)
    with pytest.raises(ImproperlyConfigured, match=r"^The failures app .*Remove failures.settings"):
        refuse_outside_of_tests(production=production)


def test_it_runs_where_tests_ask_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILURES", "1")
    refuse_outside_of_tests(production=False)
