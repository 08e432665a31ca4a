"""What holds for any event: it is never changed, the answer is JSON, twice is as once."""

from __future__ import annotations

import copy
import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import phi
from tests.phi import hostile

POLICY = phi.load(free_text="patterns")
FIELDS = sorted(POLICY.rules.keys.runs)
CANARIES = ("523-88-1942", "zora.quill@example.com", "+1 555 867 5309", "4111 1111 1111 1111")

pieces = st.sampled_from(
    [
        "ssn",
        "name",
        "=",
        ": ",
        "'",
        '"',
        "\\",
        "%",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        "|",
        "<",
        ">",
        "/",
        "patients",
        "?",
        "&",
        "\n",
        "\\n",
        " ",
        "Mary",
        "O'Brien",
        "123-45-6789",
        "1961-05-12",
        "12.05.1961",
        "%40",
        "a@b.org",
        "::",
        "INSERT INTO t (ssn) VALUES (",
        "Key (",
        ")=(",
        "field",
        "value",
        "[ssn]",
        "[filtered]",
        "\\u0031",
        "\u0663",
        "\u2013",
        "PID|",
        "Street",
        "99 years old",
        "10.1.2.3",
        "dob",
        "May 12, 1961",
        "data:image/png;base64,AAAA",
        "Basic dXNlcjpwYXNz",
        "\ud800",
        "\x00",
        "\xe9",
    ]
)
texts = st.lists(pieces | st.text(max_size=6), max_size=14).map("".join)
keys = texts | st.sampled_from(["_".join(run) for run in FIELDS]) | st.sampled_from(["id", "value"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.binary(max_size=20)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
        | st.tuples(inner, inner)
    ),
    max_leaves=12,
)
events = st.dictionaries(keys, trees, max_size=5)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def flat(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=repr)


@quick
@given(texts)
def test_scrubbing_a_text_twice_changes_nothing(text: str) -> None:
    once = phi.scrub_text(text, POLICY)
    assert phi.scrub_text(once, POLICY) == once


@quick
@given(events)
def test_an_event_is_never_changed_and_the_answer_is_json(event: dict[str, Any]) -> None:
    before = copy.deepcopy(event)
    once = phi.scrub_event(event, POLICY)
    assert flat(event) == flat(before)
    again = json.loads(json.dumps(once, allow_nan=False))
    assert again == once
    assert phi.scrub_event(again, POLICY) == once


@quick
@given(events, st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(event: dict[str, Any], random: Any) -> None:
    shuffled = list(event.items())
    random.shuffle(shuffled)
    assert sorted(map(str, phi.scrub_event(dict(shuffled), POLICY).values())) == sorted(
        map(str, phi.scrub_event(event, POLICY).values())
    )


@quick
@given(texts, st.sampled_from(CANARIES), texts)
def test_no_canary_is_left(before: str, canary: str, after: str) -> None:
    scrubbed = phi.scrub_text(f"{before} {canary} {after}", POLICY)
    assert canary not in scrubbed


def test_no_object_is_asked_anything() -> None:
    event = {
        "a": hostile.Hostile(),
        "b": hostile.OddClass,
        "c": hostile.OddClass(),
        "d": hostile.OddText("SSN 523-88-1942"),
        "e": hostile.OddDict(ssn="523881942"),
        "f": hostile.OddList(["x", "523-88-1942"]),
        "g": hostile.OddInt(7),
        "h": hostile.OddFloat(0.5),
        "i": [hostile.Hostile(), {1: hostile.Hostile()}],
        hostile.OddText("key"): 1,
    }
    hostile.TOUCHED.clear()
    scrubbed = phi.scrub_event(event, POLICY)
    assert hostile.TOUCHED == []
    assert scrubbed["a"] == scrubbed["b"] == scrubbed["c"] == "[filtered]"
    assert scrubbed["d"] == "SSN [ssn]"
    assert scrubbed["e"] == {"ssn": "[ssn]"}
    assert scrubbed["f"] == ["x", "[ssn]"]
    assert (scrubbed["g"], scrubbed["h"]) == (7, 0.5)


def test_cycles_end() -> None:
    event: dict[str, Any] = {"ok": 1}
    event["self"] = event
    rows: list[Any] = [event]
    rows.append(rows)
    event["rows"] = rows
    scrubbed = phi.scrub_event(event, POLICY)
    assert scrubbed["ok"] == 1
    assert scrubbed["self"] == "[filtered]"
    assert scrubbed["rows"] == ["[filtered]", "[filtered]"]


@pytest.mark.parametrize("depth", [50, 1000, 5000])
def test_what_is_too_deep_is_removed(depth: int) -> None:
    inner: Any = "SSN 523-88-1942"
    for _ in range(depth):
        inner = {"a": [inner]}
    assert "1942" not in json.dumps(phi.scrub_event(inner, POLICY))


@pytest.mark.parametrize("depth", [1000, 5000])
def test_a_deep_value_of_a_denied_key_is_removed(depth: int) -> None:
    inner: Any = "523-88-1942"
    for _ in range(depth):
        inner = [inner]
    assert phi.scrub_event({"ssn": inner}, POLICY) == {"ssn": "[ssn]"}


def test_a_list_that_holds_itself_under_a_denied_key() -> None:
    rows: list[Any] = []
    rows += [rows, rows, rows]
    assert phi.scrub_event({"ssn": rows}, POLICY) == {"ssn": "[ssn]"}


def test_a_small_event_that_unfolds_to_a_large_one_ends() -> None:
    rows: list[Any] = ["x"]
    for _ in range(40):
        rows = [rows, rows]
    scrubbed = phi.scrub_event({"rows": rows}, POLICY)
    assert scrubbed["rows"]


def test_numbers_that_json_does_not_have() -> None:
    scrubbed = phi.scrub_event({"a": math.nan, "b": math.inf, "c": 10**5000, "d": 0.5}, POLICY)
    assert scrubbed == {"a": None, "b": None, "c": "[number]", "d": 0.5}


def test_bytes_and_sets() -> None:
    scrubbed = phi.scrub_event({"a": b"SSN 523-88-1942", "b": {"x", "a@b.org"}}, POLICY)
    assert scrubbed == {"a": "SSN [ssn]", "b": ["[email]", "x"]}
