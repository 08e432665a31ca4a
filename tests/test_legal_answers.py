"""Right answers, however odd: they bake to files that parse and say what was answered."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import environ
import pytest
from baking import ANSWER_SETS, given_in
from conftest import Bake
from markdown_it import MarkdownIt

TEXTS = [
    "Plain",
    "O'Neil & Söhne",
    "say \"no\" and 'yes'",
    '"""',
    "'''",
    "ends in a backslash \\",
    '\\"""\\',
    r"C:\new\table \u0041 \N{BULLET}",
    "</script><script>alert(1)</script>",
    "<!-- comment --> <b>bold</b> &amp; &lt;",
    "${HOME} $(id) `id` %PATH% %s {0} #{x}",
    "{{ 7 * 7 }}",
    "{{ cookiecutter.project_slug }} {% raw %} {# gone #}",
    "{% for x in y %}",
    "}} %} #}",
    "🩺 👩‍⚕️ 🏥",
    "عيادة الرعاية",
    "מרפאה 12 abc",
    "\u200fright to left mark",
    "李医生 ﷽ ñ",
    "*a* _b_ [c](d) ![e](f) # g ~~h~~ | i",
    "- 1. + > # ---",
    "null",
    "=1+1",
    "-1",
    "x" * 100,
]


def heading(readme: str) -> str:
    """Return the text of a README's first heading as a reader sees it."""
    tokens = MarkdownIt("commonmark").parse(readme)
    assert tokens[0].type == "heading_open"
    return shown(tokens[1])


def shown(inline: Any) -> str:
    """Return the text of inline Markdown; anything but text in it is an error."""
    kinds = {child.type for child in inline.children}
    assert kinds <= {"text", "text_special", "softbreak"}, kinds
    return "".join("\n" if child.type == "softbreak" else child.content for child in inline.children)


def read_env(path: Path) -> dict[str, str]:
    """Read a .env file as the service does."""
    values: dict[str, str] = {}

    class Reader(environ.Env):  # type: ignore[misc]
        ENVIRON = values

    Reader.read_env(io.StringIO(path.read_text(encoding="utf-8")))
    return values


@pytest.mark.parametrize("words", TEXTS, ids=lambda words: ascii(words)[:40])
def test_text_means_the_same_after_baking(words: str, bake_given: Bake) -> None:
    service = bake_given(project_name=words, description=words, author_name=words)
    said = json.loads((service / "service.json").read_text(encoding="utf-8"))
    assert (said["name"], said["description"], said["author"]) == (words, words, words)
    readme = (service / "README.md").read_text(encoding="utf-8")
    assert heading(readme) == words
    first, second = [token for token in MarkdownIt("commonmark").parse(readme)[3:] if token.type == "inline"][:2]
    assert shown(first) == f"What it does: {words}"
    assert shown(second).startswith(f"Owned by {words}.")


def test_five_thousand_characters_of_description_stay(bake_given: Bake) -> None:
    words = ("long 'text' \\ \"🩺\" </p> " * 250)[:5000]
    service = bake_given(description=words)
    assert json.loads((service / "service.json").read_text(encoding="utf-8"))["description"] == words


@pytest.mark.parametrize("answer_set", ANSWER_SETS)
def test_an_answer_set_says_in_the_files_what_it_gives(answer_set: str, bake_given: Bake) -> None:
    given = given_in(answer_set)
    service = bake_given(**given)
    said = json.loads((service / "service.json").read_text(encoding="utf-8"))
    policy = json.loads((service / "phi" / "policy.json").read_text(encoding="utf-8"))
    assert said["name"] == given["project_name"]
    assert said["environments"].count(said["defaults"]["environment"]) == 1
    assert said["defaults"]["traces_sample_rate"] == float(given.get("traces_sample_rate", "0.1"))
    assert policy["identifiers"]["mrn"]["pattern"] == given["mrn_pattern"]
    if "phi_fields" in given:
        assert policy["fields"] == [field.strip() for field in given["phi_fields"].split(",")]
    # What the list held at the bake: a field that is deleted from it later is missed, and needs a reason.
    assert said["phi_fields"] == policy["fields"]


