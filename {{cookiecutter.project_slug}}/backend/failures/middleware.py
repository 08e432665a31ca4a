"""A middleware that fails, and one that eats what a view lets out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from failures import errors

if TYPE_CHECKING:
    from collections.abc import Callable


class Failing:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/failures/middleware/":
            errors.fail("a middleware")
        response = self.get_response(request)
        if request.path_info == "/failures/middleware-after/":
            errors.fail("a middleware")
        return response

    def process_exception(self, request: HttpRequest, _: Exception) -> HttpResponse | None:
        if request.path_info == "/failures/process-exception/":
            return HttpResponse(status=500)
        return None
