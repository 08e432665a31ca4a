"""Appointments over HTTP."""

import datetime

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from patients.models import Appointment
from patients.tasks import send_appointment_reminder
from tests.conftest import World, appointment_of

pytestmark = pytest.mark.services
FIELDS = {"id", "patient", "starts_at", "duration_minutes", "status", "reason", "doctor"}


def new(world: World) -> dict[str, object]:
    return {
        "patient": str(world.patient.id),
        "doctor_id": str(world.doctor.id),
        "starts_at": "2030-01-02T15:30:00Z",
        "reason": "Check-up",
    }


def test_create_read_change_delete(world: World, doctor_client: APIClient) -> None:
    created = doctor_client.post("/api/appointments/", new(world))
    assert created.status_code == 201
    body = created.json()
    assert set(body) == FIELDS
    assert body["doctor"] == {"id": str(world.doctor.id), "display_name": "Doctor"}
    assert (body["duration_minutes"], body["status"]) == (30, "scheduled")
    address = f"/api/appointments/{body['id']}/"
    assert doctor_client.patch(address, {"status": "no_show"}).json()["status"] == "no_show"
    assert doctor_client.delete(address).status_code == 204
    assert doctor_client.get(address).status_code == 404


def test_filters(world: World, doctor_client: APIClient) -> None:
    late = appointment_of(world.patient, world.doctor, hours_ahead=100)
    Appointment.objects.filter(pk=late.pk).update(status="cancelled")

    def ids(**query: str) -> list[str]:
        rows = doctor_client.get("/api/appointments/", query).json()["results"]
        return [row["id"] for row in rows]

    both = [str(world.appointment.id), str(late.id)]
    in_three_days = (timezone.now() + datetime.timedelta(days=3)).isoformat()
    assert ids() == both
    assert ids(patient=str(world.patient.id)) == both
    assert ids(patient=str(world.other_patient.id)) == []
    assert ids(status="cancelled") == [str(late.id)]
    assert ids(starts_before=in_three_days) == [str(world.appointment.id)]
    assert ids(starts_after=in_three_days) == [str(late.id)]


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_another_clinics_appointment_does_not_exist(
    world: World, doctor_client: APIClient, method: str
) -> None:
    address = f"/api/appointments/{world.other_appointment.id}/"
    assert getattr(doctor_client, method)(address).status_code == 404
    assert Appointment.objects.filter(pk=world.other_appointment.pk).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_at", "tomorrow"),
        ("duration_minutes", 0),
        ("duration_minutes", 481),
        ("status", "maybe"),
        ("reason", "x" * 201),
        ("patient", "00000000-0000-4000-8000-000000000000"),
        ("doctor_id", None),
    ],
)
def test_wrong_values_are_named_by_field(
    world: World, doctor_client: APIClient, field: str, value: object
) -> None:
    answer = doctor_client.post("/api/appointments/", {**new(world), field: value})
    assert answer.status_code == 400
    assert list(answer.json()) == [field]


def test_people_of_another_clinic_cannot_be_named(world: World, doctor_client: APIClient) -> None:
    foreign = {
        "patient": str(world.other_patient.id),
        "doctor_id": str(world.other_doctor.id),
    }
    answer = doctor_client.post("/api/appointments/", {**new(world), **foreign})
    assert answer.status_code == 400
    assert set(answer.json()) == set(foreign)


def test_a_reminder_is_queued_by_id(
    world: World, doctor_client: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(send_appointment_reminder, "delay", queued.append)
    for appointment, status in ((world.appointment, 202), (world.other_appointment, 404)):
        path = f"/api/appointments/{appointment.id}/remind/"
        assert doctor_client.post(path).status_code == status
    assert queued == [str(world.appointment.id)]
