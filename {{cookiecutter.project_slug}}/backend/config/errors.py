"""What a failed request answers: a reference to look the error up by, never the error's text."""

from collections.abc import Callable

import sentry_sdk
from django.http import HttpRequest, HttpResponse, JsonResponse

FORBIDDEN = 403
SERVER_ERROR = 500


def server_error(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Answer an unhandled exception (`handler500`)."""
    reference = sentry_sdk.last_event_id() or ""
    return JsonResponse(
        {"detail": "Something went wrong.", "reference": reference}, status=SERVER_ERROR
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:  # noqa: ARG001
    """Answer a request without a valid CSRF token."""
    return JsonResponse({"detail": f"CSRF Failed: {reason}"}, status=FORBIDDEN)


class JsonServerErrors:
    """Answers as `server_error` under /api/ also in DEBUG, where Django shows its debug page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        is_page = not response.headers.get("Content-Type", "").startswith("application/json")
        failed = response.status_code == SERVER_ERROR
        if failed and is_page and request.path.startswith("/api/"):
            answer = server_error(request)
            # Django logs a response once; this one stands for a response that it has logged.
            vars(answer)["_has_been_logged"] = True
            return answer
        return response
