"""Bent telemetry: the same for a seed, red without a gate, green behind the real ones."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import pytest

from e2e.drill.fuzz.gates import Program, started
from e2e.drill.fuzz.inputs import Inputs, templates
from e2e.drill.fuzz.run import MOST_SHOWN, run
from e2e.drill.fuzz.search import Search
from e2e.drill.fuzz.steps import bent
from e2e.drill.fuzz.vectors import Vector, holds, left, vectors
from e2e.kinds import UNIQUE_KINDS, Mint
from e2e.stack import ROOT


def program(answer: str) -> dict[str, Program]:
    """Return a language whose gate answers each line with this expression."""
    code = f"import json, sys\nfor line in sys.stdin: print(json.dumps({answer}), flush=True)"
    return {"python": Program((sys.executable, "-c", code), ROOT)}


THROUGH = program("[None, '\\n'.join(map(json.dumps, json.loads(line)))]")


def test_the_same_seed_makes_the_same_inputs() -> None:
    every = templates()

    def lines(seed: str) -> list[str]:
        return [one.line() for one in Inputs(seed, every).make(50)]

    assert lines("7:0") == lines("7:0")
    assert not set(lines("7:0")) & set(lines("8:0"))


def test_all_kinds_are_planted_in_items_of_all_types() -> None:
    made = Inputs("1:0", templates())
    inputs = made.make(2000)
    mint = made.mint
    made_up = [*mint.words.values(), *mint.numbers.values(), *mint.digests.values()]
    assert {one.kind for one in made_up} == set(UNIQUE_KINDS)
    assert {one.template.kind for one in inputs} == {one.kind for one in templates()}


def test_each_step_can_be_made_without_the_others() -> None:
    for given in Inputs("1:0", templates()).make(300):
        alone = [bent(given.template.text, [step]) for step in given.steps]
        assert len(alone) == len(given.steps)
        assert given.line(()) == given.template.text


def test_without_a_gate_it_is_red_and_says_what_left_but_not_its_value() -> None:
    result = run(100, 1, THROUGH)
    assert len(result.failures) == MOST_SHOWN
    again = [line for line in result.failures if "a vector leaves again" in line]
    assert len(again) == len(vectors())
    shown = "\n".join(result.failures)
    assert "left at $." in shown
    assert Inputs("1:0", templates()).mint.stem not in shown.lower()


def test_what_fails_is_said_without_the_steps_that_do_not_matter() -> None:
    result = run(100, 1, THROUGH)
    minimal = [line for line in result.failures if "left at" in line and ";" not in line]
    assert len(minimal) > MOST_SHOWN // 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("['TypeError', '']", "raised TypeError"),
        ("[None, '']", "only 0 of 60 inputs left anything"),
        ("sys.exit()", "raised the process ended"),
    ],
)
def test_a_gate_that_raises_says_nothing_or_ends_is_red(answer: str, said: str) -> None:
    assert any(said in line for line in run(60, 1, program(answer)).failures)


def test_an_answer_is_searched_as_the_drill_searches_what_left() -> None:
    mint = Mint(1)
    name, card = mint.make("here", "name"), mint.make("here", "card")
    search = Search(mint)
    assert search.places('{"a": "nothing", "b": 17}') == []
    for value in (name.text.upper(), name.text.encode().hex(), card.text.replace(" ", "")):
        assert search.places(json.dumps({"a": [value]})) == ["$.a[]"]
        assert search.places(json.dumps({value: None})) == ["$.<key>"]
    assert search.places(json.dumps({"a": int(card.text.replace(" ", ""))})) == ["$.a"]


def test_an_id_of_chance_is_let_pass_where_such_ids_stand_and_nowhere_else() -> None:
    mint = Mint(1)
    known = mint.make("here", "patient's UUID").text
    search = Search(mint)
    for one in (known, known.replace("-", "")):
        assert search.places(json.dumps({"sid": one, "request_id": {"value": one}})) == []
        assert search.places(json.dumps({"sid": f"x{one}", "id": one})) == ["$.id", "$.sid"]


def test_nothing_leaves_behind_the_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # a gate flushes by itself
    result = run(300, 1)
    assert list(result.failures) == []
    assert set(result.sent) == {"python", "node"}


def test_what_fails_is_a_vector_that_fails_again_and_can_be_kept() -> None:
    made = run(100, 1, THROUGH).vectors
    kept = [Vector(**json.loads(json.dumps(asdict(one)))) for one in made]
    assert kept == made
    with started(THROUGH) as gates:
        answers = gates["python"].ask([one.line() for one in kept]).result()
    for vector, answer in zip(kept, answers, strict=True):
        assert vector.planted
        assert all(holds(answer.sent, one) for one in vector.planted)


def test_a_vector_is_red_where_it_leaves() -> None:
    with started(THROUGH) as gates:
        assert len(list(left("python", gates["python"]))) == len(vectors())
