"""Fills the templates of harmless telemetry with what machines put there."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
HOLE = re.compile(r"\{([a-z0-9_]+)\}")


def lines(name: str) -> list[str]:
    """Return the lines of a list beside this file, without comments."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]


def moment(rng: Random) -> datetime:
    """Return a moment of the years in which such a service runs."""
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(
        seconds=rng.randrange(90_000_000), microseconds=rng.randrange(1_000_000)
    )


def hexadecimal(rng: Random, size: int) -> str:
    """Return so many hexadecimal digits."""
    return "".join(rng.choice("0123456789abcdef") for _ in range(size))


def dotted(rng: Random, parts: int) -> str:
    """Return a version."""
    return ".".join(str(rng.randint(0, 39)) for _ in range(parts))


HOLES: dict[str, Callable[[Random], object]] = {
    "int": lambda rng: rng.randint(2, 9999), "int5": lambda rng: rng.randint(10000, 99999), "small": lambda rng: rng.randint(2, 89), "digit": lambda rng: rng.randint(1, 5),
    "small2": lambda rng: f"{rng.choice((0, 1, 2))}{rng.randint(0, 9)}", "float": lambda rng: f"{rng.uniform(0, 900):.{rng.randint(1, 6)}f}", "ms": lambda rng: rng.randint(3, 60000),
    "pid": lambda rng: rng.randint(7, 4194304), "port": lambda rng: rng.choice((3000, 5173, 8000, 8080, 8443, 5432, 6379, 15672, 49152)), "bytes": lambda rng: rng.randint(10**3, 10**10),
    "size": lambda rng: f"{rng.uniform(1, 900):.1f} {rng.choice(('KiB', 'MiB', 'GiB', 'kB'))}", "pow": lambda rng: 2 ** rng.randint(7, 42), "ns": lambda rng: rng.randint(10**5, 10**11),
    "uuid": lambda rng: str(uuid.UUID(int=rng.getrandbits(128), version=4)), "hex2": lambda rng: hexadecimal(rng, 2), "hex8": lambda rng: hexadecimal(rng, 8), "hex9": lambda rng: hexadecimal(rng, 9),
    "hex12": lambda rng: "7f" + hexadecimal(rng, 10), "hex16": lambda rng: hexadecimal(rng, 16), "hex17": lambda rng: "0" + hexadecimal(rng, 16), "hex24": lambda rng: hexadecimal(rng, 24),
    "hex32": lambda rng: hexadecimal(rng, 32), "hex64": lambda rng: hexadecimal(rng, 64), "sha": lambda rng: hexadecimal(rng, 40), "sha7": lambda rng: hexadecimal(rng, 7),
    "digits16": lambda rng: "".join(rng.choice("0123456789") for _ in range(16)), "k8s": lambda rng: "".join(rng.choice("bcdfghjklmnpqrstvwxz2456789") for _ in range(5)),
    "aws": lambda rng: "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(16)), "b64ish": lambda rng: "cD0y" + "".join(rng.choice("ABCDEFGHabcdefgh0123456789") for _ in range(20)),
    "version": lambda rng: dotted(rng, 3), "v4": lambda rng: f"{rng.randint(90, 140)}.0.{rng.randint(1000, 7999)}.{rng.randint(10, 220)}", "oid": lambda rng: rng.choice(("1.3.6.1.4.1.", "2.16.840.1.113883.", "1.2.840.10008.", "2.5.29.")) + dotted(rng, rng.randint(2, 4)),
    "iso_z": lambda rng: moment(rng).strftime("%Y-%m-%dT%H:%M:%SZ"), "iso_us": lambda rng: moment(rng).isoformat(), "iso_blank": lambda rng: moment(rng).strftime("%Y-%m-%d %H:%M:%S"),
    "iso_off": lambda rng: moment(rng).astimezone(timezone(timedelta(hours=2))).isoformat(timespec="milliseconds"), "iso_comma": lambda rng: moment(rng).strftime("%Y-%m-%d %H:%M:%S,") + f"{rng.randrange(1000):03}",
    "asctime": lambda rng: moment(rng).strftime("%Y-%m-%d %H:%M:%S"), "httpdate": lambda rng: moment(rng).strftime("%a, %d %b %Y %H:%M:%S GMT"), "clf": lambda rng: moment(rng).strftime("%d/%b/%Y:%H:%M:%S +0000"),
    "syslog": lambda rng: moment(rng).strftime("%b %d %H:%M:%S"), "epoch_s": lambda rng: int(moment(rng).timestamp()), "epoch_ms": lambda rng: int(moment(rng).timestamp() * 1000), "epoch_us": lambda rng: int(moment(rng).timestamp() * 10**6),
    "epoch_ns": lambda rng: int(moment(rng).timestamp() * 10**6) * 1000 + rng.randrange(1000), "epoch_float": lambda rng: f"{moment(rng).timestamp():.6f}", "year": lambda rng: rng.randint(2023, 2027),
    "month": lambda rng: rng.randint(1, 12), "month2": lambda rng: f"{rng.randint(1, 12):02}", "day2": lambda rng: f"{rng.randint(1, 28):02}", "dayno": lambda rng: rng.randint(1, 28), "hour": lambda rng: rng.randint(0, 23),
    "mig": lambda rng: f"00{rng.randint(10, 89)}", "errno": lambda rng: rng.choice((130, 300, 310, 418, 423, 425, 482)), "ws": lambda rng: rng.choice((1001, 1006, 1011)), "tserr": lambda rng: rng.choice((2322, 2339, 2345, 7006)), "snow": lambda rng: (int(moment(rng).timestamp() * 1000) - 1420070400000 << 22) + rng.getrandbits(22),
    "ulid": lambda rng: "01H" + "".join(rng.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(23)), "hexpairs20": lambda rng: ":".join(hexadecimal(rng, 2).upper() for _ in range(20)),
    "rfc": lambda rng: rng.choice((2616, 3339, 7231, 9110)),
}  # fmt: skip


def fill(template: str, rng: Random) -> str:
    """Return the template with every hole filled; what is no hole stays."""
    return HOLE.sub(lambda found: str(HOLES[found[1]](rng)) if found[1] in HOLES else found[0], template)
