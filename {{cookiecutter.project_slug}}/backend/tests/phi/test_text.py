"""The engine on single texts, in a few lines; `phi/vectors` holds the rest."""

from __future__ import annotations

import io
import json
import sys
from threading import Thread
from typing import TYPE_CHECKING

import phi
from phi.__main__ import main

if TYPE_CHECKING:
    import pytest

POLICY = phi.load(free_text="patterns")


def test_identifiers_go_and_the_rest_stays() -> None:
    given = "Visit of 12.05.1961 (SSN 123-45-6789) failed on Django 5.2.16, see line 42"
    assert phi.scrub_text(given, POLICY) == (
        "Visit of [date] (SSN [ssn]) failed on Django 5.2.16, see line 42"
    )


def test_threads_share_a_policy_and_no_text_at_hand() -> None:
    at_hand = POLICY.rules.literals.at_hand
    at_hand.blanks = {3}
    closed = POLICY.rules.literals.closing("(a (b)", 3)
    elsewhere: list[object] = []

    def scrub() -> None:
        elsewhere.append(at_hand.blanks)
        elsewhere.append(phi.scrub_text("id=7&notes=positive+for+HIV (a)&ok=1", POLICY))

    other = Thread(target=scrub)
    other.start()
    other.join()
    assert elsewhere[0] == frozenset()
    assert "HIV" not in str(elsewhere[1])
    assert at_hand.blanks == {3}
    assert (at_hand.bracketed, closed) == ("(a (b)", 5)


def test_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        json.dumps({"id": 1, "text": "mail mary@example.com"}),
        "{no json",
        json.dumps({"id": 2, "event": {"extra": {"ssn": "123456789"}}}),
    ]
    stdin = io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["--free-text", "patterns", "--explain"]) == 1
    out, err = capsys.readouterr()
    first, second = (json.loads(line) for line in out.splitlines())
    assert first == {
        "id": 1,
        "text": "mail [email]",
        "marks": [{"mark": "[email]", "rule": "code:email", "at": "text"}],
    }
    assert second["event"] == {"extra": {"ssn": "[ssn]"}}
    assert second["marks"] == [{"mark": "[ssn]", "rule": "field:ssn", "at": "extra/ssn"}]
    assert err.startswith("line 2:")
