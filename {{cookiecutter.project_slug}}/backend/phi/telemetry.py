"""The policy's `telemetry`: which tags, contexts and metrics may leave by name."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from phi.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS: Final = frozenset(
    (
        *("none", "ratio", "percent", "bit", "byte", "kilobyte", "megabyte", "gigabyte"),
        *("nanosecond", "microsecond", "millisecond", "second", "minute", "hour", "day", "week"),
    )
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_VALUE: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_SECTIONS: Final = frozenset({"tags", "contexts", "metrics"})
_METRIC_KEYS: Final = frozenset({"unit", "low", "high"})
_LARGEST: Final = 1e15


@dataclass(frozen=True)
class Metric:
    """A registered metric: its unit, and the range that its values lie in."""

    unit: str
    low: float
    high: float


@dataclass(frozen=True)
class Telemetry:
    """What may leave by name."""

    tags: Mapping[str, frozenset[str]]
    contexts: Mapping[str, frozenset[str]]
    metrics: Mapping[str, Metric]


def read(section: object, file: str) -> Telemetry:
    """Return what the section allows.

    Raises:
        PolicyError: it says something that is not understood.
    """
    table = _table(section, "telemetry", file)
    if set(table) != _SECTIONS:
        raise PolicyError.of(file, "telemetry", "has other keys", ", ".join(sorted(_SECTIONS)))
    return Telemetry(
        tags=_lists(table["tags"], "telemetry.tags", _VALUE, file),
        contexts=_lists(table["contexts"], "telemetry.contexts", _NAME, file),
        metrics={
            name: _metric(entry, f"telemetry.metrics.{name}", file)
            for name, entry in _named(table["metrics"], "telemetry.metrics", file).items()
        },
    )


def _table(value: object, key: str, file: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PolicyError.of(file, key, "is missing or no object", "an object")
    return value


def _named(value: object, key: str, file: str) -> dict[str, Any]:
    table = _table(value, key, file)
    if not all(_NAME.fullmatch(name) for name in table):
        raise PolicyError.of(
            file, key, "has a name of another shape", "names such as patients.created"
        )
    return table


def _lists(value: object, key: str, shape: re.Pattern[str], file: str) -> dict[str, frozenset[str]]:
    found = {}
    for name, members in _named(value, key, file).items():
        if not isinstance(members, list) or not all(
            isinstance(member, str) and shape.fullmatch(member) for member in members
        ):
            raise PolicyError.of(
                file, f"{key}.{name}", "is no list of words", "a list of words without spaces"
            )
        found[name] = frozenset(members)
    return found


def _metric(value: object, key: str, file: str) -> Metric:
    table = _table(value, key, file)
    if set(table) != _METRIC_KEYS:
        raise PolicyError.of(file, key, "has other keys", "unit, low, high")
    low, high = (_number(table[end]) for end in ("low", "high"))
    if low is None or high is None or low > high:
        raise PolicyError.of(file, key, "has no range", "numbers low and high, low not above high")
    unit = table["unit"]
    if not isinstance(unit, str) or unit not in UNITS:
        raise PolicyError.of(file, f"{key}.unit", "is unknown", ", ".join(sorted(UNITS)))
    return Metric(unit=unit, low=low, high=high)


def _number(value: object) -> float | int | None:
    if type(value) is not int and type(value) is not float:
        return None
    return value if math.isfinite(value) and -_LARGEST <= value <= _LARGEST else None
