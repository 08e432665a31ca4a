"""Write docs/exceptions.md: each exception as it was raised, as it left, and what can be said from that alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from exceptions.catalogue import CASES, GROUPS, HERE, Case
from exceptions.copied import COPY, ROOT

PAGE: Final = ROOT / "docs/exceptions.md"
VERDICTS: Final = HERE / "verdicts.json"
LONGEST_BEFORE: Final = 420  # characters of one message as raised
FRAMES, CRUMBS = 2, 3
_USUAL_TAGS: Final = ("policy", "runtime", "turbopack", "words")  # which code, which lists: nothing of the error
# What differs from run to run, or from machine to machine.
_STEADY: Final = (
    (re.compile(rf"{re.escape(str(COPY))}|/[^\s\"']*/build/exceptions/service"), "/srv/clinic"),
    (re.compile(r"/[^\s\"']*/(?:site-packages|lib/python3\.[0-9]+)/"), ""),
    (re.compile(r"\[id:[0-9a-f]{8}\]"), "[id:…]"),
    (re.compile(r"(?<=/chunks/)\S*?(?:\.js)?(?=:[0-9]+ )"), "….js"),
    (re.compile(r"(?<=  at )\S*\._(?=:[0-9]+ )"), "…"),
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+\d\d(?::\d\d)?|Z)?"), "<now>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<trace>"),
    (re.compile(r"\b(?:127\.0\.0\.1|localhost):[0-9]{4,5}\b"), "<host>"),
)


def steady(text: str) -> str:
    """Return ``text`` without what another run would write otherwise."""
    for pattern, mark in _STEADY:
        text = pattern.sub(mark, text)
    return text


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ⏎ ", text.strip())


def _place(frame: dict[str, Any]) -> str:
    where = frame.get("module") or frame.get("filename") or "?"
    line = f":{frame['lineno']}" if "lineno" in frame else ""
    shapes = ", ".join(f"{name}: {shape}" for name, shape in (frame.get("vars") or {}).items())
    return f"  at {where}{line} {frame.get('function', '')}" + (f"  ({shapes})" if shapes else "")


def _frames(exception: dict[str, Any]) -> Iterator[str]:
    frames = (exception.get("stacktrace") or {}).get("frames") or []
    own = [frame for frame in frames if frame.get("in_app")][-FRAMES:]
    shown = own if not frames or (own and frames[-1] is own[-1]) else [*own, frames[-1]]
    yield from map(_place, reversed(shown))


def _crumbs(event: dict[str, Any]) -> Iterator[str]:
    given = event.get("breadcrumbs") or []  # JavaScript's SDK sends a list, Python's an object that holds one
    for crumb in (given if isinstance(given, list) else given.get("values", []))[-CRUMBS:]:
        data = json.dumps(crumb["data"], sort_keys=True, ensure_ascii=False) if crumb.get("data") else ""
        parts = (crumb.get("category"), crumb.get("level"), crumb.get("message"), data)
        yield "  before: " + " · ".join(_one_line(str(part)) for part in parts if part)


def _rest(event: dict[str, Any]) -> Iterator[str]:
    method = (event.get("request") or {}).get("method")
    yield f"in {method or ''} {event.get('transaction', 'no transaction')}".replace("  ", " ")
    said = {name: text for name, text in (event.get("tags") or {}).items() if name not in _USUAL_TAGS}
    for name, context in (event.get("contexts") or {}).items():
        if name not in ("runtime", "trace", "celery-job") and isinstance(context, dict):
            said |= {f"{name}.{key}": value for key, value in context.items()}
    if said:
        yield "with " + ", ".join(f"{name}={value}" for name, value in sorted(said.items()))


def _message(event: dict[str, Any]) -> str:
    entry = event.get("logentry") or {}
    return str(event.get("message") or entry.get("formatted") or entry.get("message") or "")


def before(event: dict[str, Any]) -> str:
    """Return the lines of an event as the SDK made it, the exception that was raised first on top."""
    lines = []
    for exception in event.get("exception", {}).get("values", []):
        value = _one_line(steady(exception.get("value") or ""))
        cut = value if len(value) <= LONGEST_BEFORE else f"{value[:LONGEST_BEFORE]} …"
        lines += [f"{exception['type']}: {cut}", *list(_frames(exception))[:1]]
    message = _one_line(_message(event))
    if message:
        lines.append(f"message: {message[:LONGEST_BEFORE]}{' …' if len(message) > LONGEST_BEFORE else ''}")
    return steady("\n".join(lines))


def after(event: dict[str, Any]) -> str:
    """Return the lines of an event as it left."""
    lines = []
    for exception in event.get("exception", {}).get("values", []):
        module = f" ({exception['module']})" if exception.get("module") else ""
        lines += [f"{exception['type']}{module}: {_one_line(exception.get('value', ''))}", *_frames(exception)]
    if _message(event):
        lines.append(f"message: {_one_line(_message(event))}")
    return steady("\n".join([*lines, *_rest(event), *_crumbs(event)]))


def gist(left: str) -> str:
    """Return a hash of what left, whatever its numbers of lines, lengths and breadcrumbs: what a verdict is of."""
    plain = re.sub(r":[0-9]+|\[(?:[0-9]+|[0-9.]+[kM])\]|(?m:^  before: .*$)", "", left).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def verdicts() -> dict[str, dict[str, Any]]:
    """Return for each title whether it can be told (`told`), what went wrong (`says`), and the gist judged (`of`)."""
    found: dict[str, dict[str, Any]] = json.loads(VERDICTS.read_text(encoding="utf-8"))
    return found


def scrubbed_list(events: dict[str, dict[str, dict[str, Any]]]) -> str:
    """Return only what left, without titles: what one judges from."""
    parts = [f"{number}.\n{after(events[case.title]['after'])}" for number, case in enumerate(CASES, 1)]
    return "\n\n".join(parts) + "\n"


def _section(number: int, case: Case, event: dict[str, Any], verdict: dict[str, Any]) -> Iterator[str]:
    yield f"### {number}. {case.title}"
    yield "As raised:"
    yield f"```text\n{before(event['before'])}\n```"
    yield "As it left:"
    yield f"```text\n{after(event['after'])}\n```"
    yield f"{'Told' if verdict['told'] else '**Lost**'}: {verdict['says']}"


def page(events: dict[str, dict[str, dict[str, Any]]]) -> str:
    """Return the whole page."""
    judged = verdicts()
    told = sum(judged[case.title]["told"] for case in CASES)
    parts = [INTRODUCTION.format(told=told, all=len(CASES))]
    rows = [f"| {group} | {sum(c.group == group for c in CASES)} | {_told(group, judged)} |" for group in GROUPS]
    parts.append("| where | exceptions | told |\n|---|---|---|\n" + "\n".join(rows))
    for group in GROUPS:
        parts.append(f"## {group}")
        for number, case in enumerate(CASES, 1):
            if case.group == group:
                parts += _section(number, case, events[case.title], judged[case.title])
    return "\n\n".join(parts) + "\n"


def unjudged(events: dict[str, dict[str, dict[str, Any]]]) -> list[str]:
    """Return the titles whose verdict is of another text than what left in this run."""
    judged = verdicts()
    return [title for title, event in events.items() if judged[title]["of"] != gist(after(event["after"]))]


def confirm(events: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Write into the verdicts that they are of what left in this run."""
    judged = verdicts()
    for title, event in events.items():
        judged[title]["of"] = gist(after(event["after"]))
    VERDICTS.write_text(json.dumps(judged, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _told(group: str, judged: dict[str, dict[str, Any]]) -> int:
    return sum(judged[case.title]["told"] for case in CASES if case.group == group)


INTRODUCTION: Final = """# Forty exceptions, before and after

Made by `make exceptions`: a baked service with an intake desk laid over it, Sentry on and pointed at a recording sink,
on a real PostgreSQL and in a real browser. The patients are invented. *As raised* is the event as the SDK made it,
before anything of ours saw it; *as it left* is what arrived at the sink: the class, text and nearest frames with the
shapes of their variables, the route or task, the last breadcrumbs. The command fails if anything of a patient is found
in any byte that left.

Each was judged from the second block alone, by a reader who had neither the titles nor the code: can one say what
went wrong, and in which part of the service? Told: **{told} of {all}**.

Several exceptions in one block are a chain, the first one raised on top. ⏎ is a line's end. `<uuid>`, `<now>` and
`<host>` stand for what differs from run to run; `[id:…]` is a keyed hash. Messages as raised are cut after 420
characters.

Not everything is found: a surname that is a word and comes in lower case, as in 40, leaves on the Next.js server, where
no variables of live frames are at hand. The search of this page takes names that are words (Mark, Young, Grace, Field)
for found only where they begin with a capital."""
