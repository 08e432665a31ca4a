"""The template of a request's route: what it is called where its path may not be."""

from __future__ import annotations

from observability.known import KnownHere

UNROUTED = "[unrouted]"
_known = KnownHere()


def of_request(request: object) -> str:
    """Return the template of the URLconf that the request's path fits; a mark if none does."""
    return of_path(getattr(request, "path_info", ""))


def of_path(path: str) -> str:
    """Return the template of the URLconf that `path` fits; a mark if none does."""
    from sentry_sdk.integrations.django.transactions import LEGACY_RESOLVER

    try:
        route = LEGACY_RESOLVER.resolve(path)
    except Exception:  # noqa: BLE001 - a URLconf that does not load is itself the error to tell
        return UNROUTED
    return route if type(route) is str and _known.route(route) else UNROUTED
