"""The known-words filter: what stays, what becomes a mark, and that it is idempotent."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phi.word_numbers import Counting
from phi.words import LISTS, MARKS, Words, WordsError, tokens_of

COUNTING = Path(__file__).resolve().parents[3] / "phi" / "defaults" / "counting.json"
KNOWN = re.findall(
    r"[^ ]+",
    "a at query matching does not exist patient Patient failed for line Line of on items Django v"
    " status code HTTP Not Found attempt record key value patient_key mark port utf UTF in is"
    " doesn't can't the and seconds after retry expected got Errno errno No such file or directory",
)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(KNOWN, never_part={"mark", "young"}, counting=Counting.load(COUNTING))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Patient matching query does not exist", "Patient matching query does not exist"),
        ("Mary Johnson failed", "[text] failed"),
        ("Johnson, Mary-Ann O'Brien failed", "[text] failed"),
        ("Johnson^Mary failed", "[text] failed"),
        ("Johnson: Mary", "[text]: [text]"),
        ("Johnson\nMary", "[text]\n[text]"),
        ("doesn't can't Smith's patient's", "doesn't can't [text]"),
        ("PATIENT patient Patient", "[text] patient Patient"),
        ("Jos\u00e9 Nu\u00f1ez failed", "[text] failed"),
        ("\u738b\u5c0f\u660e failed", "[text] failed"),
        ("\u201cpatient\u201d \u2014 failed\u2026", "\u201cpatient\u201d \u2014 failed\u2026"),
        ("line\u00a0patient", "[text]"),
        ("recordKey record_value RecordKey", "recordKey record_value RecordKey"),
        ("mark_key markKey patient_key", "[text] patient_key"),
        ("_patient __key__ _Smith", "_patient __key__ [text]"),
        ("", ""),
        (" ,.", " ,."),
    ],
)
def test_words(words: Words, text: str, left: str) -> None:
    assert words.filter(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("line 42, in patient", "line 42, in patient"),
        ("Line 4: failed", "Line 4: failed"),
        ("at 42 failed", "at [number] failed"),
        ("3 items of 12", "3 items of [number]"),
        ("3 of 10 failed", "3 of 10 failed"),
        ("12345 of 10 failed", "[number] of [number] failed"),
        ("1,234 of 10 failed", "[number] of [number] failed"),
        ("patient of 92", "patient of [number]"),
        ("attempt 1/3", "attempt 1/3"),
        ("status_code=404 patient_code=404", "status_code=404 patient_code=404"),
        ("codeStatus=404 key_value=404", "codeStatus=404 key_value=[number]"),
        ("status: 404; code=-9", "status: 404; code=-9"),
        ("404 Not Found", "404 Not Found"),
        ("405 Not Found", "[number] Not Found"),
        ("HTTP 500", "HTTP 500"),
        ("port 54321", "port [number]"),
        ("retry in 30s after 1.5 seconds", "retry in 30s after 1.5 seconds"),
        ("value 555-12-1234 for 1984.12.05", "value [number] for [number]"),
        ("Django 5.2.1 failed", "Django 5.2.1 failed"),
        ("Django 5.2.1984 failed", "Django [number] failed"),
        ("Django 05.12.84 failed", "Django [number] failed"),
        ("patient 5.2.1 failed", "patient [number] failed"),
        ("v5.2.1 v2 failed", "v5.2.1 v2 failed"),
        ("UTF-8 utf-8 UTF-9", "UTF-8 utf-8 UTF-[number]"),
        ("[Errno 2] No such file or directory", "[Errno 2] No such file or directory"),
        ("key 0x7f3a99 deadbeef1 550e8400-e29b-41d4-a716-446655440000", "key [id] [id] [id]"),
        ("value A1234567 X1234567 patient_12345", "value [id] [text]"),
        ("patient12 room12", "[text]"),
        ("12 Elm", "[number] [text]"),
        ("12-Elm", "[text]"),
    ],
)
def test_numbers(words: Words, text: str, left: str) -> None:
    assert words.filter(text) == left


def test_marks_are_atomic_and_end_a_run(words: Words) -> None:
    for mark in [*MARKS, "id:1a2b3c4d"]:
        assert words.filter(f"Mary [{mark}] Smith") == f"[text] [{mark}] [text]"
    assert words.filter("[john] [id:1a2b3c4g] id:1a2b3c4d") == "[[text]] [[text]:[text]] [text]"


def test_a_word_that_counts_must_be_known_itself() -> None:
    words = Words(["failed"], counting=Counting.load(COUNTING))
    assert words.filter("line 42 failed") == "[text] [number] failed"


def test_no_counting_word_is_a_mark() -> None:
    data = json.loads(COUNTING.read_text())
    assert not MARKS & {*data["before"], *data["after"], *data["spelled"], *data["packages"]}


ALPHABET = [
    *KNOWN,
    *MARKS,
    *["Smith", "42", "1", "1234", "v2", "5.2", "1a2b3c4d", "'s'", "0xff", "\n", *"[]():/-.,"],
]


@given(st.lists(st.sampled_from([*ALPHABET, " ", " "])).map("".join) | st.text())
def test_filtering_twice_changes_nothing_more(text: str) -> None:
    words = Words(KNOWN, never_part={"mark"}, counting=Counting.load(COUNTING))
    once = words.filter(text)
    assert words.filter(once) == once


@given(st.text())
def test_nothing_unknown_is_left(text: str) -> None:
    words = Words(KNOWN, counting=Counting())
    for token in tokens_of(words.filter(text)):
        assert words.keeps(token) or token in MARKS or token.startswith("v") or len(token) == 8


def make_lists(folder: Path, **lists: str) -> Path:
    """Write a folder of lists with its lock, and `counting.json` beside it."""
    words = folder / "words"
    words.mkdir()
    files = {}
    for name in LISTS:
        content = "".join(f"{word}\n" for word in lists.get(name.split(".")[0], "").split())
        (words / name).write_text(content)
        files[name] = {"sha256": hashlib.sha256(content.encode()).hexdigest()}
    (words / "words.lock.json").write_text(json.dumps({"files": files}))
    (folder / "defaults").mkdir()
    (folder / "defaults" / "counting.json").write_text(COUNTING.read_text())
    return words


def test_loading(tmp_path: Path) -> None:
    folder = make_lists(
        tmp_path, shipped="query grace period", own="Clinic", names="grace", packages="tinylib"
    )
    words = Words.load(folder, allow=["Stroke"], deny=["clinic"])
    text = "query Clinic Stroke stroke gracePeriod periodQuery tinylib 1.2"
    assert words.filter(text) == "query [text] Stroke [text] periodQuery [text] [number]"
    assert Words.load(folder, allow=["tinylib"]).filter("tinylib 1.2") == "tinylib 1.2"
    assert words.sha256 != Words.load(folder).sha256


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_the_lock_does_not_know_stops_the_start(tmp_path: Path, name: str) -> None:
    folder = make_lists(tmp_path)
    (folder / name).write_text("smith\n")
    with pytest.raises(
        WordsError, match=f"words/{name}: not what words.lock.json says; run: make words"
    ):
        Words.load(folder)
    (folder / name).unlink()
    with pytest.raises(WordsError, match="missing or broken"):
        Words.load(folder)


def test_glued_tokens_that_pass_do_not_pile_up(words: Words) -> None:
    small = len(words._known)
    for number in range(10_000):
        token = "".join("record_" if bit == "1" else "Key_" for bit in f"{number:b}")
        assert words.filter(f"a {token}") == f"a {token}"
    assert len(words._known) <= small + 4096
    assert words.filter("record key markKey") == "record key [text]"
