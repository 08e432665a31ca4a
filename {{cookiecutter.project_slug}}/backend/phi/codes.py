"""Identifiers of letters and digits: e-mail, VIN, MBI, DEA, IBAN, MAC, IPv6, media, tokens."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Final

from phi import checks
from phi.characters import is_word

if TYPE_CHECKING:
    from phi.found import Found

_EMAIL: Final = re.compile(
    "(?<![A-Za-z0-9._+\u0080-\U0010ffff-])[A-Za-z0-9._+\u0080-\U0010ffff][A-Za-z0-9._+'\u0080-\U0010ffff-]*"
    "@([A-Za-z0-9\u0080-\U0010ffff-]+(?:\\.[A-Za-z0-9\u0080-\U0010ffff-]+)+)",
    re.ASCII,
)
_USER_INFO: Final = re.compile(r"://(?!\[filtered\]@)([^/?#@\s\"'<>]+)@", re.ASCII)
# No surrogates: whether two of them are one character, the languages see differently.
_TOP_LEVEL: Final = re.compile(
    "-*[A-Za-z\u0080-\ud7ff\ue000-\uffff][A-Za-z\u0080-\ud7ff\ue000-\uffff-]*", re.ASCII
)
_LETTER: Final = re.compile("[A-Za-z\u0080-\U0010ffff]", re.ASCII)
_NO_TOP_LEVEL: Final = frozenset(
    (
        *(
            "png",
            "jpg",
            "jpeg",
            "gif",
            "svg",
            "webp",
            "ico",
            "css",
            "js",
            "mjs",
            "ts",
            "tsx",
            "jsx",
        ),
        *("map", "json", "html", "py", "scss", "woff", "ttf"),
    )
)
_CODE: Final = re.compile(
    r"[A-Z0-9]{4}(?:[A-Z0-9]{3,30}|[ -][A-Z0-9]{3,4}(?:[ -][A-Z0-9]{1,4}){1,7})", re.ASCII
)
_MBI: Final = re.compile(r"[1-9][A-Z][A-Z0-9][0-9]-?[A-Z][A-Z0-9][0-9]-?[A-Z]{2}[0-9]{2}", re.ASCII)
_DEA: Final = re.compile(r"[A-Z][A-Z9][0-9]{7}", re.ASCII)
_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]){11,30}", re.ASCII)
_PAIRS: Final = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Fa-f]{2}[:-])[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){4}"
    r"(?:\1[0-9A-Fa-f]{2}){0,2}(?![0-9A-Za-z]|[:-][0-9A-Fa-f]{2}(?![0-9A-Za-z]))",
    re.ASCII,
)
_CISCO: Final = re.compile(
    r"(?<![0-9A-Za-z.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![0-9A-Za-z]|\.[0-9A-Za-z])",
    re.ASCII,
)
_COLONS: Final = re.compile(
    r"(?<![0-9A-Za-z.])(?<![0-9A-Fa-f]{2}:)(?<!::)(?:[0-9A-Fa-f]{1,4}:|::)[0-9A-Fa-f:]{2,40}(?:[0-9.]{7,15})?(?![0-9A-Za-z])",
    re.ASCII,
)
_MEDIA: Final = re.compile(
    r"data:(?:image|audio|video)/[A-Za-z0-9.+-]{1,40}[A-Za-z0-9=;._-]{0,60},?[A-Za-z0-9+/=%_-]*",
    re.ASCII,
)
# In two steps: one pattern that starts at `eyJ` takes quadratic time on many of them without a dot.
_BEFORE_A_DOT: Final = re.compile(r"(?<![\w-])[\w-]{8,}(?=\.[\w-]{5})", re.ASCII)
_JWT: Final = re.compile(r"eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?", re.ASCII)
_SCHEME: Final = re.compile(
    r"(?<![A-Za-z])(?:[Bb]asic|BASIC|[Bb]earer|BEARER|Token)[ +]+([A-Za-z0-9._~+/=-]{6,})", re.ASCII
)


def find_codes(text: str, found: Found) -> None:
    """Add codes in upper case: VIN, MBI, DEA, IBAN."""
    for match in _CODE.finditer(text):
        code = match.group()
        if code.isdigit() or code.isalpha():
            continue
        start, end = match.span()
        if is_word(text[start - 1 : start]) or is_word(text[end : end + 1]):
            continue
        mark = _mark_of(code)
        if mark:
            found.append((start, end, f"[{mark}]", f"code:{mark}"))
        elif " " in code or "-" in code:
            _find_inside(code, start, found)


def _mark_of(code: str) -> str | None:
    size = len(code)
    if size == 17 and checks.vin(code):
        return "vin"
    if size in (11, 13) and _MBI.fullmatch(code):
        return "mbi"
    if size == 9 and _DEA.fullmatch(code) and checks.dea(code):
        return "dea"
    if size >= 15 and _IBAN.fullmatch(code) and checks.iban(code):
        return "iban"
    return None


def _find_inside(code: str, offset: int, found: Found) -> None:
    """Look at each part of a code with blanks or dashes: a VIN or an MBI may stand among others."""
    for match in re.finditer(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", code):
        mark = _mark_of(match.group())
        if mark:
            span = (offset + match.start(), offset + match.end())
            found.append((*span, f"[{mark}]", f"code:{mark}"))
    iban = _IBAN.search(code)
    if iban:
        words = iban.group().split(" ")
        for size in range(len(words), 2, -1):
            part = " ".join(words[:size])
            if checks.iban(part):
                start = offset + iban.start()
                found.append((start, start + len(part), "[iban]", "code:iban"))
                break


def find_emails(text: str, found: Found) -> None:
    """Add e-mail addresses, and what stands before the @ of a URL."""
    users = _USER_INFO.finditer(text) if "://" in text else ()
    hosts = set()  # where the @ stands before a URL's host, which stays
    for user in users:
        found.append((*user.span(1), "[filtered]", "url:user"))
        hosts.add(user.end(1))
    for match in _EMAIL.finditer(text):
        if match.start(1) - 1 in hosts:
            continue
        host = _host(match.group(1))
        if host and not match.group().startswith("git@"):
            found.append((match.start(), match.start(1) + len(host), "[email]", "code:email"))


def _host(name: str) -> str:
    """Return what of a name may be a host, at most all but `.x` and `.1` at its end."""
    labels = name.split(".")
    if labels[-1].lower() in _NO_TOP_LEVEL:
        return ""  # a file: `logo@2x.png`
    if _is_top_level(labels[-1]):
        return name
    while len(labels) > 1 and not _is_top_level(labels[-1]):
        labels.pop()
    is_host = len(labels) > 1 and all(_LETTER.search(label) for label in labels)
    return ".".join(labels) if is_host else ""


def _is_top_level(label: str) -> bool:
    return len(label) > 1 and _TOP_LEVEL.fullmatch(label) is not None


def find_hex(text: str, found: Found) -> None:
    """Add MAC and IPv6 addresses."""
    for match in _PAIRS.finditer(text):
        if not _is_clock(match.group()):
            found.append((*match.span(), "[mac]", "code:mac"))
    if text.count(":") > 1:
        for match in _COLONS.finditer(text):
            value = match.group().rstrip(":") if not match.group().endswith("::") else match.group()
            if checks.ipv6(value) and not _is_clock(value):
                start = match.start()
                found.append((start, start + len(value), "[ip]", "code:ipv6"))


def find_cisco(text: str, found: Found) -> None:
    """Add MAC addresses in three groups."""
    found.extend((*match.span(), "[mac]", "code:mac") for match in _CISCO.finditer(text))


def find_media(text: str, found: Found) -> None:
    """Add pictures and sounds in `data:` addresses."""
    found.extend((*match.span(), "[media]", "code:media") for match in _MEDIA.finditer(text))


def find_tokens(text: str, found: Found) -> None:
    """Add credentials after `Basic` and `Bearer`."""
    for match in _SCHEME.finditer(text):
        value = match.group(1)
        if _is_secret(value):
            found.append((*match.span(1), "[filtered]", "code:credential"))


def find_jwt(text: str, found: Found) -> None:
    """Add JSON Web Tokens."""
    end = 0
    for part in _BEFORE_A_DOT.finditer(text):
        start = text.find("eyJ", max(part.start(), end), part.end())
        if start >= 0 and (token := _JWT.match(text, start)):
            end = token.end()
            found.append((start, end, "[filtered]", "code:jwt"))


def _is_secret(value: str) -> bool:
    try:
        if b":" in base64.b64decode(value + "=" * (-len(value) % 4), validate=True):
            return True
    except (binascii.Error, ValueError):
        pass
    mixed = any(one.isdigit() for one in value) and any(one.isalpha() for one in value)
    return mixed or value.endswith("=") or len(value) > 40


def _is_clock(value: str) -> bool:
    """Tell a row of two-digit numbers such as `12:30:45:10` from an address."""
    return "::" not in value and value.count(":") < 5 and value.count("-") < 5
