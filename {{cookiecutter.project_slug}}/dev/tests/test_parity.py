"""Both halves of the PHI engine answer alike; `make fuzz` asks a hundred thousand times."""

import json
import subprocess
from pathlib import Path

import pytest

from dev import parity
from dev.fuzz_inputs import Inputs

SEED = 20261127
COUNT = 1500


@pytest.mark.parametrize("mode", parity.MODES)
def test_both_halves_answer_alike(mode: str) -> None:
    lines = [*parity.vectors(), *Inputs(SEED).lines(COUNT)]
    assert [str(one) for one in parity.compare(lines, mode)][:5] == []


def test_a_difference_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ("-c", 'import sys; [print(\'{"id": 1, "text": "[ssn]"}\') for _ in sys.stdin]')
    monkeypatch.setattr(parity, "NODE", (parity.PYTHON[0], *other))
    lines = [{"id": 1, "text": "SSN 123-45-6789"}]
    (found,) = parity.compare(lines, "patterns")
    assert found.python == {"id": 1, "text": "SSN [ssn]"}
    assert "SSN [ssn]" in str(found)


def test_an_answer_that_does_not_come_in_time_is_a_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    python = parity.PYTHON[0]
    monkeypatch.setattr(parity, "ANSWER_SECONDS", 5)
    monkeypatch.setattr(parity, "PYTHON", (python, "-c", "print('{}')"))
    monkeypatch.setattr(parity, "NODE", (python, "-c", "import time; time.sleep(100)"))
    found = list(parity.compare([{"id": 1, "text": "SSN 123-45-6789"}], "patterns"))
    assert found[0].node == {"not JSON": ""}
    assert found[1].given == {"exit": "node"}


POLICIES = {
    "refused": {"words": {"allow": ["stroke"]}},
    "short": {"fields": []},
    "misspelt": {"feilds": []},
    "open": {"identifiers": {"bed": {"pattern": "BED[0-9]+"}}},
}


@pytest.mark.parametrize("name", POLICIES)
def test_both_commands_refuse_a_policy_in_the_same_line(tmp_path: Path, name: str) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps(POLICIES[name]))
    said = []
    for command, folder in ((parity.PYTHON, "backend"), (parity.NODE, "frontend")):
        done = subprocess.run(
            [*command, "--policy", str(file)],
            cwd=parity.SERVICE / folder,
            input='{"id": 1, "text": "stroke"}\n',
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("policy.json: ")
        assert done.stderr.count("\n") == 1
        said.append(done.stderr.replace('"', "'"))  # either language quotes in its own way
    assert said[0] == said[1]


def test_both_commands_explain_each_mark_alike() -> None:
    event = {"message": "Zephyra Quillon waits 4711 days", "extra": {"ssn": "x", "a": ["Quillon"]}}
    lines = [{"id": 1, "text": "Zephyra has 123-45-6789, deadbeef01 or 4711"}, {"event": event}]
    given = "".join(f"{json.dumps(line)}\n" for line in lines)
    said = []
    for command, folder in ((parity.PYTHON, "backend"), (parity.NODE, "frontend")):
        done = subprocess.run(
            [*command, "--explain"],
            cwd=parity.SERVICE / folder,
            input=given,
            capture_output=True,
            text=True,
            check=True,
        )
        said.append([json.loads(line) for line in done.stdout.splitlines()])
    assert said[0] == said[1]
    text, walked = said[0]
    assert text["text"] == "[text] has [ssn], [id] or [number]"
    assert text["marks"] == [
        {"mark": "[ssn]", "rule": "number:ssn", "at": "text"},
        {"mark": "[text]", "rule": "words", "at": "text"},
        {"mark": "[number]", "rule": "words", "at": "text"},
        {"mark": "[id]", "rule": "words", "at": "text"},
    ]
    at = {one["at"] for one in walked["marks"] if one["rule"] == "words"}
    assert at == {"message", "extra/a/0"}
    assert str(walked["event"]).count("[") - 1 == len(walked["marks"])  # one of them is a list


def test_the_same_seed_makes_the_same_inputs() -> None:
    assert list(Inputs(7).lines(50)) == list(Inputs(7).lines(50))
    assert list(Inputs(7).lines(50)) != list(Inputs(8).lines(50))
