"""DRF answers API exceptions itself, so the SDK never sees them: 5xx are captured here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sentry_sdk
from rest_framework.views import exception_handler as drf_exception_handler

if TYPE_CHECKING:
    from rest_framework.response import Response

SERVER_ERROR = 500


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer as DRF does; capture what it turns into a 5xx and answer that without its text.

    Returns None for exceptions that DRF does not handle: Django's own signal captures those.
    """
    response = drf_exception_handler(exc, context)
    if response is not None and response.status_code >= SERVER_ERROR:
        event_id = sentry_sdk.capture_exception(exc)
        response.data = {"detail": "Something went wrong.", "reference": event_id or ""}
    return response
