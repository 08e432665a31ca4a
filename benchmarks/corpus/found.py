"""The first tables: planted values, harmless texts and field names, by tool, class, encoding and position."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from corpus import report
from corpus.cases import Case
from corpus.figures import Corpus, Figures
from corpus.kinds import CLASSES
from corpus.report import Judged
from corpus.tools import Tool, engine

HEAD = ["tool", "found", "no digits left", "harmless kept", "around kept", "names found", "names false", "spread", "worst class"]  # fmt: skip

HELD = ["tool", "found", "harmless kept", "names found", "names false"]


def run(service: Path, policies: dict[str, Path], peers: list[Tool], given: argparse.Namespace) -> None:
    """Print the tables in mode `patterns`, and what `known-words` finds."""
    corpus = Corpus(given.seed, given.turns, 150 * given.turns)
    names = corpus.names
    sys.stdout.write(
        f"\nSeed {given.seed}: {corpus.size}, {len(names['sensitive'])} sensitive and {len(names['harmless'])} harmless names. "
        "Per cent; spread in points between the best and the worst position.\n"
    )
    ours = [
        Figures(corpus, engine(service, language, policies["patterns"], "patterns")) for language in given.languages
    ]
    theirs = []
    if peers:
        # Some take milliseconds an event.
        smaller = Corpus(given.seed, 1, 40)
        sys.stdout.write(f"The peers: {smaller.size}, the same names.\n")
        theirs = [Figures(smaller, tool) for tool in peers]
    sys.stdout.write("\n")
    sys.stdout.write(report.table(HEAD, [one.row() for one in (*ours, *theirs)]) + "\n\n")
    sys.stdout.write(
        f"Kinds that nobody was told of while the engine was made: {len(corpus.other)} planted values in other notations, "
        f"{len(corpus.harmless_held)} harmless texts, {len(names['sensitive_held'])} and {len(names['harmless_held'])} names.\n\n"
    )
    sys.stdout.write(report.table(HELD, [one.held() for one in (*ours, *theirs)]) + "\n\n")
    details(ours[0])
    agreement("patterns", [one.answers for one in ours])
    strict = [
        engine(service, language, policies["known-words"], "known-words").answers(corpus.asked)
        for language in given.languages
    ]
    for language, answers in zip(given.languages, strict, strict=True):
        judged = Judged(corpus.planted, answers[: len(corpus.planted)])
        sys.stdout.write(
            f"known-words, {language}: found {judged.found:.1f}, no digits left {judged.clean:.1f}, worst {judged.worst()}\n"
        )
    agreement("known-words", strict)
    if given.missed:
        given.missed.write_text(listing(ours[0]), encoding="utf-8")


def details(figures: Figures) -> None:
    """Print shares by class, encoding and position."""
    planted = figures.planted
    classes = planted.by(lambda case: case.kind.letter)
    rows = [[letter, CLASSES[letter], f"{share:.1f}", str(count)] for letter, (share, count) in classes.items()]
    sys.stdout.write(report.table(["", "class", "found", "cases"], rows) + "\n\n")
    shares = sorted(planted.by(lambda case: case.encoding).items(), key=lambda one: one[1])
    sys.stdout.write(report.table(["encoding", "found", "cases"], [[name, f"{share:.1f}", str(count)] for name, (share, count) in shares]) + "\n\n")  # fmt: skip
    places = sorted(figures.spread.positions().items(), key=lambda one: one[1])
    sys.stdout.write(report.table(["position, same texts", "found"], [[name, f"{share:.1f}"] for name, share in places]) + "\n\n")  # fmt: skip


def agreement(mode: str, answers: list[list[Any]]) -> None:
    """Print how many answers of the two languages are the same."""
    if len(answers) < 2:
        return
    python, node = answers
    different = [
        number
        for number, pair in enumerate(zip(python, node, strict=True))
        if len(set(map(report.canonical, pair))) > 1
    ]
    sys.stdout.write(f"Python = Node, {mode}: {len(python) - len(different)} of {len(python)} answers are the same\n")
    for number in different[:5]:
        sys.stdout.write(f"  question {number}\n    Python {report.canonical(python[number])[:300]}\n    Node   {report.canonical(node[number])[:300]}\n")  # fmt: skip


def listing(figures: Figures) -> str:
    """Return the engine's misses by kind and encoding, the most frequent first, each with an answer."""
    lines = []
    for title, cases in (
        ("READABLE", [*figures.planted.missed(), *figures.spread.missed()]),
        ("DIGITS LEFT", figures.planted.digits()),
    ):
        count: Counter[tuple[str, str]] = Counter((case.kind.name, case.encoding) for case in cases)
        first: dict[tuple[str, str], list[Case]] = {}
        for case in cases:
            first.setdefault((case.kind.name, case.encoding), []).append(case)
        lines += [f"{title}: {len(cases)}", ""]
        for pair, times in count.most_common():
            lines.append(f"{times:4} {pair[0]} / {pair[1]}")
            lines += [f"       {case.position}: {case.build(case.value)}" for case in first[pair][:4]]
    lost = [case for case, one in figures.planted.all if one.found and one.kept < one.words]
    lines += ["", f"WORDS LOST BESIDE: {len(lost)}", ""]
    answers = dict(zip((case.number for case in figures.planted.cases), figures.answers, strict=False))
    for encoding, times in Counter(case.encoding for case in lost).most_common():
        lines.append(f"{times:4} {encoding}")
        some = [case for case in lost if case.encoding == encoding][:6]
        lines += [f"       {case.build(case.value)}\n    -> {answers[case.number]}" for case in some]
    lines += ["", f"HARMLESS TOUCHED: {len(figures.touched)}", ""]
    for template, times in Counter(case.template for case, _ in figures.touched).most_common():
        one = next((case, answer) for case, answer in figures.touched if case.template == template)
        lines.append(f"{times:4} {template}\n       {one[0].position}: {one[1]}")
    lines += ["", f"NAMES UNSEEN: {' '.join(figures.unseen)}", "", f"NAMES TAKEN: {' '.join(figures.taken)}", ""]
    return "\n".join(lines)
