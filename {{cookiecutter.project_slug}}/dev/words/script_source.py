"""What JavaScript and TypeScript say: literals of throw, Error, console, spans; their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_CALL: Final = 4000
_CALL: Final = re.compile(
    r"(?:[A-Za-z]*Error|[A-Za-z]*Exception|console\.(?:error|warn|log|info)|console_\w+|warnOnce"
    r"|errorOnce|warn|error|invariant|bail|logger\.\w+|debug\.(?:log|warn|error)|\bE|\blog"
    r"|deprecate|emitWarning|captureMessage|addBreadcrumb)\s*\(",
    re.ASCII,
)
_PIECE: Final = re.compile(
    r"""'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`|([()])""", re.ASCII
)
# The options are an object that begins the call; what the span is about comes after it.
_SPAN: Final = re.compile(
    r"""\bstart(?:Inactive)?Span(?:Manual)?\s*\(\s*\{(?:[^{}]|\{[^{}]*\})*?\bname:\s*"""
    r"""(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)""",
    re.ASCII,
)
_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])", re.ASCII)
_PLACE: Final = re.compile(r"\$\{[^}]*\}", re.ASCII)
_CLASS: Final = re.compile(
    r"\bclass ([A-Z][A-Za-z]{3,39})\b|\bname = ['\"]([A-Z][A-Za-z]{3,39})['\"]", re.ASCII
)
_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{2,39}", re.ASCII)
# Comments, literals, and the text between JSX tags: none of them holds a name of ours.
_NO_CODE: Final = re.compile(
    r"""//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`"""
    r"|>[^<>{}=;()]*<",
    re.ASCII,
)


def unescape(literal: str) -> str:
    """Replace escapes by what they stand for, line ends and the rest by a blank."""

    def plain(match: re.Match[str]) -> str:
        escape = match[0]
        if escape[1] in "ux" and len(escape) > 2:
            return chr(int(escape[2:], 16))
        return escape[1] if escape[1] in "'\"`\\/" else " "

    return _ESCAPE.sub(plain, _PLACE.sub(" ", literal))


def messages(source: str) -> Iterator[str]:
    """Yield the string literals inside the calls that speak."""
    for call in _CALL.finditer(source):
        depth = 1
        for piece in _PIECE.finditer(source, call.end(), call.end() + LONGEST_CALL):
            if piece[4]:
                depth += 1 if piece[4] == "(" else -1
                if depth == 0:
                    break
            else:
                yield unescape(piece[1] or piece[2] or piece[3] or "")


def span_names(source: str) -> Iterator[str]:
    """Yield the names that spans are started with."""
    for single, double, template in _SPAN.findall(source):
        yield unescape(single or double or template)


def class_names(source: str) -> set[str]:
    """Return the names of classes, and those that errors give themselves."""
    return {first or second for first, second in _CLASS.findall(source)}


def identifiers(source: str) -> set[str]:
    """Return what looks like a name in code."""
    return set(_IDENTIFIER.findall(_NO_CODE.sub(" ", source)))
