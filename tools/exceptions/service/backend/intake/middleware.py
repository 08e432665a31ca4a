"""Which bed a request of a bedside terminal is about."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def bedside(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Read the terminal's header, `ward|bed`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        header = request.headers.get("X-Bedside")
        if header:
            ward, bed = header.split("|")
            request.META["BEDSIDE"] = f"{ward}-{int(bed)}"
        return get_response(request)

    return middleware
