"""Wrong answers: each is refused by name, in one line with an example, and nothing stays behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Bake
from cookiecutter.exceptions import FailedHookException

REFUSED: dict[str, list[object]] = {
    "project_name": [
        "",
        " ",
        "two\nlines",
        "tab\there",
        "nul\0",
        "\x1b[31mred",
        "x" * 101,
        "a\u2028b",
        "a\u202egpj",
        "\ud800",
        7,
    ],
    "project_slug": [
        "A",
        "a",
        "Clinic",
        "clinic intake",
        "1clinic",
        "-x",
        "_x",
        "x" * 51,
        "clínica",
        "a.b",
        "{{ 7*7 }}",
        "$HOME",
        "a;b",
    ],
    "description": ["", "\t", "bell\a", "a\rb", "x" * 5001, "zero\u2066width", None, ["a"]],
    "author_name": ["", "\x7f", "a\x85b", "x" * 5000],
    "backend_dsn_env": [
        "",
        "sentry_dsn",
        "1DSN",
        "SENTRY-DSN",
        "SENTRY DSN",
        "A=B",
        "_",
        "DSN\n",
        "É",
        "X" * 65,
        "SECRET_KEY",
        "DEBUG",
        "PATH",
        "HOME",
        "PORT",
        "DATABASE_URL",
        "CELERY_BROKER_URL",
        "ALLOWED_HOSTS",
        "DJANGO_SETTINGS_MODULE",
        "PYTHONPATH",
        "SENTRY_AUTH_TOKEN",
        "SENTRY_SPOTLIGHT",
        "NEXT_PUBLIC_SENTRY_DSN",
        "ENVIRONMENT",
    ],
    "frontend_dsn_env": [
        "NODE_ENV",
        "NODE_OPTIONS",
        "NEXT_RUNTIME",
        "NEXT_PUBLIC_SENTRY_SPOTLIGHT",
        "API_URL",
        "WEB_ORIGIN",
        "SENTRY_DSN",
        "$X",
        "HTTPS_PROXY",
    ],
    "environment_env": [
        "SENTRY_ENVIRONMENT",
        "RELEASE",
        "SENTRY_RELEASE",
        "PHI_HASH_KEY",
        "TRACES_SAMPLE_RATE",
        "REPLAYS_SESSION_SAMPLE_RATE",
        "VAR_DIR",
        "CI",
        "{{x}}",
    ],
    "default_environment": ["", "Production", "1st", "a b", "a_b", "x" * 33, "dev\n", "a/b"],
    "traces_sample_rate": [
        "",
        "nan",
        "inf",
        "1e9",
        "1e-1",
        "0,1",
        "-0.1",
        "1.1",
        "2",
        ".5",
        "1.",
        "00.1",
        "+0.1",
        "0x1",
        "10%",
        "0.1 ",
        "\u0660.\u0661",
        "0.1234567",
        True,
        0.1,
    ],
    "replays_session_sample_rate": ["nan", "1.01", "-1", "often"],
    "replays_on_error_sample_rate": ["NaN", "1,0", "1_0", "null"],
    "phi_fields": [
        "",
        ",",
        "ssn,",
        "ssn,,dob",
        "ssn, ssn",
        "SSN, ssn",
        "first name",
        "1st",
        "ssn, _",
        "_1, ssn",
        "ssn; dob",
        "e-mail",
        "a.b",
        "prénom",
        "x" * 65,
        '"ssn"',
        "ssn\ndob",
    ],
    "mrn_pattern": [
        "",
        "[0-9]*",
        "[0-9]+",
        "MRN.",
        "a|b",
        "(MRN)?1",
        "(?:a)",
        "(?=a)a",
        "^MRN",
        "MRN$",
        r"\d{5}",
        r"\bMRN",
        r"\1",
        "[^0-9]",
        "[]",
        "[",
        "[9-0]",
        "[A-z]",
        r"[\d]",
        "a{,3}",
        "a{2,}",
        "a{3,2}",
        "a{0}",
        "a{}",
        "a??",
        "a{2}?",
        "a{2}{3}",
        "a?",
        "[0-9]{0,5}",
        "a{65}",
        "[0-9]{0,9}" * 6 + "1",
        "a" * 65,
        "MRN\\",
        "é{2}",
        r"\-",
        "[--/]",
        "x{100}",
        "{2}",
        "[[:alpha:]]",
        "(a{1,9}){9}",
    ],
    "sensitive_url_prefixes": [
        "",
        "patients/",
        "https://example.org/patients/",
        "//example.org/",
        "/a b/",
        "/a/,",
        "/a?b=1",
        "/a#b",
        "/a//b",
        "/a, /a",
        "/<id>/",
        "/a\\b",
        "javascript:alert(1)",
    ],
    "sentry_org": ["My Clinic", "-org", "a/b", "https://sentry.example.org", "x" * 51, "org-alone"],
    "sentry_project": ["project-alone", "A", "a.b"],
}
PAIRS = [(prompt, value) for prompt, values in REFUSED.items() for value in values]
# What makes a pair of Sentry answers whole, and prompts that are wrong together: a name used twice, half a pair.
OTHER_HALF = {"sentry_org": {"sentry_project": "web"}, "sentry_project": {"sentry_org": "clinic"}}
TOGETHER = ({"backend_dsn_env", "frontend_dsn_env", "environment_env"}, {"sentry_org", "sentry_project"})


def refusals(printed: str) -> list[str]:
    """Return the prompts that the hook's lines name."""
    return re.findall(r"^(\w+): .* is not accepted; it takes .+ \(e\.g\. .+\)$", printed, re.MULTILINE)


