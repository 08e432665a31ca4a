"""docs/exceptions.md shows forty exceptions, each judged, and nothing of a patient in what left."""

from __future__ import annotations

import re

import pytest
from baking import TEMPLATE_ROOT
from exceptions.catalogue import CASES, GROUPS, PEOPLE
from exceptions.leaks import VALUES, WORDS, found
from exceptions.page import PAGE, gist, steady, verdicts

TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
RAISED, LEFT = BLOCKS[::2], BLOCKS[1::2]


def test_the_list_has_forty_of_six_kinds() -> None:
    assert [sum(case.group == group for case in CASES) for group in GROUPS] == [10, 6, 6, 6, 6, 6]
    assert len({case.title for case in CASES}) == 40


def test_the_page_is_of_the_current_list() -> None:
    shown = re.findall(r"^### ([0-9]+)\. (.+)$", TEXT, re.MULTILINE)
    assert shown == [(str(number), case.title) for number, case in enumerate(CASES, 1)]
    assert len(RAISED) == len(LEFT) == 40


def test_each_is_judged_and_the_page_says_so() -> None:
    judged = verdicts()
    assert list(judged) == [case.title for case in CASES]
    told = [title for title, verdict in judged.items() if verdict["told"]]
    assert f"Told: **{len(told)} of 40**" in TEXT
    lines = [f"{'Told' if verdict['told'] else '**Lost**'}: {verdict['says']}" for verdict in judged.values()]
    assert re.findall(r"^(?:Told|\*\*Lost\*\*): .+$", TEXT, re.MULTILINE) == lines


def test_each_verdict_is_of_what_the_page_shows() -> None:
    of = {case.title: gist(LEFT[number]) for number, case in enumerate(CASES)}
    assert {title: verdict["of"] for title, verdict in verdicts().items()} == of


def test_a_verdict_outlives_other_lines_but_no_other_text() -> None:
    first = "KeyError: x\n  at a.b:1 f  (rows: list[16])\n  before: query"
    assert gist(first) == gist("KeyError: x\n  at a.b:9 f  (rows: list[32])\n")
    assert gist(first) != gist(first.replace("x", "[text]"))


@pytest.mark.parametrize("number", range(40))
def test_nothing_of_a_patient_is_in_what_left(number: int) -> None:
    assert found(LEFT[number]) == []


def test_the_search_finds_them_in_what_was_raised() -> None:
    assert {value for text in RAISED for value in found(text)} >= {"Ångström", "Field", "902-71-8853"}
    assert len([text for text in RAISED if found(text)]) >= 15


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["last_name"])
def test_every_value_of_a_person_is_searched_for(person: dict[str, str]) -> None:
    said = " ".join(person.values()).replace("@", "%40")
    missed = [value for value in person.values() if value not in found(said)]
    assert missed == [] or set(missed) <= set(WORDS)
    assert set(WORDS) & set(VALUES) == set()


def test_the_page_names_no_folder_of_the_machine_that_made_it() -> None:
    assert str(TEMPLATE_ROOT) not in TEXT
    assert re.findall(r"/(?:tmp|home|root|work|Users)/", TEXT) == []
    assert steady("  at app:///_next/server/chunks/ssr/_1k_.js:2 c") == "  at app:///_next/server/chunks/….js:2 c"
    assert steady("  at [root-of-the-server]__0ax_._:1 e") == "  at …:1 e"
    assert steady(f'File "{TEMPLATE_ROOT}/.venv/lib/python3.11/site-packages/x.py"') == 'File "x.py"'
