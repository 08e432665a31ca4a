"""The service's policy (`phi/policy.json`), read once by `phi.policy`.

A policy that is missing or wrong is no policy: the gate then drops everything, and production
refuses to start. The TypeScript twin is `frontend/src/observability/policy.ts`.
"""

from __future__ import annotations

from functools import lru_cache

from phi.policy import Policy, PolicyError, load


@lru_cache(maxsize=1)
def _loaded() -> Policy | PolicyError:
    try:
        return load()
    except PolicyError as error:
        return error


def current() -> Policy | None:
    """Return this service's policy, read once; None if it is missing or wrong."""
    loaded = _loaded()
    return loaded if isinstance(loaded, Policy) else None


def problem() -> str | None:
    """Return what is wrong with this service's policy, in one line; None if nothing is."""
    loaded = _loaded()
    return str(loaded) if isinstance(loaded, PolicyError) else None


def forget() -> None:
    """Have the policy read anew when it is next asked for."""
    _loaded.cache_clear()
