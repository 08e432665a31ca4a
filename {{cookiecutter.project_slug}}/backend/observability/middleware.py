"""The outermost middleware: what a request is called, and answers of 5xx that nobody captured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sentry_sdk

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

SERVER_ERROR: Final = 500
# What probes are answered is a state, not an error.
PROBES: Final = frozenset({"/healthz", "/readyz"})


class CaptureServerErrors:
    """Captures an answer of 5xx that came without an exception, or whose exception was eaten."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        before = sentry_sdk.last_event_id()
        response = self.get_response(request)
        failed = response.status_code >= SERVER_ERROR and request.path_info not in PROBES
        if failed and sentry_sdk.last_event_id() == before:
            sentry_sdk.capture_message(
                "A server error was answered without an exception.",
                level="error",
                contexts={"response": {"status_code": response.status_code}},
            )
        return response
