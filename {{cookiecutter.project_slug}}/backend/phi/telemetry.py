"""The policy's `telemetry`: which tags, contexts and metrics may leave by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from phi.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT: Final = "text"


@dataclass(frozen=True)
class Metric:
    """A registered metric: its unit, and the range that its values lie in."""

    unit: str
    low: float
    high: float


@dataclass(frozen=True)
class Telemetry:
    """What may leave by name."""

    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    text_tags: frozenset[str] = frozenset()
    contexts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)


def read(section: Mapping[str, Any] | None, file: str) -> Telemetry:
    """Return what a section allows that is as the schema says; None allows nothing.

    Raises:
        PolicyError: a metric's range is none.
    """
    if section is None:
        return Telemetry()
    metrics = {name: Metric(**entry) for name, entry in section["metrics"].items()}
    for name, one in metrics.items():
        if one.low > one.high:
            accepted = "numbers low and high, low not above high"
            raise PolicyError.of(file, f"telemetry.metrics.{name}", "has no range", accepted)
    tags = section["tags"]
    return Telemetry(
        tags={name: frozenset(values) for name, values in tags.items() if values != TEXT},
        text_tags=frozenset(name for name, values in tags.items() if values == TEXT),
        contexts={name: frozenset(keys) for name, keys in section["contexts"].items()},
        metrics=metrics,
    )
