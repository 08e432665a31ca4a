"""Patients, appointments and doctors of the caller's own clinic."""

from typing import Any

import sentry_sdk
from django.db.models import QuerySet
from rest_framework import generics, viewsets
from rest_framework.serializers import BaseSerializer

from patients.filters import AppointmentFilter, PatientFilter
from patients.models import Appointment, Patient, Role, StaffMember
from patients.permissions import staff_member
from patients.serializers import (
    AppointmentSerializer,
    DoctorSerializer,
    PatientSerializer,
    PatientSummarySerializer,
)

METHODS = ["get", "post", "patch", "delete", "head", "options"]


class PatientViewSet(viewsets.ModelViewSet[Patient]):
    """The clinic's patients. `search` looks into names, number and phone."""

    queryset = Patient.objects.none()
    serializer_class = PatientSerializer
    filterset_class = PatientFilter
    search_fields = ["first_name", "last_name", "mrn", "phone"]
    http_method_names = METHODS

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


class AppointmentViewSet(viewsets.ModelViewSet[Appointment]):
    """The clinic's appointments."""

    queryset = Appointment.objects.none()
    serializer_class = AppointmentSerializer
    filterset_class = AppointmentFilter
    http_method_names = METHODS

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
