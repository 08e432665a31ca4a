"""For a service's own tests: assert that made-up values are nowhere in what was sent.

The TypeScript twin is `frontend/src/phi/assertion.ts`.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import gzip
import html
import json
import re
import unicodedata
import zlib
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST: Final = 4  # characters of a value; anything shorter is found everywhere
_FOLDED_AWAY: Final = re.compile(r"[\s_\-.,:;/\\^()+'\"\u00ad\u200b-\u200f\u2010-\u2015\u2212]+")
_ESCAPED: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2}){4,}")


def assert_no_phi(envelopes: Iterable[object], values: Iterable[object]) -> None:
    r"""Assert that none of the values stands in any of the envelopes, however it is spelled.

    Case, separators and Unicode forms are folded; percent, HTML, `\u`, hex and base64 are decoded.

    Args:
        envelopes: what was sent: bytes or text of envelopes (also gzipped), parsed JSON, or
            objects with `serialize()` such as sentry-sdk's.
        values: the made-up names and numbers, as texts or whole numbers; each of 4 characters
            or more besides separators.

    Raises:
        AssertionError: one was found. It names the value by its number and the place by its path,
            not by its content, so that a report holds none either.
        ValueError: a value is too short to be looked for, or there is nothing to look at.
    """
    wanted = [_fold(str(value)) for value in values]
    if not wanted or min(map(len, wanted)) < SHORTEST:
        message = f"Bring values, each of {SHORTEST} characters or more besides separators."
        raise ValueError(message)
    seen = 0
    for at, envelope in enumerate(envelopes):
        for path, text in _texts(envelope):
            seen += 1
            spelled = {_fold(one) for one in _readings(text)}
            for number, value in enumerate(wanted):
                assert not any(value in one for one in spelled), (  # noqa: S101 - what it is for
                    f"value {number} left in envelope {at} at {path}"
                )
    if not seen:
        message = "Nothing was sent, so nothing is shown. Bring the envelopes that were recorded."
        raise ValueError(message)


def _texts(envelope: object) -> Iterator[tuple[str, str]]:
    if hasattr(envelope, "serialize"):
        envelope = envelope.serialize()
    if isinstance(envelope, bytes):
        envelope = _inflated(envelope).decode("utf-8", "replace")
    if not isinstance(envelope, str):
        yield from _leaves(envelope, "$")
        return
    for number, line in enumerate(envelope.splitlines(), 1):
        try:
            yield from _leaves(json.loads(line), f"line {number}: $")
        except ValueError:
            yield f"line {number}", line


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    pending = [(path, value)]
    while pending:
        where, one = pending.pop()
        if isinstance(one, dict):
            yield from ((f"{where} (a key)", str(key)) for key in one)
            # A key can be the very value; its place is told by number.
            pending += [(f"{where}.{_shown(key, at)}", one[key]) for at, key in enumerate(one)]
        elif isinstance(one, list | tuple):
            pending += [(f"{where}[{at}]", inner) for at, inner in enumerate(one)]
        elif one is not None and not isinstance(one, bool):
            yield where, str(one)


def _shown(key: object, at: int) -> str:
    text = str(key)
    return text if re.fullmatch(r"[a-z_]{1,24}", text) else f"#{at}"


def _inflated(data: bytes) -> bytes:
    try:
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (OSError, EOFError, zlib.error):
        return data


def _readings(text: str) -> Iterator[str]:
    yield text
    for decoded in (unquote_plus(text), html.unescape(text), _ESCAPED.sub(_escaped, text)):
        if decoded != text:
            yield decoded
            yield unquote_plus(html.unescape(_ESCAPED.sub(_escaped, decoded)))
    for found in _BASE64.findall(text):
        yield from _bytes(found)
    for found in _HEX.findall(text):
        yield from _printable(bytes.fromhex(found))


def _bytes(text: str) -> Iterator[str]:
    plain = text.rstrip("=").translate(str.maketrans("-_", "+/"))
    with contextlib.suppress(ValueError, binascii.Error):
        yield from _printable(base64.b64decode(plain + "=" * (-len(plain) % 4)))


def _printable(data: bytes) -> Iterator[str]:
    # Ids are hex digits and words look like base64; what they decode to is no text.
    with contextlib.suppress(UnicodeDecodeError):
        yield data.decode("utf-8")


def _escaped(found: re.Match[str]) -> str:
    return chr(int(found[1] or found[2], 16))


def _fold(text: str) -> str:
    return _FOLDED_AWAY.sub("", unicodedata.normalize("NFKC", text).casefold())
