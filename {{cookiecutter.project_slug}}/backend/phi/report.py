"""Say what leaves and what does not, by Safe Harbor identifier: for people, from the policy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from phi import policy as policies

if TYPE_CHECKING:
    from pathlib import Path

    from phi.policy import Policy

BEGIN: Final = "<!-- phi: made by `manage.py phi table` -->"
END: Final = "<!-- /phi -->"
_SHOWN: Final = 4  # names of fields in one row of the table; the others are counted


@dataclass(frozen=True)
class Row:
    """One identifier of the Safe Harbor rule."""

    letter: str
    identifier: str
    fields: tuple[str, ...]  # default fields that hold it and are in force
    left_out: tuple[str, ...]  # default fields that this policy leaves out
    in_texts: str
    not_covered: str


def rows(policy: Policy | None = None) -> list[Row]:
    """Return the 18 identifiers with what the policy (None: the shipped defaults) does of each."""
    file = policies.DEFAULTS / "safe_harbor.json"
    entries: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["rows"]
    out = frozenset() if policy is None else frozenset(policy.fields_left_out)
    return [
        Row(
            letter=entry["letter"],
            identifier=entry["identifier"],
            fields=tuple(name for name in entry["fields"] if name not in out),
            left_out=tuple(name for name in entry["fields"] if name in out),
            in_texts=entry["in_texts"],
            not_covered=entry["not_covered"],
        )
        for entry in entries
    ]


def table() -> str:
    """Return the shipped defaults as a Markdown table, the same for every service."""
    lines = [
        "| | identifier | fields, by name | in texts | not covered |",
        "|---|---|---|---|---|",
    ]
    for row in rows():
        shown = ", ".join(f"`{name}`" for name in row.fields[:_SHOWN])
        more = len(row.fields) - _SHOWN
        names = f"{shown} and {more} more" if more > 0 else shown
        lines.append(
            f"| {row.letter} | {row.identifier} | {names} | {row.in_texts} | {row.not_covered} |"
        )
    return "\n".join(lines)


def replaced(text: str) -> str:
    """Return a Markdown text with the table between its markers made anew.

    Raises:
        ValueError: the markers are missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        message = f"The text has no line {BEGIN} with a line {END} below it. Add both."
        raise ValueError(message)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def plain(policy: Policy) -> str:
    """Return what a person reads in a terminal: each identifier, and what holds for all."""
    lines = [_mode(policy), ""]
    for row in rows(policy):
        lines.append(f"{row.letter}  {row.identifier}")
        lines.append(f"   fields:      {', '.join(row.fields) or 'none'}")
        if row.left_out:
            lines.append(f"   LEFT OUT:    {', '.join(row.left_out)}")
        lines.append(f"   in texts:    {row.in_texts}")
        lines.append(f"   not covered: {row.not_covered}")
    own = ", ".join(policy.own_fields) or "none"
    lines += ["", f"Fields of this service's own: {own}"]
    lines.append(f"Identifiers of its own: {', '.join(policy.identifiers) or 'none'}")
    lines.append(_leaves(policy))
    lines.append(_never())
    return "\n".join(lines)


def loosened(policy: Policy) -> list[str]:
    """Return a line for each thing that leaves because this policy loosens the defaults."""
    lines = []
    for one in policy.loosenings:
        lines.append(f"{one.at}: {one.leaves}. {one.reason} ({one.name}, {one.date})")
    lines += [f"loosenings: {item} loosens nothing any more" for item in policy.unused_loosenings]
    return lines


def _mode(policy: Policy) -> str:
    if policy.free_text == "patterns":
        return "Texts leave but for what patterns and fields find: NAMES AND DIAGNOSES LEAVE."
    return "Texts leave as far as their words are known to the libraries or to this service's code."


def _leaves(policy: Policy) -> str:
    named = [*policy.tags, *policy.text_tags, *policy.contexts, *policy.metrics]
    return (
        "As it is leaves: ids made by the SDK, times, levels, versions, release, environment,\n"
        "method, status, route, task, class, file, function, line, shapes of local variables;\n"
        f"and what the policy registers: {', '.join(sorted(set(named))) or 'nothing'}."
    )


def _never() -> str:
    return (
        "Never: bodies, cookies, SQL parameters, task arguments and results, template contexts, "
        "attachments,\nfeedback, profiles, replays, IP addresses, host names.\n"
        "This reduces what leaves. It is no promise that nothing does, and no de-identification: "
        "keep your BAA."
    )


def write(path: Path) -> bool:
    """Make the table in a Markdown file anew; tell whether it was another one."""
    text = path.read_text(encoding="utf-8")
    new = replaced(text)
    path.write_text(new, encoding="utf-8")
    return new != text
