"""What an event says of its task: name, ids, number of the try, and the tries before it.

Earlier tries ran elsewhere, so the message itself carries their moments and the classes of what
they failed with, never a text.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk

from observability import shapes
from observability.known import name_of_class

if TYPE_CHECKING:
    from celery.app.task import Context, Task

HEADER: Final = "tries"
CONTEXT: Final = "celery"
_MOST: Final = 20  # tries that a message remembers
_LATEST: Final = 2**32  # seconds since the epoch
_UNKNOWN: Final = "an exception"


def trace() -> str:
    """Return the id of the trace that goes on here."""
    return str(sentry_sdk.get_current_scope().get_trace_context()["trace_id"])


def with_this_try(request: Context, error: BaseException | None) -> dict[str, Any]:
    """Return the headers for the next try, which tell of this one."""
    headers = dict(shapes.mapping(request.headers))
    failed_with = (name_of_class(type(error)) if error is not None else None) or _UNKNOWN
    earlier = shapes.listed(headers.get(HEADER))
    headers[HEADER] = [*earlier, [time.time(), failed_with]][-_MOST:]
    return headers


def tell(task: Task[Any, Any], request: Context, headers: dict[str, Any] | None) -> None:
    """Put what is known of this try, and of the tries that its headers tell of, into the scope."""
    scope = sentry_sdk.get_isolation_scope()
    scope.set_context(
        CONTEXT,
        {
            "task": task.name,
            "id": request.id,
            "parent_id": request.parent_id,
            "root_id": request.root_id,
            "tries": request.retries + 1,
        },
    )
    for crumb in earlier_tries(headers):
        scope.add_breadcrumb(crumb)


def earlier_tries(headers: object) -> list[dict[str, Any]]:
    """Return a breadcrumb for each try that the headers tell of; what has another shape is none."""
    found = []
    for entry in shapes.listed(shapes.mapping(headers).get(HEADER))[-_MOST:]:
        given, failed_with = (*shapes.listed(entry), None, None)[:2]
        moment = shapes.number(given, 0, _LATEST)
        if moment is not None and type(failed_with) is str:
            crumb = {
                "type": "error",
                "level": "warning",
                "message": f"An earlier try failed: {failed_with}",
                "timestamp": datetime.fromtimestamp(moment, UTC),
            }
            found.append(crumb)
    return found
