"""Every vector of `phi/vectors`, which the TypeScript half runs as well."""

from __future__ import annotations

import json
from typing import Any

import pytest

import phi
from phi.policy import FOLDER

POLICY = phi.load(free_text="patterns")
FILES = sorted((FOLDER / "vectors").glob("*.json"))
VECTORS = [
    pytest.param(vector, id=f"{file.stem} {number}")
    for file in FILES
    for number, vector in enumerate(json.loads(file.read_text(encoding="utf-8")), 1)
]


def scrubbed(given: Any) -> Any:
    if isinstance(given, str):
        return phi.scrub_text(given, POLICY)
    return phi.scrub_event(given, POLICY)


@pytest.mark.parametrize("vector", VECTORS)
def test_vector(vector: dict[str, Any]) -> None:
    assert vector["mode"] in {"patterns", "both"}
    assert vector["why"]
    assert scrubbed(vector["in"]) == vector["out"], vector["why"]
    assert scrubbed(vector["out"]) == vector["out"], "scrubbing twice changes nothing"


def test_there_are_enough_of_each_kind() -> None:
    assert len(VECTORS) >= 400
    given: list[Any] = [vector.values[0] for vector in VECTORS]
    assert sum(one["in"] == one["out"] for one in given) >= 200
