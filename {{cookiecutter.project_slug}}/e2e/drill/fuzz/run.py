"""Has the gates answer many inputs, and searches the answers."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from e2e.drill.fuzz.gates import PROGRAMS, Answer, Gates, Program, started
from e2e.drill.fuzz.inputs import Input, Inputs, templates
from e2e.drill.fuzz.search import Search
from e2e.drill.fuzz.steps import Step, bent
from e2e.drill.fuzz.vectors import Vector, left

CHUNK = 500  # inputs of one mint: few enough that no two of its values are alike by chance
MOST_SHOWN = 40
ENOUGH = 0.5  # share of the inputs of which something must be sent
_WAITING = 6  # chunks that are made before the answers to the first are looked at


@dataclass
class Result:
    """What a run comes to."""

    failures: dict[str, None] = field(default_factory=dict)  # a line each, in their order
    sent: Counter[str] = field(default_factory=Counter)  # by language: inputs that left something
    vectors: list[Vector] = field(default_factory=list)  # of those failures, to be kept
    stopped: Counter[str] = field(default_factory=Counter)  # by language: items, at the tripwire


@dataclass
class _Chunk:
    inputs: list[Input]
    search: Search
    answers: dict[str, Future[list[Answer]]]


def fuzz(count: int, seed: int) -> list[str]:
    """Have each language's gate answer `count` inputs; return a line for each way to fail."""
    return list(run(count, seed).failures)


def run(count: int, seed: int, programs: Mapping[str, Program] = PROGRAMS) -> Result:
    """Have each of the programs answer `count` inputs, and what once left before."""
    result = Result()
    with started(programs) as gates:
        for language, one in gates.items():
            result.failures.update(dict.fromkeys(left(language, one)))
        for chunk in _answered(count, seed, gates):
            for language, future in chunk.answers.items():
                _look(language, chunk, future.result(), gates[language], result)
    for language in programs:
        if result.sent[language] < ENOUGH * count:
            line = f"{language}: only {result.sent[language]} of {count} inputs left anything"
            result.failures[line] = None
    return result


def _look(
    language: str, chunk: _Chunk, answers: list[Answer], gates: Gates, result: Result
) -> None:
    for given, answer in zip(chunk.inputs, answers, strict=True):
        result.sent[language] += answer.sent != ""
        result.stopped[language] += answer.stopped
        if answer.raised is None and not chunk.search.places(answer.sent):
            continue
        if len(result.failures) < MOST_SHOWN:
            line, vector = _told(language, given, chunk.search, gates)
            if line not in result.failures:
                result.failures[line] = None
                result.vectors.append(vector)


def _answered(count: int, seed: int, gates: Mapping[str, Gates]) -> Iterator[_Chunk]:
    every, waiting = templates(), deque[_Chunk]()
    for number, still in enumerate(range(count, 0, -CHUNK)):
        made = Inputs(f"{seed}:{number}", every)
        inputs = made.make(min(still, CHUNK))
        lines = [one.line() for one in inputs]
        answers = {language: one.ask(lines) for language, one in gates.items()}
        waiting.append(_Chunk(inputs, Search(made.mint), answers))
        if len(waiting) > _WAITING:
            yield waiting.popleft()
    yield from waiting


def _told(language: str, given: Input, search: Search, gates: Gates) -> tuple[str, Vector]:
    """Say in one line what fails, without the steps that it does without; and as a vector."""
    leaves: list[str] = []

    def fails(steps: tuple[Step, ...]) -> str:
        # Twice, for gates that take turns.
        for answer in gates.ask([given.line(steps)] * 2).result():
            if answer.raised is not None:
                return f"raised {answer.raised}"
            if places := search.places(answer.sent):
                leaves[:] = search.leaves(answer.sent)
                return f"left at {', '.join(places)}"
        return ""

    steps = given.steps
    said = fails(steps)
    for step in given.steps:
        fewer = tuple(one for one in steps if one is not step)
        if again := fails(fewer):
            steps, said = fewer, again
    shown = "; ".join(map(str, steps))
    line = f"{language}: {given.template.kind}: {shown}: {said or 'not a second time'}"
    headers, about, payload = bent(given.template.text, steps)
    return line, Vector(line, about.get("type"), payload, leaves, headers)
