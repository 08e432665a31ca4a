"""Scrub one text: decode it, let each rule look only where something can be, put the marks in.

What decides the cost is how soon a dull text is left alone: one search tells, and one pass over
the words of a text finds every name, label and unit in a set.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from phi import codes
from phi.found import Found, Hit, merged, replaced
from phi.labels import with_extensions
from phi.prose import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

    from phi.encodings import View
    from phi.policy import Policy
    from phi.rules import Rules
    from phi.values import Values
    from phi.words import Words

_TELLING: Final = re.compile("[^A-Za-z ._/\n-]", re.ASCII)
is_telling: Final = _TELLING.search  # for who looks at many texts
_DIGIT: Final = re.compile("[0-9]", re.ASCII)
_UPPER_CODE: Final = re.compile("[A-Z0-9](?:(?<=[0-9])[A-Z]|(?<=[A-Z])[0-9])", re.ASCII)
_CISCO: Final = re.compile(r"[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.", re.ASCII)
_WORD: Final = re.compile("[A-Za-z_-]{2,}", re.ASCII)
_WIDE_WORD: Final = re.compile("[A-Za-z_\u0080-\U0010ffff-]{2,}", re.ASCII)
_NO_BLANKS: Final[set[int]] = set()
_UUID_LENGTH: Final = 36
_WORD_MARKS: Final = ("[text]", "[number]", "[id]")  # of tokens that are no known word
_MOST_ROUNDS: Final = 6
_LONGEST_CACHED: Final = 4_096


def hits_in(text: str, rules: Rules) -> tuple[Found, str, Any]:
    """Return what the rules find (ordered, in the decoded text), the decoded text and its view."""
    view = None
    ascii_only = text.isascii()
    if not ascii_only or "%" in text or "\\" in text or "&" in text or "+" in text:
        view = rules.decoder.view(text)
    decoded = view.text if view else text
    rules.literals.at_hand.blanks = view.blanks if view else _NO_BLANKS
    found: Found = []
    words = (_WORD if decoded.isascii() else _WIDE_WORD).findall(decoded)
    if not rules.dull.issuperset(words):
        rules.scan(decoded, words, found)
    if _DIGIT.search(decoded):
        rules.numbers.find(decoded, found)
        if not rules.labels.nouns.isdisjoint(words):
            rules.labels.of_nouns(decoded, found)
        if _UPPER_CODE.search(decoded):
            codes.find_codes(decoded, found)
        if decoded.count(".") > 1 and _CISCO.search(decoded):
            codes.find_cisco(decoded, found)
        for one in rules.own:
            for span in one.spans(decoded):
                found.append((*span, one.mark, "own"))
    if "@" in decoded:
        codes.find_emails(decoded, found)
    if decoded.count(":") > 1 or decoded.count("-") > 4:
        codes.find_hex(decoded, found)
    if "|" in decoded:
        rules.tables.hl7(decoded, found)
    if decoded.count("*") > 1 or "HI*" in decoded:
        rules.tables.x12(decoded, found)
    if "#" in decoded:
        rules.labels.hashes(decoded, found)
    if "':" in decoded or '":' in decoded or ("=" in decoded and "<" in decoded):
        rules.standards.find(decoded, found)
    if ", 0" in decoded and ": '" in decoded:
        rules.standards.dicom(decoded, found)
    if "$" in decoded:
        rules.sql.parameters(decoded, found)
    if "BEGIN:VCARD" in decoded:
        rules.tables.vcard(decoded, found)
    if "/" in decoded:
        rules.urls.bare(decoded, found)
    if "/" in decoded or "y.o." in decoded:
        rules.find_signs(decoded, found)
    if "eyJ" in decoded:
        codes.find_jwt(decoded, found)
    if "data:" in decoded:
        codes.find_media(decoded, found)
    if found:
        with_extensions(decoded, found)
        found = merged(found)
        if decoded.count("-") > 3:
            found = [_of_uuid(decoded, hit) for hit in found]
    return found, decoded, view


def _of_uuid(text: str, hit: Hit) -> Hit:
    """Return the hit with the mark of an id, if all of it is a UUID: no phone looks like that."""
    start, end, _mark, rule = hit
    if end - start == _UUID_LENGTH and UUID.fullmatch(text, start, end):
        return start, end, "[id]", rule
    return hit


def scrub(
    text: str,
    policy: Policy,
    explain: Callable[[str, str], None] | None = None,
    names: Values | None = None,
) -> str:
    """Return the text without identifiers; with known words only, if the policy says so.

    What its fields hold of people's names is added to ``names``: `{"last_name": "Field"}`.
    """
    rules = policy.rules
    words = policy.words if policy.free_text == "known-words" else None
    telling = _TELLING.search(text) or ("/" in text and rules.urls.may_hold_slug(text))
    if words is None and not telling:
        return text
    cached = rules.cache_of(words).get(text)
    if cached is not None and explain is None:
        if names is not None:
            add_told(text, rules, names)
        return cached
    return examined(text, rules, words, explain=explain, names=names)


def add_told(text: str, rules: Rules, names: Values) -> None:
    """Add the names that a remembered text's fields hold."""
    for name in rules.told.get(text, ()):
        names.add(name, names=True)


def examined(
    text: str,
    rules: Rules,
    words: Words | None,
    *,
    explain: Callable[[str, str], None] | None = None,
    names: Values | None = None,
) -> str:
    """Return what `scrub` does of a text that is known to be neither dull nor remembered."""
    result = text
    told: list[str] = []
    if words is None or is_telling(text) or ("/" in text and rules.urls.may_hold_slug(text)):
        hits, decoded, view = hits_in(text, rules)
        if hits:
            told = [decoded[first:end] for first, end, _, rule in hits if rules.is_name(rule)]
            result = _settled(text, rules, hits, view, explain)
    if words is not None:
        known = words.filter(result)
        if explain:
            for mark in _WORD_MARKS:
                for _ in range(known.count(mark) - result.count(mark)):
                    explain(mark, "words")
        result = known
    if len(text) <= _LONGEST_CACHED:
        rules.remember(text, words, result, told)
    if names is not None:
        for name in told:
            names.add(name, names=True)
    return result


def _settled(
    text: str,
    rules: Rules,
    hits: Found,
    view: View | None,
    explain: Callable[[str, str], None] | None,
) -> str:
    """Return the text scrubbed until nothing more is found: a mark may bring things together."""
    for _round in range(_MOST_ROUNDS):
        if explain:
            for _start, _end, mark, rule in hits:
                explain(mark, rule)
        text = replaced(text, hits, view)
        hits, _decoded, view = hits_in(text, rules)
        if not hits:
            return text
    return "[filtered]"  # it does not settle; what is unclear is removed


def scrub_text(text: str, policy: Policy, *, values: Values | None = None) -> str:
    """Return the text without what the policy keeps in.

    Args:
        text: any text; it is left as it is, apart from what goes.
        policy: what goes.
        values: known values, removed before anything else.
    """
    if values is not None:
        text = values.remove(text)
    return scrub(text, policy)
