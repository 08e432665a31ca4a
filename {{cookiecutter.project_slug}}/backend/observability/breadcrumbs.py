"""Breadcrumbs as lean as the gate reads them, from the moment that they are made.

For speed, not for safety: what does not leave need not be kept, nor made ready with each event.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import sentry_sdk
from sentry_sdk.scope import Scope

from observability import known_values, rebuild_spans
from observability.gate import GateTransport

QUERY: Final = "query"
# What the gate looks at in a breadcrumb.
_LEAN: Final = ("timestamp", "level", "type", "category", "message")


def lean(crumb: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return what of a breadcrumb the gate will look at, if there is the gate."""
    if type(sentry_sdk.get_client().transport) is not GateTransport:
        return crumb
    kept = {key: crumb[key] for key in _LEAN if crumb.get(key, "default") != "default"}
    given = crumb.get("data")
    if "log_record" not in hint and (given is None or (type(given) is dict and not given)):
        return kept  # a query's, mostly
    if crumb.get("category") == rebuild_spans.VALIDATION:
        return kept | {"data": given}
    if type(given) is dict and (named := rebuild_spans.DATA_KEYS & given.keys()):
        kept["data"] = {key: given[key] for key in named}
    known_values.remove_from_breadcrumb(kept, given, hint.get("log_record"))
    return kept


def of_query(statement: str | None) -> None:
    """Leave the breadcrumb that the SDK leaves of a query, as `lean` makes it."""
    client = Scope.get_client()
    if client.options["before_breadcrumb"] is not lean:
        sentry_sdk.add_breadcrumb(message=statement, category=QUERY)
    elif type(client.transport) is GateTransport:
        scope = Scope.get_isolation_scope()
        scope._breadcrumbs.append(
            {"timestamp": datetime.now(UTC), "category": QUERY, "message": statement}
        )
        while len(scope._breadcrumbs) > client.options["max_breadcrumbs"]:
            scope._breadcrumbs.popleft()
            scope._n_breadcrumbs_truncated += 1
