"""The harness's detector: every kind in every encoding, with its path, and nothing else."""

from __future__ import annotations

import base64
import datetime
import html
import json
import secrets
import urllib.parse
from collections.abc import Callable

import pytest

from e2e.detector import Detector
from e2e.kinds import AT_ONCE, KINDS, Mint, kinds_of_turn

ENCODINGS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "upper": str.upper,
    "lower": str.lower,
    "percent": urllib.parse.quote,
    "form": urllib.parse.quote_plus,
    "percent twice": lambda text: urllib.parse.quote(urllib.parse.quote(text)),
    "json": lambda text: json.dumps({"a": [text]}),
    "json in json": lambda text: json.dumps(json.dumps(text)),
    "html": html.escape,
    "base64": lambda text: "x: " + base64.b64encode(f"before {text} after".encode()).decode(),
    "base64 for urls": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "base64 in a path": lambda text: "ab/" + base64.b64encode(f"{text} and".encode()).decode(),
    "base64 of percent": lambda text: base64.b64encode(
        urllib.parse.quote(f"a {text}").encode()
    ).decode(),
    "hex": lambda text: f"{text} for".encode().hex(),
    "all escaped": lambda text: "".join(f"\\u{ord(one):04x}" for one in text),
    "spaces for dashes": lambda text: text.replace("-", " "),
    "no dashes": lambda text: text.replace("-", ""),
    "longer dashes": lambda text: text.replace("-", "\u2013"),
    "within a name": lambda text: f"locals_of_{text}_here",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_kind_is_found_in_each_encoding(kind: str, encoding: str) -> None:
    mint = Mint()
    planted, _ = mint.make("here", kind), mint.make("there", kind)
    text = ENCODINGS[encoding](planted.text)
    assert Detector(mint).found(f"noise {text} noise") == {planted}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_another_run_planted_is_not(kind: str, encoding: str) -> None:
    mint = Mint()
    for each in KINDS:
        mint.make("here", each)
    other = Mint().make("here", kind)
    assert Detector(mint).found(ENCODINGS[encoding](other.text)) == frozenset()


def test_the_path_is_told_and_no_value() -> None:
    mint = Mint()
    value, key = mint.make("value", "ssn"), mint.make("key", "name")
    payload = {"a": [{"b": f"x {value.text}"}], key.text: {"c": 1, "d": value.text}, "e": None}
    found = set(Detector(mint).in_json(payload))
    assert found == {("$.a[].b", value), ("$.<key>", key), ("$.<key>.d", value)}
    assert all(planted.text not in path for path, planted in found)


def test_dates_are_found_as_people_and_python_write_them() -> None:
    mint = Mint()
    planted = mint.make("here", "date of birth")
    day = datetime.date.fromisoformat(planted.text)
    for text in (repr(day), f"{day:%m/%d/%Y}", f"{day.month}/{day.day}/{day.year}", str(day)):
        assert Detector(mint).found(f"<{text}>") == {planted}


def test_ids_and_times_are_no_numbers_of_patients() -> None:
    mint = Mint()
    for number in range(2_000):
        mint.make(f"place {number}", KINDS[number % len(KINDS)])
    detector = Detector(mint)
    ids = " ".join(secrets.token_hex(16) for _ in range(2_000))
    times = " ".join(
        f"{1_790_000_000 + secrets.randbelow(10**8)}.{number}" for number in range(999)
    )
    assert detector.found(ids) == frozenset()
    assert detector.found(times) == frozenset()


def test_numbers_in_json_are_looked_at_too() -> None:
    mint = Mint()
    planted = mint.make("here", "ssn")
    found = list(Detector(mint).in_json({"n": int(planted.text.replace("-", ""))}))
    assert found == [("$.n", planted)]


@pytest.mark.parametrize("count", range(1, len(KINDS) + 1))
def test_the_turns_plant_every_kind_and_few_at_once(count: int) -> None:
    kinds = KINDS[:count]
    turns = [kinds_of_turn("a place", kinds, turn) for turn in range(4)]
    assert {kind for turn in turns for kind in turn} == set(kinds)
    assert all(len(set(turn)) == min(count, AT_ONCE) for turn in turns)
    assert kinds_of_turn("a place", kinds, None) == list(kinds)
