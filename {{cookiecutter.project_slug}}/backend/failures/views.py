"""Ways to fail in plain Django views: the functions that `fail` looks up by the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

if TYPE_CHECKING:
    from collections.abc import Callable


def view(_: HttpRequest) -> HttpResponse:
    message = "a view fails"
    raise ValueError(message)


WAYS: dict[str, Callable[[HttpRequest], HttpResponse]] = {"view": view}


@csrf_exempt
def fail(request: HttpRequest, way: str) -> HttpResponse:
    return WAYS[way](request)
