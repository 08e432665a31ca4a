"""One address per way to fail. None exists in production."""

import json
import uuid
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sentry_check import tasks
from sentry_check.errors import SentryCheckError, SentryCheckUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_NOTE = 500


class NoteSerializer(serializers.Serializer[Any]):
    """Text that goes into the error, to see that it does not arrive at Sentry."""

    note = serializers.CharField(
        max_length=LONGEST_NOTE, required=False, allow_blank=True, default=""
    )


class EventIdSerializer(serializers.Serializer[Any]):
    """The event to look for."""

    event_id = serializers.CharField(read_only=True)


class ServerErrorSerializer(serializers.Serializer[Any]):
    """What every 5xx answers."""

    detail = serializers.CharField(read_only=True)
    reference = serializers.CharField(read_only=True)


class MayCheck(BasePermission):
    """Lets through who is signed in, and in DEBUG everybody; in production there is nothing."""

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - DRF's
        """Tell whether the request may go on; Http404 in production."""
        if settings.IS_PRODUCTION:
            raise Http404
        return settings.DEBUG or request.user.is_authenticated


def _note(data: object) -> str:
    given = NoteSerializer(data=data)
    given.is_valid(raise_exception=True)
    note: str = given.validated_data["note"]
    return note


def checked(view: "Callable[[HttpRequest], HttpResponseBase]") -> Any:
    """Keep a plain Django view as `MayCheck` keeps the others."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> HttpResponseBase:
        if settings.IS_PRODUCTION:
            raise Http404
        if not settings.DEBUG and not request.user.is_authenticated:
            return JsonResponse({"detail": "Sign in first."}, status=403)
        return view(request)

    return wrapper


@require_POST
@checked
def django_view(request: HttpRequest) -> JsonResponse:
    """Fail in a plain Django view."""
    try:
        data = json.loads(request.body or b"{}")
    except ValueError:
        return JsonResponse({"detail": "The body is no JSON."}, status=400)
    given = NoteSerializer(data=data)
    if not given.is_valid():
        return JsonResponse(given.errors, status=400)
    message = f"sentry-check in a Django view: {given.validated_data['note']}"
    raise SentryCheckError(message)


class DrfView(APIView):
    """Fail in DRF with an error that DRF answers itself."""

    permission_classes = [MayCheck]

    @extend_schema(request=NoteSerializer, responses={503: ServerErrorSerializer})
    def post(self, request: Request) -> Response:
        """Raise a 5xx APIException."""
        message = f"sentry-check in DRF: {_note(request.data)}"
        raise SentryCheckUnavailable(message)


class CeleryView(APIView):
    """Fail in a Celery task."""

    permission_classes = [MayCheck]

    @extend_schema(request=NoteSerializer, responses={202: EventIdSerializer})
    def post(self, request: Request) -> Response:
        """Queue the task; its event will have the id that is answered here."""
        event_id = uuid.uuid4().hex
        tasks.fail.delay(event_id, _note(request.data))
        return Response({"event_id": event_id}, status=status.HTTP_202_ACCEPTED)
