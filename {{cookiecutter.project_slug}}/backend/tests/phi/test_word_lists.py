"""The lists in `phi/words/`: current, sorted, small, and without what they must not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from dev.words import __main__ as command
from phi.words import LISTS, Words, parts_of

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "phi" / "words"


def words_of(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load(FOLDER)


def test_our_own_words_fit_the_source() -> None:
    texts, _ = command.build(ROOT)
    stale = command.stale(ROOT, texts)
    assert not stale, f"{', '.join(stale)} do not fit the source any more; run: make words"


@pytest.mark.parametrize("name", LISTS)
def test_one_word_a_line_sorted_each_once(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    found = text.splitlines()
    assert text == "".join(f"{word}\n" for word in found)
    assert found == sorted(set(found))
    assert not [word for word in found if not word or word.strip() != word]


def test_the_shipped_list_stays_small() -> None:
    assert len(words_of("shipped.txt")) > 8_000
    assert (FOLDER / "shipped.txt").stat().st_size <= 160_000


def test_clinical_words_are_in_no_list_of_what_stands() -> None:
    clinical = set(words_of("clinical.txt"))
    assert {"cancer", "pregnant", "positive"} <= clinical
    # Broken pipe, FATAL: … are spelled in just this case by the runtime.
    spared = {"Broken", "FATAL", "Fatal", "CRITICAL", "TABLET", "NORMAL"}
    for listed in ("shipped.txt", "own.txt", "packages.txt"):
        found = {word for word in words_of(listed) if word.lower() in clinical}
        assert found <= (spared if listed == "shipped.txt" else set())


def test_names_stand_in_a_few_cases_of_spelling_only() -> None:
    names = set(words_of("names.txt"))
    assert {"mary", "johnson", "grace", "young"} <= names
    assert not names & {*words_of("shipped.txt"), *words_of("own.txt")}
    assert not {word for word in words_of("own.txt") if word.lower() in names}
    # May, Monday, GRANT: what is said that often that its share of the population weighs less.
    assert len({word for word in words_of("shipped.txt") if word.lower() in names}) < 100


def test_no_name_in_our_own_code_has_a_clinical_part() -> None:
    clinical = set(words_of("clinical.txt"))
    assert not [word for word in words_of("own.txt") if not clinical.isdisjoint(parts_of(word))]


@pytest.mark.parametrize(
    "text",
    [
        "Patient matching query does not exist.",
        "relation does not exist",
        "duplicate key value violates unique constraint",
        "could not connect to server: Connection refused",
        "Cannot read properties of undefined",
        "'NoneType' object has no attribute",
        "list index out of range",
        "This field is required.",
        "null value in column violates not-null constraint",
        "database is locked",
        "unsupported operand type(s) for +: 'int' and 'str'",
        "[Errno 111] Connection refused",
        "Task raised unexpected: ValueError",
        "TypeError: fetch failed",
        "Worker exited prematurely: signal 9 (SIGKILL).",
        "The above exception was the direct cause of the following exception",
        "day is out of range for month",
    ],
)
def test_what_libraries_say_stays(words: Words, text: str) -> None:
    assert words.filter(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mary Johnson presented with chest pain", "[text] with [text]"),
        ("patient john smith has diabetes", "patient [text] has [text]"),
        ("Maria Garcia-Lopez, 45, HIV positive", "[text], [number], [text]"),
        ("Grace Young called about metformin", "[text] called about [text]"),
    ],
)
def test_what_people_write_does_not(words: Words, text: str, left: str) -> None:
    assert words.filter(text) == left
