"""Every vector of `phi/vectors`, which the TypeScript half runs as well."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import phi
from phi import policy as policies
from phi.policy import FOLDER
from phi.words import Words

# Whatever this service answered: the vectors speak of what the template ships.
SHIPPED = Path(__file__).with_name("vectors_policy.json")
with mock.patch.object(policies, "SERVICE", SHIPPED.with_name("no service.json")):
    POLICIES = {mode: phi.load(SHIPPED, free_text=mode) for mode in ("patterns", "known-words")}
FILES = sorted((FOLDER / "vectors").glob("*.json"))
VECTORS = [
    pytest.param(vector, id=f"{file.stem} {number}")
    for file in FILES
    for number, vector in enumerate(json.loads(file.read_text(encoding="utf-8")), 1)
]


def scrubbed(given: Any, mode: str) -> Any:
    if isinstance(given, str):
        return phi.scrub_text(given, POLICIES[mode])
    return phi.scrub_event(given, POLICIES[mode])


@pytest.mark.parametrize("vector", VECTORS)
def test_vector(vector: dict[str, Any]) -> None:
    assert vector["why"]
    for mode in POLICIES if vector["mode"] == "both" else [vector["mode"]]:
        assert scrubbed(vector["in"], mode) == vector["out"], vector["why"]
        assert scrubbed(vector["in"], mode) == vector["out"], "as remembered"
        assert scrubbed(vector["out"], mode) == vector["out"], "scrubbing twice changes nothing"


def test_without_lists_no_word_is_known() -> None:
    policy = replace(POLICIES["known-words"], words=Words(()))
    assert phi.scrub_text("the save failed, Mary", policy) == "[text]"


def test_there_are_enough_of_each_kind() -> None:
    assert len(VECTORS) >= 400
    given: list[Any] = [vector.values[0] for vector in VECTORS]
    assert sum(one["in"] == one["out"] for one in given) >= 200
    assert sum(one["mode"] != "patterns" for one in given) >= 60
