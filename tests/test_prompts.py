"""The prompts: their order, their sentences, and the two hooks' size."""

from __future__ import annotations

import json
import re

import pytest
from baking import TEMPLATE_FOLDER, TEMPLATE_ROOT, tracked_files
from rich.text import Text

QUESTIONS = json.loads((TEMPLATE_ROOT / "cookiecutter.json").read_text(encoding="utf-8"))
ASKED = [name for name in QUESTIONS if not name.startswith("_")]

# Source files, and the ways in which they read the environment.
READS = re.compile(r".*\.(?:py|ts|tsx|mjs)$")
READ = re.compile(
    r"""(?:environ(?:ment)?(?:\.get\(|\[)|\b(?:env|read)(?:\.\w+)?\(|process\.env\[)\s*["']([A-Z][A-Z0-9_]+)["']"""
    r"""|process\.env\.([A-Z][A-Z0-9_]+)"""
)


def test_prompts_come_in_the_documented_order() -> None:
    assert ASKED == [
        "project_name",
        "project_slug",
        "description",
        "author_name",
        "backend_dsn_env",
        "frontend_dsn_env",
        "environment_env",
        "default_environment",
        "traces_sample_rate",
        "replays_session_sample_rate",
        "replays_on_error_sample_rate",
        "phi_fields",
        "mrn_pattern",
        "sensitive_url_prefixes",
        "sentry_org",
        "sentry_project",
    ]


@pytest.mark.parametrize("name", ASKED)
def test_each_prompt_is_a_human_sentence_with_an_example(name: str) -> None:
    sentence = QUESTIONS["__prompts__"][name]
    assert sentence[0].isupper()
    assert len(sentence.split()) >= 6
    assert "(e.g. " in sentence
    assert sentence.endswith(")")


@pytest.mark.parametrize("name", ASKED)
def test_the_terminal_shows_each_prompt_whole(name: str) -> None:
    """Cookiecutter prints prompts through rich, which swallows what looks like its markup."""
    sentence = QUESTIONS["__prompts__"][name]
    assert Text.from_markup(sentence).plain == sentence


def test_no_prompt_has_a_sentence_but_no_question() -> None:
    assert set(QUESTIONS["__prompts__"]) == set(ASKED)


def test_the_default_fields_are_about_sixty_and_unlike() -> None:
    fields = [field.strip() for field in QUESTIONS["phi_fields"].split(",")]
    assert 55 <= len(fields) == len(set(fields))


def test_both_hooks_together_stay_short() -> None:
    hooks = TEMPLATE_ROOT / "hooks"
    assert sum(len((hooks / f"{name}_gen_project.py").read_text().splitlines()) for name in ("pre", "post")) <= 150


def taken() -> re.Pattern[str]:
    """Return the names that the hook refuses for the three variables."""
    hook = (TEMPLATE_ROOT / "hooks" / "pre_gen_project.py").read_text(encoding="utf-8")
    found: dict[str, re.Pattern[str]] = {}
    # The hook as a whole is no Python before it is rendered; this part of it is.
    exec(hook[hook.index("TAKEN = ") : hook.index("# One piece")], {"re": re}, found)  # noqa: S102
    return found["TAKEN"]


def test_every_variable_that_the_service_documents_is_taken() -> None:
    example = (TEMPLATE_FOLDER / ".env.example").read_text(encoding="utf-8")
    documented = re.findall(r"^([A-Z][A-Z0-9_]*)=", example, re.MULTILINE)
    assert len(documented) >= 15
    assert [name for name in documented if not taken().fullmatch(name)] == []


def test_every_variable_that_the_service_reads_is_taken() -> None:
    sources = [path for path in tracked_files(TEMPLATE_FOLDER) if READS.match(path) and "tests/" not in path]
    read = {
        next(filter(None, names))
        for path in sources
        for names in READ.findall((TEMPLATE_FOLDER / path).read_text(encoding="utf-8"))
    }
    assert {"SECRET_KEY", "NEXT_RUNTIME"} <= read
    assert sorted(name for name in read if not taken().fullmatch(name)) == []


@pytest.mark.parametrize("name", ["SENTRY_DSN", "NEXT_PUBLIC_SENTRY_DSN", "ENVIRONMENT", "APP_ENV", "SENTRY_DSN_WEB"])
def test_names_that_teams_use_are_free(name: str) -> None:
    assert not taken().fullmatch(name)
