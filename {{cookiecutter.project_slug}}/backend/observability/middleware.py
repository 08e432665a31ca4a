"""The outermost middlewares: a request's id, user and log line; answers of 5xx without an error."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk

from observability import asker, live_values, request_id, sampling

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

SERVER_ERROR: Final = 500
access = logging.getLogger("access")  # one line a request, with its route: never with its path


class RequestContext:
    """Gives the request its id, answers it, and tells events who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        begin = time.perf_counter()
        taken = request_id.begin(request.headers.get(request_id.HEADER))
        asker.begin(request)
        sentry_sdk.get_isolation_scope().add_event_processor(_telling_who(request))
        live_values.begin()
        try:
            response = self.get_response(request)
        finally:
            live_values.end()
        response.headers[request_id.HEADER] = taken
        asker.answer(response)
        if request.path_info not in sampling.PROBES:
            _log(request, response, time.perf_counter() - begin)
        return response


def _log(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    about = {"request": request, "status_code": response.status_code}
    access.info("A request was answered.", extra={**about, "duration_ms": round(seconds * 1000, 1)})


def _telling_who(request: HttpRequest) -> Callable[[Any, Any], Any]:
    """Return a processor that adds the user's id, if the request has come to know its user."""

    def add(event: Any, _: Any) -> Any:
        user = asker.user_of(request)
        if user is not None:
            event.setdefault("user", {})["id"] = user
        return event

    return add


class CaptureServerErrors:
    """Captures an answer of 5xx that came without an exception, or whose exception was eaten."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        before = sentry_sdk.last_event_id()
        response = self.get_response(request)
        # What probes are answered is a state, not an error.
        failed = response.status_code >= SERVER_ERROR and request.path_info not in sampling.PROBES
        if failed and sentry_sdk.last_event_id() == before:
            sentry_sdk.capture_message(
                "A server error was answered without an exception.",
                level="error",
                contexts={"response": {"status_code": response.status_code}},
            )
        return response
