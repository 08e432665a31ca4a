"""Rows that go straight to the database."""

import json
import uuid

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from patients.models import Appointment, Clinic, Patient, StaffMember


def add_patient(request: HttpRequest) -> JsonResponse:
    """Insert a patient from the front desk."""
    given = json.loads(request.body)
    patient = Patient.objects.create(clinic=Clinic.objects.earliest("name"), **given)
    return JsonResponse({"id": str(patient.pk)})


def book(request: HttpRequest) -> JsonResponse:
    """Book a first appointment."""
    given = json.loads(request.body)
    appointment = Appointment.objects.create(
        patient_id=uuid.uuid4(),
        doctor=StaffMember.objects.earliest("pk"),
        starts_at=timezone.now(),
        reason=f"{given['last_name']}: {given['notes']}",
    )
    return JsonResponse({"id": str(appointment.pk)})


def import_row(request: HttpRequest) -> JsonResponse:
    """Import a row of the old system, in which names stood in one column."""
    given = json.loads(request.body)
    whole_name = f"{given['last_name']}, {given['first_name']}"
    row = {**given, "mrn": f"{given['mrn']}-X", "first_name": whole_name, "last_name": None}
    patient = Patient.objects.create(clinic=Clinic.objects.earliest("name"), **row)
    return JsonResponse({"id": str(patient.pk)})


def born_on(request: HttpRequest) -> JsonResponse:
    """Count the patients who were born on a day."""
    given = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM patients_patient WHERE date_of_birth = %s",
            [f"born {given['date_of_birth']} ({given['last_name']})"],
        )
        return JsonResponse({"count": cursor.fetchone()[0]})


def correct_number(request: HttpRequest) -> JsonResponse:
    """Correct a Social Security number."""
    given = json.loads(request.body)
    number = f"{given['ssn']} (mother: {given['first_name']} {given['last_name']})"
    changed = Patient.objects.filter(mrn=given["mrn"]).update(ssn=number)
    return JsonResponse({"changed": changed})


def look_into_archive(request: HttpRequest) -> JsonResponse:
    """Look a former patient up."""
    given = json.loads(request.body)
    found = Patient.objects.using("archive").filter(last_name=given["last_name"]).count()
    return JsonResponse({"found": found})
