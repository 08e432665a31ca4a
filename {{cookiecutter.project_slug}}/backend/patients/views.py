"""Patients, appointments and doctors of the caller's own clinic."""

from typing import Any, TypeVar

import sentry_sdk
from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema
from kombu.exceptions import OperationalError
from rest_framework import generics, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from patients.filters import AppointmentFilter, PatientFilter
from patients.models import Appointment, Patient, Role, StaffMember
from patients.permissions import staff_member
from patients.serializers import (
    AppointmentSerializer,
    DetailSerializer,
    DoctorSerializer,
    PatientSerializer,
    PatientSummarySerializer,
)
from patients.tasks import send_appointment_reminder

METHODS = ["get", "post", "patch", "delete", "head", "options"]
QUEUE_AWAY = "The reminder could not be queued. Please try again in a moment."
_Row = TypeVar("_Row", bound=Model)


class ClinicViewSet(viewsets.ModelViewSet[_Row]):
    """Rows of the caller's own clinic."""

    http_method_names = METHODS

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say what is done to what, in tags that the policy lists: events are found by them."""
        operation = "update" if self.action == "partial_update" else self.action
        sentry_sdk.set_tags({"resource_type": self.basename, "operation": operation})
        super().initial(request, *args, **kwargs)


class PatientViewSet(ClinicViewSet[Patient]):
    """The clinic's patients. `search` looks into names, number and phone."""

    queryset = Patient.objects.none()
    serializer_class = PatientSerializer
    filterset_class = PatientFilter
    search_fields = ["first_name", "last_name", "mrn", "phone"]

    def get_queryset(self) -> QuerySet[Patient]:
        """Return the clinic's patients; another clinic's do not exist."""
        clinic_id = staff_member(self.request).clinic_id
        return Patient.objects.filter(clinic_id=clinic_id).select_related("assigned_doctor__user")

    def get_serializer_class(self) -> type[BaseSerializer[Patient]]:
        """Return the short shape for lists."""
        return PatientSummarySerializer if self.action == "list" else PatientSerializer

    def get_object(self) -> Patient:
        """Return the patient that the address names; errors from here on say which, as a hash."""
        patient = super().get_object()
        sentry_sdk.set_context("patient", {"id": str(patient.pk)})
        return patient

    def perform_create(self, serializer: BaseSerializer[Patient]) -> None:
        """Save into the caller's clinic."""
        serializer.save(clinic_id=staff_member(self.request).clinic_id)
        sentry_sdk.metrics.count("patients.created", 1)


class AppointmentViewSet(ClinicViewSet[Appointment]):
    """The clinic's appointments."""

    queryset = Appointment.objects.none()
    serializer_class = AppointmentSerializer
    filterset_class = AppointmentFilter

    def get_queryset(self) -> QuerySet[Appointment]:
        """Return the clinic's appointments; another clinic's do not exist."""
        clinic_id = staff_member(self.request).clinic_id
        return Appointment.objects.filter(patient__clinic_id=clinic_id).select_related(
            "doctor__user"
        )

    def get_object(self) -> Appointment:
        """Return the appointment that the address names; errors say which, as a hash."""
        appointment = super().get_object()
        sentry_sdk.set_context("appointment", {"id": str(appointment.pk)})
        return appointment

    @extend_schema(request=None, responses={202: None, 503: DetailSerializer})
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, **_: Any) -> Response:  # noqa: ARG002 - DRF's
        """Queue the reminder now; it is sent if it is due and was not sent yet."""
        appointment = self.get_object()
        try:
            send_appointment_reminder.delay(str(appointment.pk))
        except OperationalError as error:
            # What is caught is an answer, and nobody else hears of it: hence captured here.
            sentry_sdk.capture_exception(error)
            return Response({"detail": QUEUE_AWAY}, status=status.HTTP_503_SERVICE_UNAVAILABLE)
        return Response(status=status.HTTP_202_ACCEPTED)


class DoctorList(generics.ListAPIView[StaffMember]):
    """The clinic's doctors, for choosing one."""

    queryset = StaffMember.objects.none()
    serializer_class = DoctorSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[StaffMember]:
        """Return the clinic's doctors."""
        clinic_id = staff_member(self.request).clinic_id
        doctors = StaffMember.objects.filter(clinic_id=clinic_id, role=Role.DOCTOR)
        return doctors.select_related("user")
