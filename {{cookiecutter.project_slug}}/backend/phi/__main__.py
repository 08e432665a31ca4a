"""`python -m phi`: JSON lines with an event or a text in, the same scrubbed out.

Each answer is flushed before the next line is read; nothing is written to disk.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phi.policy import FREE_TEXT, PolicyError, load
from phi.text import scrub
from phi.walk import scrub_event

if TYPE_CHECKING:
    from phi.policy import Policy


def main(arguments: list[str] | None = None) -> int:
    """Scrub standard input; return 1 if a line could not be read, 2 without a policy."""
    parser = argparse.ArgumentParser(prog="python -m phi", description=__doc__)
    parser.add_argument("--policy", type=Path, help="another policy than phi/policy.json")
    parser.add_argument("--free-text", choices=FREE_TEXT, help="instead of what the policy says")
    parser.add_argument("--explain", action="store_true", help="add rule and position of each mark")
    options = parser.parse_args(arguments)
    try:
        policy = load(options.policy, free_text=options.free_text)
    except PolicyError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if policy.words_problem and policy.free_text == FREE_TEXT[0]:
        sys.stderr.write(f"No word is known, so none is shown: {policy.words_problem}\n")
    wrong = 0
    number = 0
    while line := sys.stdin.buffer.readline():
        number += 1
        if not line.strip():
            continue
        answer = _answer(line, policy, explain=options.explain)
        if answer is None:
            wrong += 1
            sys.stderr.write(
                f'line {number}: not read. Accepted: {{"id": …, "event": {{…}}}} or '
                f'{{"id": …, "text": "…"}}, one a line.\n'
            )
            sys.stderr.flush()
            continue
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 1 if wrong else 0


def _answer(line: bytes, policy: Policy, *, explain: bool) -> dict[str, Any] | None:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    marks: list[dict[str, str]] = []
    answer = {key: given[key] for key in ("id",) if key in given}
    if isinstance(given.get("event"), dict):

        def told(mark: str, rule: str, position: str) -> None:
            marks.append({"mark": mark, "rule": rule, "at": position})

        answer["event"] = scrub_event(given["event"], policy, explain=told if explain else None)
    elif isinstance(given.get("text"), str):

        def heard(mark: str, rule: str) -> None:
            marks.append({"mark": mark, "rule": rule, "at": "text"})

        answer["text"] = scrub(given["text"], policy, explain=heard if explain else None)
    else:
        return None
    if explain:
        answer["marks"] = marks
    return answer


if __name__ == "__main__":
    sys.exit(main())
