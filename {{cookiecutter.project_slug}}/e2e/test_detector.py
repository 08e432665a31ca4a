"""The harness's detector: every kind in every encoding, with its path, and nothing else."""

from __future__ import annotations

import base64
import datetime
import hashlib
import html
import json
import secrets
import urllib.parse
import uuid
from collections.abc import Callable

import pytest

from e2e.detector import Detector
from e2e.kinds import AT_ONCE, EVERY_KIND, KINDS, UNIQUE_KINDS, Mint, few_kinds, kinds_of_turn

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
    "bytes taken for Latin-1": lambda text: text.encode().decode("latin-1"),
    "repr of bytes": lambda text: repr(text.encode()),
    "within a name": lambda text: f"locals_of_{text}_here",
}


@pytest.mark.parametrize("kind", UNIQUE_KINDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_kind_is_found_in_each_encoding(kind: str, encoding: str) -> None:
    mint = Mint()
    planted, _ = mint.make("here", kind), mint.make("there", kind)
    text = ENCODINGS[encoding](planted.text)
    assert Detector(mint).found(f"noise {text} noise") == {planted}


@pytest.mark.parametrize("kind", UNIQUE_KINDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_another_run_planted_is_not(kind: str, encoding: str) -> None:
    mint = Mint()
    for each in UNIQUE_KINDS:
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
    for text in (
        repr(day),
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        str(day),
        f"{day:%d.%m.%Y}",
        f"{day:%d %B %Y}",
    ):
        assert Detector(mint).found(f"<{text}>") == {planted}


def test_ids_and_times_are_no_numbers_of_patients() -> None:
    mint = Mint()
    for number in range(2_000):
        mint.make(f"place {number}", UNIQUE_KINDS[number % len(UNIQUE_KINDS)])
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
    every = EVERY_KIND if count == len(KINDS) else kinds
    assert kinds_of_turn("a place", kinds, None) == list(every)


def test_a_few_kinds_at_each_place_are_all_kinds_in_sum() -> None:
    chosen = [few_kinds(f"place {number}", KINDS) for number in range(100)]
    assert {len(kinds) for kinds in chosen} == {3}
    assert {kind for kinds in chosen for kind in kinds} == set(EVERY_KIND)
    assert few_kinds("a place", ("name",)) == ["name"]


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256"])
@pytest.mark.parametrize("spelled", [str, lambda text: text.replace("-", "")])
def test_a_number_is_found_in_a_hash_without_a_key(
    algorithm: str, spelled: Callable[[str], str]
) -> None:
    mint = Mint()
    planted = mint.make("here", "ssn")
    digest = hashlib.new(algorithm, spelled(planted.text).encode(), usedforsecurity=False)
    assert Detector(mint).found(f"patient {digest.hexdigest()}") == {planted}
    as_uuid = uuid.UUID(digest.hexdigest()[:32]) if algorithm == "md5" else digest.hexdigest()
    assert Detector(mint).found(f"id={as_uuid}") == {planted}


def test_each_form_of_a_name_is_found_in_lower_case_too() -> None:
    mint = Mint()
    planted = [mint.make(f"place {number}", "name, other forms") for number in range(14)]
    assert len({one.text for one in planted}) == 14
    for one in planted:
        assert Detector(mint).found(f"a {one.text} b") == {one}
        assert Detector(mint).found(one.text.lower()) == {one}


def test_a_seed_makes_the_same_values_again() -> None:
    first, again, other = Mint(7), Mint(7), Mint(8)
    texts = [
        [mint.make("here", kind).text for kind in EVERY_KIND] for mint in (first, again, other)
    ]
    assert texts[0] == texts[1]
    assert set(texts[0]).isdisjoint(texts[2])
