"""How the shipped words are chosen, and that the lists are those of this template's source."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import choose, engine_strings, library_files, lock
from shipped.gather import Gathered

PEOPLE = choose.Names({"smith": 1.0, "key": 0.01, "page": 0.03, "field": 0.5}, {"mark": 0.9}, frozenset({"zed"}))


def test_the_lists_fit_the_source_of_the_template() -> None:
    assert not lock.stale_lists(), "phi/words does not fit the source; run: make words"


def test_an_untouched_service_reports_none_of_the_words_that_it_was_baked_with() -> None:
    listed, said = lock.words_set_apart()
    assert listed == said, "dev/words/as_baked.txt does not fit the source; run: make words"


def test_names_are_spared_by_use_within_a_share_of_the_population() -> None:
    weights = {"smith": 30.0, "Smith": 0.5, "key": 50.0, "Page": 30.0, "field": 40.0, "mark": 3.0, "value": 1.0}
    kept = choose.without_names(weights, PEOPLE)
    assert set(kept) == {"key", "Page", "field", "value"}


@pytest.mark.parametrize("case", [str.lower, str.capitalize, str.upper])
def test_no_use_outweighs_the_share_of_the_population(case: type[str]) -> None:
    many = {case(f"name{chr(97 + n)}"): 1e9 for n in range(20)}
    people = choose.Names({name.lower(): 0.25 for name in many}, {}, frozenset())
    assert 0 < len(choose.without_names(many, people)) <= max(choose.BUDGETS.values()) / 0.25


def test_clinical_words_go_in_any_case_but_where_spared() -> None:
    weights = dict.fromkeys(["cancer", "Cancer", "CANCER", "broken", "Broken", "value"], 1.0)
    assert set(choose.without_clinical(weights, ["cancer", "broken"])) == {"Broken", "value"}


def test_what_is_said_counts_by_place() -> None:
    gathered = Gathered()
    gathered.messages["value"] |= {"a.py", "b.py"}
    gathered.messages["utf8"] |= {"a.py"}
    gathered.messages["sha256"] |= {"a.py", "b.py"}
    gathered.messages["\u00e9t\u00e9"] |= {"a.py"}
    gathered.messages["J"] |= {"a.py"}
    gathered.engines["once"] |= {"postgres#1"}
    gathered.engines["relation"] |= {"postgres#1", "postgres#2"}
    gathered.classes["LockError"] |= {"a.py"}
    gathered.classes["Helper"] |= {"a.py", "b.py"}
    assert choose.said(gathered) == {"value": 2, "sha256": 2, "relation": 0.5, "LockError": 1}


def test_glued_words_are_left_to_their_parts_and_the_size_holds() -> None:
    weights = {"lock": 5.0, "error": 4.0, "lock_error": 3.0, "LockError": 3.0, "lockZed": 2.0}
    assert choose.within(weights, choose.GLUED_ROOM + 100) == ["error", "lock", "lockZed"]
    many = {f"word{'a' * n}": float(n) for n in range(1, 40)}
    chosen = choose.within(many, choose.GLUED_ROOM + 200)
    assert sum(len(word) + 1 for word in chosen) <= 200
    assert "word" + "a" * 39 in chosen


def test_strings_of_engines_are_short_ended_by_nul_and_read_like_messages(tmp_path: Path) -> None:
    binary = tmp_path / "engine"
    strings = [
        b"relation does not exist",
        b"one\ntwo words here\nthree lines are too many\n",
        b"oneword",
        b"%d %s %d %p %x %d ab cd",
        b"long words " * 40,
        b"ended by a line\n",
    ]
    binary.write_bytes(b"\x01\x00" + b"\x00".join(strings) + b"\x00\xff")
    assert list(engine_strings.strings(binary)) == ["relation does not exist", "ended by a line\n"]


def test_tests_tables_and_twins_of_libraries_are_not_read(tmp_path: Path) -> None:
    for path in ("a.py", "tests/b.py", "conf/global_settings.py", "x/test_c.py", "c.js", "esm/d.js", "e.min.js"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    assert [path.name for path in library_files.python(tmp_path)] == ["a.py"]
    assert [path.name for path in library_files.javascript(tmp_path)] == ["c.js"]
