"""Which requests and tasks are traced: none of the probes, and a share of the rest.

The share is TRACES_SAMPLE_RATE, or what TRACES_SAMPLE_RATES says of a route or a task by its name.
Whoever began the trace has decided for all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from observability import routes

if TYPE_CHECKING:
    from collections.abc import Mapping

# Nobody looks at their traces, and they are asked for all day.
PROBES: Final = frozenset({"/healthz", "/readyz"})


class Sampler:
    """A `traces_sampler`: called with what Sentry knows of a trace that begins, returns a rate."""

    def __init__(self, rate: float, by_name: Mapping[str, float]) -> None:
        """Take the rate of all, 0 to 1, and the rates of route templates and task names."""
        self._rate, self._by_name = rate, dict(by_name)
        self.rates = frozenset({0.0, 1.0, float(rate), *map(float, by_name.values())})

    def __call__(self, context: Mapping[str, Any]) -> float:
        """Return the share of such traces to keep, 0 to 1."""
        path = _path(context)
        if path in PROBES:
            return 0.0
        decided = context.get("parent_sampled")
        if decided is not None:
            return float(decided)
        return self._by_name.get(_name(context, path), self._rate) if self._by_name else self._rate


def _path(context: Mapping[str, Any]) -> str:
    web = context.get("wsgi_environ", {}).get("PATH_INFO")
    path = context.get("asgi_scope", {}).get("path", "") if web is None else web
    return path if type(path) is str else ""


def _name(context: Mapping[str, Any], path: str) -> str:
    if path:
        return routes.of_path(path)
    return str(context.get("celery_job", {}).get("task", ""))
