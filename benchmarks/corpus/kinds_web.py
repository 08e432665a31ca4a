"""Classes N to Q, and what a header hides: URLs, addresses of machines, biometrics, pictures, `Basic`."""

from __future__ import annotations

import base64
import ipaddress
from random import Random
from urllib.parse import quote, quote_plus

from corpus import people
from corpus.checks import digits
from corpus.kinds import Kind
from corpus.kinds_numbers import email

HOSTS = (
    "https://portal.clinic.example",
    "http://api.internal:8000",
    "https://clinic.example:8443",
    "//cdn.clinic.example",
    "",
)
RESOURCES = ("patients", "patient", "Patient", "appointments", "records", "members", "encounters", "users", "claims")


def blob(rng: Random, size: int) -> str:
    """Return base64 that is no picture of anybody."""
    return base64.b64encode(bytes(rng.randrange(256) for _ in range(size))).decode()


def query(rng: Random) -> str:
    """Return a URL with a secret in its query."""
    key, value = rng.choice(
        (
            ("name", quote_plus(f"{people.first(rng)} {people.last(rng)}")),
            ("last_name", quote(people.last(rng))),
            ("dob", f"19{rng.randint(31, 99)}-{rng.randint(10, 12)}-{rng.randint(10, 28)}"),
            ("mrn", digits(rng, 7)),
            ("token", blob(rng, 12).replace("+", "A").replace("/", "B")),
            ("email", quote(email(rng)).replace("%40", rng.choice(("@", "%40")))),
        )
    )
    tail = rng.choice(("", "&page=2", "&sort=asc"))
    return f"{rng.choice(HOSTS)}/search{rng.choice(('', '/'))}?{rng.choice(('', 'active=1&'))}{key}={value}{tail}"


def query_secret(value: str) -> tuple[str, ...]:
    """Return what stands behind the secret's key."""
    for piece in value.split("?", 1)[1].split("&"):
        key, _, held = piece.partition("=")
        if key not in {"page", "sort", "active"}:
            return (held,)
    return ()


def fragment(rng: Random) -> str:
    """Return a URL with a secret behind its `#`."""
    key = rng.choice(("access_token", "id_token", "name", "mrn", "patient"))
    held = {"name": people.last(rng), "mrn": digits(rng, 7), "patient": digits(rng, 6)}.get(key) or "eyJ" + blob(
        rng, 18
    ).replace("+", "A").replace("/", "B").replace("=", "")
    return f"{rng.choice(HOSTS)}/callback#{key}={quote(held)}"


def identified(rng: Random) -> str:
    """Return a path with a number behind a resource word."""
    word, number = rng.choice(RESOURCES), digits(rng, rng.randint(5, 8))
    shape = rng.choice(
        (
            "/api/{w}/{n}/",
            "/{w}/{n}",
            "/fhir/{w}/{n}/_history",
            "/v1/{w}/{n}/labs/",
            "/{w}/{n}.pdf",
            "/admin/clinic/{w}/{n}/change/",
        )
    )
    return rng.choice(HOSTS) + shape.format(w=word, n=number)


def nested(rng: Random) -> str:
    """Return a URL that holds another one, encoded."""
    return f"/login?next={quote(rng.choice(('/patients/', '/records/', '/appointments/')) + digits(rng, 6) + '/', safe='')}"


def numbers(value: str) -> tuple[str, ...]:
    """Return the number of a path."""
    found = [
        piece
        for piece in value.replace("%2F", "/").replace(".", "/").replace("=", "/").split("/")
        if piece.isdigit() and len(piece) > 4
    ]
    return (found[-1],)


def v6(rng: Random) -> str:
    """Return an IPv6 address as it is written in full, shortened, or around an IPv4 one."""
    whole = ipaddress.IPv6Address(int("2001" + "".join(rng.choice("0123456789abcdef") for _ in range(28)), 16))
    holed = ipaddress.IPv6Address(
        int("20010db8" + f"{rng.randrange(16**4):04x}" + "0" * 12 + f"{rng.randrange(4096, 16**8):08x}", 16)
    )
    return rng.choice(
        (
            str(whole),
            str(holed),
            str(holed).upper(),
            f"::ffff:{v4(rng)}",
            f"fe80::{rng.randrange(4096, 65535):x}:{rng.randrange(4096, 65535):x}:{rng.randrange(4096, 65535):x}:{rng.randrange(4096, 65535):x}",
        )
    )


def v4(rng: Random) -> str:
    """Return an IPv4 address."""
    return ".".join(
        str(part)
        for part in (
            rng.choice((10, 24, 73, 98, 142, 172, 192, 203)),
            rng.randint(11, 255),
            rng.randint(11, 255),
            rng.randint(11, 255),
        )
    )


def basic(rng: Random) -> str:
    """Return a header with a user and a password in base64."""
    user = rng.choice((email(rng), people.last(rng).casefold()))
    return "Authorization: Basic " + base64.b64encode(f"{user}:{blob(rng, 6)}".encode()).decode()


KINDS = (
    Kind("URL: query", "N", query, whole=True, secrets=query_secret, bare=True),
    Kind("URL: fragment", "N", fragment, whole=True, bare=True, secrets=lambda value: (value.split("#")[1].split("=", 1)[1],)),
    Kind("URL: ;params", "N", lambda rng: f"{rng.choice(HOSTS)}/account;{rng.choice(('jsessionid', 'sid', 'token'))}={digits(rng, 9)}{rng.choice(('', '/edit', '?page=2'))}", whole=True, bare=True, secrets=lambda value: (value.split(";")[1].split("=")[1].split("/")[0].split("?")[0],)),
    Kind("URL: user info", "N", lambda rng: f"{rng.choice(('https', 'postgres', 'redis', 'amqp'))}://{people.last(rng).casefold().replace(chr(39), '')}:{blob(rng, 9).replace('/', 'x')}@db.clinic.example:5432/clinic", whole=True, bare=True, secrets=lambda value: tuple(value.split("://")[1].split("@")[0].split(":"))),
    Kind("URL: number after a resource", "N", identified, whole=True, bare=True, secrets=numbers),
    Kind("URL: nested", "N", nested, whole=True, bare=True, secrets=numbers),
    Kind("IPv4", "O", v4, ("ip_address", "client_ip", "ipAddress", "remote_addr", "REMOTE_ADDR"), ("from {v}", "{v}", "client {v} closed the connection", "peer {v}:52144"), bare=True),
    Kind("IPv6", "O", v6, ("ip_address", "client_ip", "ipAddress", "remote_addr"), ("from {v}", "{v}", "client {v}", "peer [{v}]:443"), bare=True),
    Kind("biometrics", "P", lambda rng: blob(rng, 18), ("fingerprint_template", "face_encoding", "voiceprint", "retina_scan", "iris_template", "biometric_data", "faceTemplate")),
    Kind("photograph", "Q", lambda rng: f"{people.last(rng).casefold()}_{rng.randint(100, 999)}.jpg", ("photo", "patient_photo", "profile_photo", "photoFile", "face_image", "headshot", "avatar")),
    Kind("data URI", "Q", lambda rng: f"data:{rng.choice(('image/png', 'image/jpeg', 'audio/wav', 'video/mp4'))};base64,{blob(rng, 60)}", whole=True, bare=True, secrets=lambda value: (value.split(",")[1],)),
    Kind("Basic", "R", basic, whole=True, bare=True, secrets=lambda value: (value.split("Basic ")[1],)),
)  # fmt: skip
