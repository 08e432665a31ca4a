"""Ways to fail in Django REST framework."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from failures import errors
from patients.models import Clinic
from sentry_check import tasks as sentry_check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class VisitSerializer(serializers.Serializer[Any]):
    first_name = serializers.CharField(max_length=3)
    status = serializers.ChoiceField(["active"])
    labels = serializers.DictField(child=serializers.IntegerField(), required=False)


class BrokenSerializer(serializers.ModelSerializer[Clinic]):
    class Meta:
        model = Clinic
        fields = ["name"]

    def to_representation(self, _: Clinic) -> dict[str, Any]:
        errors.fail("a serializer")
        return {}


class Unavailable(exceptions.APIException):
    status_code = 503
    default_code = "records_unavailable"


def view(_: Request) -> Response:
    errors.fail("a view of the API")
    return Response()


def serializer(_: Request) -> Response:
    return Response(BrokenSerializer(Clinic()).data)


def validation(request: Request) -> Response:
    VisitSerializer(data=request.data).is_valid(raise_exception=True)
    return Response()


def not_found(_: Request) -> Response:
    raise exceptions.NotFound


def permission_denied(_: Request) -> Response:
    raise exceptions.PermissionDenied


def not_authenticated(_: Request) -> Response:
    raise exceptions.NotAuthenticated


def parse_error(request: Request) -> Response:
    return Response(request.data)


def throttled(_: Request) -> Response:
    return Response()


def api_exception(_: Request) -> Response:
    raise exceptions.APIException


def unavailable(_: Request) -> Response:
    raise Unavailable


WAYS: Mapping[str, Callable[[Request], Response]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(view, serializer, validation, not_found, permission_denied, not_authenticated),
        *(parse_error, throttled, api_exception, unavailable),
    )
} | {"handler-500": view}


class Always(BaseThrottle):
    def allow_request(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - DRF's
        return False

    def wait(self) -> float:
        return 30


class FailingView(APIView):
    permission_classes = ()
    authentication_classes = ()

    def get_throttles(self) -> list[BaseThrottle]:
        return [Always()] if self.kwargs["way"] == "throttled" else []

    def get_exception_handler(self) -> Callable[..., Response | None]:
        if self.kwargs["way"] == "handler-500":
            return lambda *_: Response({"detail": "Something went wrong."}, status=500)
        handler: Callable[..., Response | None] = super().get_exception_handler()
        return handler

    def post(self, request: Request, way: str) -> Response:
        return WAYS[way](request)


class SignedInView(APIView):
    """As the service's own views are: for staff of a clinic."""

    def get(self, _: Request) -> Response:
        errors.fail("a view of the API")
        return Response()


class SignedInQueueView(SignedInView):
    """As above; a task fails."""

    def get(self, _: Request) -> Response:
        sentry_check.fail.delay(uuid.uuid4().hex, "in a worker")
        return Response()
