"""A view of patients that fails when all of the patient is in memory, and one for whoever measures."""

import time
from typing import Any

import sentry_sdk
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from patients.views import PatientViewSet


class FailingPatients(PatientViewSet):
    """Finds the patient as the service does, and fails to show them."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - DRF's
        """Fail, in words that hold the patient's name."""
        patient = self.get_object()
        shown = self.get_serializer(patient).data
        message = f"The record of {patient.first_name} {patient.last_name} has {len(shown)} fields"
        raise ValueError(message)


def cpu(_: HttpRequest) -> HttpResponse:
    """Send all that waits; answer the seconds of CPU time that this process has used, all threads."""
    sentry_sdk.flush(timeout=60)
    return HttpResponse(repr(time.process_time()), content_type="text/plain")
