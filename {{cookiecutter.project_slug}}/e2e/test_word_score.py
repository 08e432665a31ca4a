"""Words are scored by what their own action sent."""

from __future__ import annotations

import random

import pytest

from e2e.report import Row
from e2e.word_kinds import AGE, NAME, NOTE, WORD_KINDS, made
from e2e.word_score import WordScore, strings

WORDS = ("grace", "page")


def scored(payload: object, words: tuple[str, ...] = WORDS, anyway: object = None) -> Row:
    row, other = (
        Row("here", NAME, "django", {"a"}, words=words),
        Row("here", "ssn", "django", {"b"}),
    )
    score = WordScore([row, other])
    score.note("event", payload, [row])
    score.note("event", anyway, [other])
    score.settle([row, other])
    return row


@pytest.mark.parametrize(
    ("text", "kept", "neighbours"),
    [
        ("Grace Page is ill", {"grace", "page"}, True),
        ("PAGE^GRACE", {"grace", "page"}, True),
        ("page, Grace", {"grace", "page"}, True),
        ("grace_page", {"grace", "page"}, True),
        ("a page of Grace", {"grace", "page"}, False),
        ("disgraceful pages", set(), False),
        ("[text] Page", {"page"}, False),
    ],
)
def test_words_of_a_name_and_whole_names(text: str, kept: set[str], neighbours: bool) -> None:
    for payload in ({"a": [text]}, {text: 1}):
        row = scored(payload)
        assert ({word for word, _ in row.kept}, row.neighbours) == (kept, neighbours)


def test_what_the_place_says_anyway_does_not_count() -> None:
    row = scored({"a": "a page of Grace"}, anyway={"b": "this page"})
    assert row.kept == {("grace", "event")}


@pytest.mark.parametrize("text", ["93-year-old", "aged 93", "Age: 93.", "(93 y/o)"])
def test_an_age_is_a_number_by_itself(text: str) -> None:
    assert scored({"a": text}, ("93",)).kept == {("93", "event")}


@pytest.mark.parametrize("text", ["1.93", "12:93:01", "a93", "193", "93.5", "0f93a"])
def test_a_part_of_another_number_is_no_age(text: str) -> None:
    assert scored({"a": text}, ("93",)).kept == set()


def test_keys_and_texts_are_read_at_any_depth() -> None:
    assert set(strings({"A": [{"B": "C"}, 1, None]})) == {"a", "b", "c"}


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_a_made_value_holds_its_words(kind: str) -> None:
    chance = random.Random(5)  # noqa: S311 - to be repeated
    for _ in range(200):
        text, words = made(kind, chance)
        assert all(word in text.lower() for word in words)
        assert len(words) == {NAME: 2, NOTE: 3, AGE: 1}[kind]
