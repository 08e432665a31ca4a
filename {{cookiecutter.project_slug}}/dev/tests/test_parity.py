"""Both halves of the PHI engine answer alike; `make fuzz` asks a hundred thousand times."""

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


def test_the_same_seed_makes_the_same_inputs() -> None:
    assert list(Inputs(7).lines(50)) == list(Inputs(7).lines(50))
    assert list(Inputs(7).lines(50)) != list(Inputs(8).lines(50))
