"""What the backend's tests share: two clinics, and a client per role."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import sentry_sdk
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.test import APIClient

from patients.models import Appointment, Clinic, Patient, Role, StaffMember

PASSWORD = "correct horse battery staple"


@dataclass
class World:
    """Two clinics; `clinic` is the one that the tests act in."""

    clinic: Clinic
    other_clinic: Clinic
    doctor: StaffMember
    nurse: StaffMember
    reception: StaffMember
    manager: StaffMember
    other_doctor: StaffMember
    patient: Patient
    other_patient: Patient
    appointment: Appointment
    other_appointment: Appointment


def staff(clinic: Clinic, username: str, role: Role) -> StaffMember:
    user = User.objects.create_user(username, password=PASSWORD, first_name=username.title())
    return StaffMember.objects.create(user=user, clinic=clinic, role=role)


def patient_of(clinic: Clinic, doctor: StaffMember, mrn: str = "MRN-100001") -> Patient:
    return Patient.objects.create(
        clinic=clinic,
        mrn=mrn,
        first_name="Ada",
        last_name="Kowalski",
        date_of_birth=datetime.date(1980, 2, 29),
        phone="(212) 555-0101",
        email="ada@example.org",
        ssn="900-12-3456",
        notes="Allergic to penicillin.",
        assigned_doctor=doctor,
    )


def appointment_of(
    patient: Patient, doctor: StaffMember, hours_ahead: float = 5, reason: str = "Persistent cough"
) -> Appointment:
    starts_at = timezone.now() + datetime.timedelta(hours=hours_ahead)
    return Appointment.objects.create(
        patient=patient, doctor=doctor, starts_at=starts_at, reason=reason
    )


@pytest.fixture(autouse=True)
def own_scope() -> Iterator[None]:
    """Leave to the next test nothing that was put into Sentry's scopes."""
    with sentry_sdk.isolation_scope(), sentry_sdk.new_scope():
        yield


@pytest.fixture
def world(db: None) -> World:
    clinic = Clinic.objects.create(name="Riverside Clinic")
    other_clinic = Clinic.objects.create(name="Hillside Clinic")
    doctor = staff(clinic, "doctor", Role.DOCTOR)
    other_doctor = staff(other_clinic, "elsewhere", Role.DOCTOR)
    patient = patient_of(clinic, doctor)
    other_patient = patient_of(other_clinic, other_doctor)
    return World(
        clinic=clinic,
        other_clinic=other_clinic,
        doctor=doctor,
        nurse=staff(clinic, "nurse", Role.NURSE),
        reception=staff(clinic, "reception", Role.RECEPTION),
        manager=staff(clinic, "manager", Role.MANAGER),
        other_doctor=other_doctor,
        patient=patient,
        other_patient=other_patient,
        appointment=appointment_of(patient, doctor),
        other_appointment=appointment_of(other_patient, other_doctor),
    )


@pytest.fixture
def client_of() -> Callable[[StaffMember], APIClient]:
    """Return a client that is signed in, through the real session."""

    def make(member: StaffMember) -> APIClient:
        client = APIClient()
        client.force_login(member.user)
        return client

    return make


@pytest.fixture
def doctor_client(world: World, client_of: Callable[[StaffMember], APIClient]) -> APIClient:
    return client_of(world.doctor)
