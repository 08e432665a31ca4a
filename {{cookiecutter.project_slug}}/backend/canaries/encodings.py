"""Values as systems write them: encoded, hashed without a key, in the formats of health care."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import logging
import urllib.parse
import uuid
from collections.abc import Callable
from datetime import date

import sentry_sdk

from canaries.place import KINDS, Canary, PlantedError, place

NUMBERS = ("ssn", "mrn", "phone", "date of birth")
BIRTH = ("date of birth",)
Write = Callable[[str], str]
Put = Callable[[Write, Canary], None]


def _digest(name: str) -> Write:
    return lambda text: hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()


def _grouped(text: str) -> str:
    digits = "".join(one for one in text if one.isdigit())
    return f"no {digits[:-7]} {digits[-7:-4]} {digits[-4:]}"


def _uuid(text: str) -> str:
    # What a careless table takes for an opaque key.
    return str(uuid.UUID(_digest("md5")(text)))


WRITINGS: dict[str, tuple[tuple[str, ...], Write]] = {
    "MD5 without a key": (NUMBERS, _digest("md5")),
    "SHA-1 without a key": (NUMBERS, _digest("sha1")),
    "SHA-256 without a key": (NUMBERS, _digest("sha256")),
    "UUID made of a number": (NUMBERS, _uuid),
    "number in groups": (("mrn", "phone"), _grouped),
    "date with dots": (BIRTH, lambda text: f"{date.fromisoformat(text):%d.%m.%Y}"),
    "date in words": (BIRTH, lambda text: f"{date.fromisoformat(text):%d %B %Y}"),
    "HL7 version 2": (KINDS, lambda text: f"PID|1||{text}^^^CLINIC^MR||{text}^{text}^Q||F"),
    "FHIR": (
        KINDS,
        lambda text: json.dumps({"resourceType": "Patient", "name": [{"family": text}]}),
    ),
    "line of CSV": (KINDS, lambda text: f'17;"{text}";{text};active'),
    "base64": (KINDS, lambda text: base64.b64encode(f"{text}, seen".encode()).decode()),
    "hexadecimal": (KINDS, lambda text: f"{text}, seen".encode().hex()),
    "bytes as Python shows them": (KINDS, lambda text: repr(text.encode("utf-8") + b"\xff")),
    "every letter escaped": (KINDS, lambda text: "".join(f"\\x{one:02x}" for one in text.encode())),
    "percent": (KINDS, urllib.parse.quote),
    "HTML": (KINDS, lambda text: f"<td>{html.escape(text)}</td>"),
    "pairs": (KINDS, lambda text: repr([("patient", text), (text, 1)])),
    "SQL": (KINDS, lambda text: f"UPDATE chart SET who = '{text}' WHERE id = '{text}'"),  # noqa: S608 - a text
    "PostgreSQL's DETAIL": (
        KINDS,
        lambda text: (
            f"duplicate key\nDETAIL:  Key (ssn, last_name)=({text}, {text}) already exists."
        ),
    ),
}


def _in_error(write: Write, canary: Canary) -> None:
    raise PlantedError(write(canary.read()))


def _in_logged_line(write: Write, canary: Canary) -> None:
    logger = logging.getLogger("canaries.quiet")
    logger.error("could not read %s", write(canary.read()))


def _in_span(write: Write, canary: Canary) -> None:
    with sentry_sdk.start_span(op="function", name=write(canary.read())) as span:
        span.set_data("patient", write(canary.read()))
        span.set_data("db.system", write(canary.read()))


def _in_scope(write: Write, canary: Canary) -> None:
    sentry_sdk.set_tag("patient", write(canary.read()))
    sentry_sdk.set_user({"id": write(canary.read())})
    sentry_sdk.add_breadcrumb(message=write(canary.read()), data={"id": write(canary.read())})
    raise PlantedError


POSITIONS: dict[str, Put] = {
    "error's text": _in_error,
    "logged line": _in_logged_line,
    "span": _in_span,
    "tag, user and breadcrumb": _in_scope,
}


def _register(put: Put, write: Write, name: str, kinds: tuple[str, ...]) -> None:
    @place(name, kinds=kinds)
    def plant(canary: Canary) -> None:
        put(write, canary)


for _writing, (_kinds, _write) in WRITINGS.items():
    for _position, _put in POSITIONS.items():
        _register(_put, _write, f"written as {_writing}: {_position}", _kinds)


@place("number: tag, context, extra, breadcrumb and fingerprint", kinds=NUMBERS)
def number(canary: Canary) -> None:
    value = int("".join(one for one in canary.read() if one.isdigit()))
    sentry_sdk.set_tag("patient", value)
    sentry_sdk.set_context("patient", {"id": value})
    sentry_sdk.get_isolation_scope().set_extra("patient", value)
    sentry_sdk.add_breadcrumb(message="a constant line", data={"id": value})
    sentry_sdk.get_isolation_scope().fingerprint = [value]
    del value
    raise PlantedError


@place("number: measurement and span's data", kinds=NUMBERS)
def measurement(canary: Canary) -> None:
    value = int("".join(one for one in canary.read() if one.isdigit()))
    with sentry_sdk.start_span(op="function", name="a span") as span:
        span.set_data("id", value)
        span.set_data("http.response_content_length", value)
    del value
    raise PlantedError


@place("client of its own")
def own_client(canary: Canary) -> None:
    from sentry_sdk.client import Client  # noqa: TID251 - the place is a second client

    options = sentry_sdk.get_client().options
    second = Client(dsn=options["dsn"], release=canary.read())
    with sentry_sdk.new_scope() as scope:
        scope.set_client(second)
        scope.set_tag("patient", canary.read())
        scope.capture_exception(PlantedError(canary.read()))
        second.flush(timeout=2)
