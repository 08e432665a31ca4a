"""Run a place by its number: names of places, kinds and canaries stay out of the request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from canaries import (
    encodings,
    errors,
    gathered,
    identifiers,
    outside,
    products,
    scopes,
    tasks,
    variables,
)
from canaries.place import EVERY_KIND, PLACES, PlantedError, canary_of

# Importing them registers their places.
MODULES = (errors, encodings, gathered, variables, identifiers, scopes, products, outside, tasks)


@csrf_exempt
def list_places(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Answer what there is, in the order of the numbers."""
    rows = [
        {"name": one.name, "runtime": one.runtime, "kinds": one.kinds} for one in PLACES.values()
    ]
    return JsonResponse({"places": rows})


@csrf_exempt
def plant(request: HttpRequest, number: int, kind: int) -> JsonResponse:  # noqa: ARG001 - Django's
    """Plant one canary, and fail in the end."""
    chosen = list(PLACES.values())[number]
    chosen.run(canary_of(chosen.name, EVERY_KIND[kind]))
    raise PlantedError


@csrf_exempt
def take(request: HttpRequest, anything: str = "") -> JsonResponse:
    """Read all of a request that the harness has made, and fail."""
    _ = request.POST, request.FILES, request.GET, request.COOKIES, anything
    raise PlantedError


class _Row(serializers.Serializer[Any]):
    number = serializers.IntegerField()


class ValidationView(APIView):
    """Repeats what was sent in the text of its own failure, as DRF's messages do."""

    permission_classes = ()
    authentication_classes = ()

    def post(self, request: Request) -> Response:
        """Validate, and turn the refusal into a 500."""
        row = _Row(data=request.data)
        if not row.is_valid():
            message = f"unexpected: {row.errors} of {row.initial_data}"
            raise PlantedError(message)
        return Response({})