def test_variable_names_and_environment_reach_the_example(bake_given: Bake) -> None:
    service = bake_given(**given_in("hospital-network"))
    values = read_env(service / ".env.example")
    assert values["BEDBOARD_SENTRY_DSN"] == values["BEDBOARD_WEB_SENTRY_DSN"] == ""
    assert values["BEDBOARD_STAGE"] == "integration"
    assert values["TRACES_SAMPLE_RATE"] == "0.02"
    assert not {"SENTRY_DSN", "NEXT_PUBLIC_SENTRY_DSN", "ENVIRONMENT"} & values.keys()


# Independent options, each with values of its own: cycled, so that every value is baked once, not multiplied.
CHOICES: dict[str, list[str]] = {
    "project_slug": ["ab", "a" + "-" * 49, "z_9", "con", "src"],
    "backend_dsn_env": ["SENTRY_DSN", "DSN", "SENTRY_BACKEND_DSN", "NEXT_PUBLIC_SENTRY_DSN", "X" * 64],
    "frontend_dsn_env": ["NEXT_PUBLIC_SENTRY_DSN", "WEB_DSN", "SENTRY_DSN_WEB", "SENTRY_DSN", "NEXT_PUBLIC_X"],
    "environment_env": ["ENVIRONMENT", "APP_ENV", "STAGE", "DEPLOY_TARGET", "E1"],
    "default_environment": ["development", "production", "staging", "qa-1", "x" * 32],
    "traces_sample_rate": ["0", "1", "0.000001", "1.0", "0.5"],
    "sensitive_url_prefixes": ["/", "/patients/", "/a, /b/c", "/~x/.y/_z-1", "/p/,/q/"],
    "mrn_pattern": [r"\[\]", "[-a-z]{3}X", "[0-9]{8}", "A{2,4}-?[0-9]{6}", r"P\.[0-9 /#-]{1,9}"],
}


@pytest.mark.parametrize("turn", range(5))
def test_options_cycle(turn: int, bake_given: Bake) -> None:
    given = {name: values[turn] for name, values in CHOICES.items()}
    service = bake_given(**given)
    said = json.loads((service / "service.json").read_text(encoding="utf-8"))
    assert service.name == said["slug"] == given["project_slug"]
    assert list(said["variables"].values()) == [
        given[f"{name}_env"] for name in ("backend_dsn", "frontend_dsn", "environment")
    ]
    # A machine of a developer is never production, whatever the default of the service is.
    here = given["default_environment"].replace("production", "development")
    assert said["defaults"]["environment"] == given["default_environment"]
    assert read_env(service / ".env.example")[given["environment_env"]] == here


PATTERNS = [
    "MRN[- ]?[0-9]{5,10}",
    "MRN-?[0-9]{2}/[0-9]{4}",
    r"\[\]",
    r"a\.b\*c\+d\?e\(f\)g\{h\}i\|j\\k\^l\$m\/n",
    r"[\\\]\[\^-]{2}",
    "[-a-z]{3}X",
    "[a-c-]{1,3}1",
    "[A-Z]{2,4}-?[0-9]{4,12}",
    "#:,_ [/.:,#_]{1,2}",
    "a{1,9}0{2}",
    "[0-9]{64}",
]
SAMPLES = [
    "MRN 123456", "MRN-1234567890123", "mrn12345", "MRN12/3456", "[]", "a.b*c+d?e(f)g{h}i|j\\k^l$m/n", "]^",
    "\\-", "ab-X", "-b-1", "AB-123456", "ABCDE1234", "#:,_ /.", "aaaaaaaaaaa00", "0" * 70, "٣٤٥", "ſ", "K",
    "MRN\n12345", "a a", "x-y", "Ａ12345",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_grammar_accepts_it(pattern: str, bake_given: Bake) -> None:
    policy = json.loads((bake_given(mrn_pattern=pattern) / "phi" / "policy.json").read_text(encoding="utf-8"))
    assert policy["identifiers"]["mrn"]["pattern"] == pattern


@pytest.mark.parametrize("flags", ["g", "gu"])
def test_accepted_patterns_match_alike_in_both_languages(flags: str) -> None:
    program = (
        f"const [patterns, samples] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"console.log(JSON.stringify(patterns.map(p => samples.map(s => s.match(new RegExp(p, '{flags}')) ?? []))))"
    )
    done = subprocess.run(
        ["node", "-e", program], input=json.dumps([PATTERNS, SAMPLES]), capture_output=True, text=True, check=True
    )
    here = [[re.findall(pattern, sample) for sample in SAMPLES] for pattern in PATTERNS]
    assert json.loads(done.stdout) == here
    assert all(any(found) for found in here)
