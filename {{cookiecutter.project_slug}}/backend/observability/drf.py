"""DRF answers API exceptions itself, so the SDK never sees them: they are captured here, once.

An error of 5xx is an event. A refused body is an answer: it is counted by route, and leaves a
breadcrumb with the names of fields and the codes of what is wrong with them, never a value. With
CAPTURE_VALIDATION_ERRORS=1 it is a warning as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sentry_sdk
from django.conf import settings
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.views import exception_handler as drf_exception_handler

from observability import rebuild_spans, routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.response import Response

SERVER_ERROR: Final = 500
VALIDATION_FAILED: Final = "validation.failed"  # the metric
_DEEPEST: Final = 5


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer as DRF does; capture what it turns into a 5xx and answer that without its text.

    Returns None for exceptions that DRF does not handle: Django's own signal captures those.
    """
    response = drf_exception_handler(exc, context)
    if response is not None and response.status_code >= SERVER_ERROR:
        event_id = sentry_sdk.capture_exception(exc, contexts=_code_of(exc))
        reference = event_id or sentry_sdk.last_event_id() or ""
        response.data = {"detail": "Something went wrong.", "reference": reference}
    elif isinstance(exc, ValidationError):
        _refused(exc, context.get("request"))
    return response


def _code_of(exc: Exception) -> dict[str, dict[str, Any]]:
    code = exc.get_codes() if isinstance(exc, APIException) else None
    return {"api": {"code": code}} if isinstance(code, str) else {}


def _refused(exc: ValidationError, request: object) -> None:
    fields: dict[str, list[str]] = {}
    for name, code in _codes(exc.get_codes(), ()):
        fields.setdefault(name, []).append(code)
    sentry_sdk.metrics.count(
        VALIDATION_FAILED, 1, attributes={"transaction": routes.of_request(request)}
    )
    sentry_sdk.add_breadcrumb(
        category=rebuild_spans.VALIDATION, level="warning", data={rebuild_spans.FIELDS: fields}
    )
    if settings.CAPTURE_VALIDATION_ERRORS:
        sentry_sdk.capture_exception(
            exc, level="warning", contexts={"validation": {rebuild_spans.FIELDS: fields}}
        )


def _codes(found: object, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the field's name, dotted, and the code, for each of what is wrong."""
    if isinstance(found, dict) and len(path) < _DEEPEST:
        for name, inner in found.items():
            yield from _codes(inner, (*path, str(name)))
    elif isinstance(found, list):
        for inner in found:
            yield from _codes(inner, path)
    elif isinstance(found, str):
        yield ".".join(path), found