def test_there_are_many_hostile_answers() -> None:
    assert len(PAIRS) >= 80


@pytest.mark.parametrize(("prompt", "value"), PAIRS, ids=lambda part: ascii(part)[:40])
def test_a_wrong_answer_is_refused_by_name(
    prompt: str, value: object, bake_given: Bake, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    half = {} if str(value).endswith("-alone") else OTHER_HALF.get(prompt, {})
    with pytest.raises(FailedHookException):
        bake_given(**half, **{prompt: value})
    printed = capfd.readouterr().err
    named = refusals(printed)
    assert prompt in named, printed
    assert any(set(named) <= group for group in (*TOGETHER, {prompt})), printed
    assert list((tmp_path / "output").iterdir()) == []


def test_every_wrong_answer_is_named_in_one_run(
    bake_given: Bake, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(FailedHookException):
        bake_given(**{prompt: values[1] for prompt, values in REFUSED.items()} | {"sentry_project": "A/B"})
    assert refusals(capfd.readouterr().err) == list(REFUSED)
    assert list((tmp_path / "output").iterdir()) == []


def test_what_was_given_is_shown_short_and_harmless(bake_given: Bake, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FailedHookException):
        bake_given(project_name="\x1b[2J" + "é" * 5000)
    line = next(line for line in capfd.readouterr().err.splitlines() if line.startswith("project_name: "))
    assert line.isascii()
    assert line.isprintable()
    assert len(line) < 160


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"replays_session_sample_rate": "0.1"}, "replays_session_sample_rate is above 0"),
        ({"replays_on_error_sample_rate": "1"}, "replays_on_error_sample_rate is above 0"),
        ({"mrn_pattern": "[0-9]{8}"}, "mrn_pattern has no two letters"),
        ({"mrn_pattern": "M-?R-?[0-9]{8}"}, "mrn_pattern has no two letters"),
        ({"mrn_pattern": "M?R[AB]{2}[0-9]{8}"}, "mrn_pattern has no two letters"),
        ({"phi_fields": "ssn"}, "fewer than 5 fields"),
    ],
)
def test_a_legal_answer_that_is_seldom_meant_gets_a_warning(
    given: dict[str, str], words: str, bake_given: Bake, capfd: pytest.CaptureFixture[str]
) -> None:
    assert bake_given(**given).is_dir()
    printed = capfd.readouterr().err
    assert printed.startswith("warning: ")
    assert words in printed


@pytest.mark.parametrize("pattern", ["MRN[- ]?[0-9]{5,10}", "[A-Z]{2}MR", "xNHx?[0-9]{2,3}", r"\[ID\][0-9]{4}"])
def test_nothing_is_warned_about_without_need(
    pattern: str, bake_given: Bake, capfd: pytest.CaptureFixture[str]
) -> None:
    assert bake_given(mrn_pattern=pattern).is_dir()
    assert capfd.readouterr().err == ""
