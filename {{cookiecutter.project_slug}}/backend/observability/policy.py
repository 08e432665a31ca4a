"""Read `phi/policy.json`: what telemetry may carry besides what the SDK makes itself.

A policy that is missing or wrong is no policy: the gate then drops everything, and production
refuses to start. The TypeScript twin is `frontend/src/observability/policy.ts`.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from observability import shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH: Final = Path(__file__).resolve().parents[2] / "phi" / "policy.json"
UNITS: Final = frozenset(
    {
        "none",
        "ratio",
        "percent",
        "bit",
        "byte",
        "kilobyte",
        "megabyte",
        "gigabyte",
        "nanosecond",
        "microsecond",
        "millisecond",
        "second",
        "minute",
        "hour",
        "day",
        "week",
    }
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_VALUE: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_SECTIONS: Final = frozenset({"tags", "contexts", "metrics"})
_METRIC_KEYS: Final = frozenset({"unit", "low", "high"})
_LARGEST: Final = 1e15


class PolicyError(Exception):
    """What is wrong with the policy, in one line that names file and key."""


@dataclass(frozen=True)
class Metric:
    """A registered metric: its unit, and the range that its values lie in."""

    unit: str
    low: float
    high: float


@dataclass(frozen=True)
class Policy:
    """What may leave by name."""

    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    contexts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    mrn: str = ""  # the medical record numbers' pattern; empty for none
    sha256: str = ""  # of the file's bytes: both halves of the service must have the same


def read(path: Path) -> Policy:
    """Return the policy in the file.

    Raises:
        PolicyError: the file cannot be read, or says something that is not understood.
    """
    try:
        content = path.read_bytes()
        data = json.loads(content)
    except OSError as error:
        raise _wrong("the file", "cannot be read", "a readable JSON file") from error
    except ValueError as error:
        raise _wrong("the file", "is no JSON", "a JSON object") from error
    whole = _table(data, "the file")
    telemetry = _table(whole.get("telemetry"), "telemetry")
    if set(telemetry) != _SECTIONS:
        raise _wrong("telemetry", "has other keys", ", ".join(sorted(_SECTIONS)))
    return Policy(
        tags=_lists(telemetry["tags"], "telemetry.tags", _VALUE),
        contexts=_lists(telemetry["contexts"], "telemetry.contexts", _NAME),
        metrics={
            name: _metric(entry, f"telemetry.metrics.{name}")
            for name, entry in _named(telemetry["metrics"], "telemetry.metrics").items()
        },
        mrn=_mrn(whole),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@lru_cache(maxsize=1)
def _loaded(path: Path) -> Policy | PolicyError:
    try:
        return read(path)
    except PolicyError as error:
        return error


def current() -> Policy | None:
    """Return this service's policy, read once; None if it is missing or wrong."""
    loaded = _loaded(PATH)
    return loaded if isinstance(loaded, Policy) else None


def problem() -> str | None:
    """Return what is wrong with this service's policy, in one line; None if nothing is."""
    loaded = _loaded(PATH)
    return str(loaded) if isinstance(loaded, PolicyError) else None


def forget() -> None:
    """Have the policy read anew when it is next asked for."""
    _loaded.cache_clear()


def _wrong(key: str, given: str, accepted: str) -> PolicyError:
    return PolicyError(f"phi/policy.json: {key} {given}. Accepted: {accepted}. Correct the file.")


def _table(value: object, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, "is missing or no object", "an object")
    return value


def _named(value: object, key: str) -> dict[str, Any]:
    table = _table(value, key)
    if not all(_NAME.fullmatch(name) for name in table):
        raise _wrong(key, "has a name of another shape", "names such as patients.created")
    return table


def _lists(value: object, key: str, shape: re.Pattern[str]) -> dict[str, frozenset[str]]:
    return {
        name: _strings(members, f"{key}.{name}", shape)
        for name, members in _named(value, key).items()
    }


def _strings(value: object, key: str, shape: re.Pattern[str]) -> frozenset[str]:
    if not isinstance(value, list) or not all(
        isinstance(member, str) and shape.fullmatch(member) for member in value
    ):
        raise _wrong(key, "is no list of words", "a list of words without spaces")
    return frozenset(value)


def _metric(value: object, key: str) -> Metric:
    table = _table(value, key)
    if set(table) != _METRIC_KEYS:
        raise _wrong(key, "has other keys", "unit, low, high")
    low, high = (shapes.number(table[end], -_LARGEST, _LARGEST) for end in ("low", "high"))
    if low is None or high is None or low > high:
        raise _wrong(key, "has no range", "numbers low and high, low not above high")
    unit = table["unit"]
    if not isinstance(unit, str) or unit not in UNITS:
        raise _wrong(f"{key}.unit", "is unknown", ", ".join(sorted(UNITS)))
    return Metric(unit=unit, low=low, high=high)


def _mrn(whole: dict[str, Any]) -> str:
    identifiers = whole.get("identifiers", {})
    entry = _table(identifiers, "identifiers").get("mrn")
    if entry is None:
        return ""
    pattern = _table(entry, "identifiers.mrn").get("pattern", "")
    try:
        re.compile(pattern)
    except (re.error, TypeError) as error:
        raise _wrong("identifiers.mrn.pattern", "is no pattern", "a regular expression") from error
    return str(pattern)
