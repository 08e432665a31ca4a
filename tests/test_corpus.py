"""The acceptance corpus: made from its seed, wide enough, and judged by a scorer that sees what is left."""

from __future__ import annotations

from corpus import fields, harmless, report
from corpus.cases import Case, Maker
from corpus.kinds import CLASSES
from corpus.score import score

SEED = 20


def cases(encoding: str, kind: str) -> list[Case]:
    return [case for case in Maker(SEED).planted(1) if case.encoding == encoding and case.kind.name == kind]


def test_a_seed_makes_the_same_corpus_again_and_another_seed_another() -> None:
    first, again, other = ([case.event for case in Maker(seed).planted(1)] for seed in (SEED, SEED, SEED + 1))
    assert first == again
    assert first != other


def test_every_class_is_planted_and_what_is_left_as_it_is_counts_as_missed() -> None:
    planted = list(Maker(SEED).planted(1))
    assert {case.kind.letter for case in planted} == set(CLASSES)
    assert [case for case in planted if score(case, case.event).found] == []


def test_an_event_without_its_value_counts_as_found_with_all_words_kept() -> None:
    for case in Maker(SEED).planted(1):
        if case.encoding not in {"key and integer"}:
            one = score(case, case.build("gone"))
            assert one.found
            assert one.clean
            assert one.kept == one.words


def test_four_digits_of_a_value_are_seen_though_it_is_not_whole() -> None:
    case = cases("prose", "SSN")[0]
    one = score(case, case.build(case.value[-4:]))
    assert one.found
    assert not one.clean


def test_a_value_is_seen_in_other_notations() -> None:
    case = cases("k=v", "surname")[0]
    for written in (case.value.upper(), f"x_{case.value}", case.value.encode("unicode_escape").decode()):
        assert not score(case, case.build(written)).found


def test_harmless_texts_and_names_are_many_and_different() -> None:
    assert len({case.text for case in harmless.texts(SEED, 10)}) >= 1500
    sensitive, innocent = (set(fields.names(f"fields_{kind}.txt")) for kind in ("sensitive", "harmless"))
    assert len(sensitive) >= 300
    assert len(innocent) >= 300
    assert not sensitive & innocent


def test_a_harmless_event_that_lost_a_word_counts_as_touched() -> None:
    case = harmless.texts(SEED, 1)[0]
    assert report.untouched(case, case.event)
    assert not report.untouched(case, {"message": case.text[:-1]})
