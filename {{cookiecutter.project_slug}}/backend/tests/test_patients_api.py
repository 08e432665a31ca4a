"""Patients over HTTP: shapes, searching, roles, clinics, wrong input."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from patients.models import Patient, StaffMember
from tests.conftest import World, patient_of

pytestmark = pytest.mark.services

SUMMARY = {
    "id",
    "mrn",
    "first_name",
    "last_name",
    "date_of_birth",
    "phone",
    "status",
    "assigned_doctor",
}
NEW = {
    "mrn": "MRN-200002",
    "first_name": "Omar",
    "last_name": "Ito",
    "date_of_birth": "1991-05-17",
    "phone": "+1 212 555 0177",
    "email": "omar@example.org",
}


def test_list_has_the_summary_of_the_own_clinic(world: World, doctor_client: APIClient) -> None:
    answer = doctor_client.get("/api/patients/").json()
    assert (answer["count"], answer["next"], answer["previous"]) == (1, None, None)
    (row,) = answer["results"]
    assert set(row) == SUMMARY
    assert row["id"] == str(world.patient.id)
    assert row["assigned_doctor"] == {"id": str(world.doctor.id), "display_name": "Doctor"}


def test_pages_hold_twenty_in_a_stable_order(world: World, doctor_client: APIClient) -> None:
    for number in range(24):
        patient_of(world.clinic, world.doctor, mrn=f"MRN-3000{number:02d}")
    first = doctor_client.get("/api/patients/").json()
    second = doctor_client.get("/api/patients/", {"page": 2}).json()
    assert (first["count"], len(first["results"]), len(second["results"])) == (25, 20, 5)
    ids = [row["id"] for row in first["results"] + second["results"]]
    assert len(set(ids)) == 25


@pytest.mark.parametrize("wanted", ["kowal", "ADA", "MRN-100001", "555-0101", "ada kowalski"])
def test_search_finds(world: World, doctor_client: APIClient, wanted: str) -> None:
    assert doctor_client.get("/api/patients/", {"search": wanted}).json()["count"] == 1


@pytest.mark.parametrize("wanted", ["nobody", "penicillin", "900-12-3456"])
def test_search_does_not_look_into_clinical_fields(
    world: World, doctor_client: APIClient, wanted: str
) -> None:
    assert doctor_client.get("/api/patients/", {"search": wanted}).json()["count"] == 0


def test_filters(world: World, doctor_client: APIClient) -> None:
    def count(**query: str) -> int:
        found: int = doctor_client.get("/api/patients/", query).json()["count"]
        return found

    assert count(status="active") == 1
    assert count(status="inactive") == 0
    assert count(assigned_doctor=str(world.doctor.id)) == 1
    assert count(assigned_doctor=str(uuid.uuid4())) == 0
    assert doctor_client.get("/api/patients/", {"status": "gone"}).status_code == 400


def test_the_list_asks_the_database_a_constant_number_of_times(
    world: World, doctor_client: APIClient, django_assert_max_num_queries: Any
) -> None:
    for number in range(15):
        patient_of(world.clinic, world.doctor, mrn=f"MRN-4000{number:02d}")
    with django_assert_max_num_queries(5):
        doctor_client.get("/api/patients/")


def test_create_read_change_delete(world: World, doctor_client: APIClient) -> None:
    given = {**NEW, "ssn": "900-11-2222", "assigned_doctor_id": str(world.doctor.id)}
    created = doctor_client.post("/api/patients/", given)
    assert created.status_code == 201
    assert set(created.json()) == SUMMARY | {"email", "ssn", "notes", "clinic", "created_at"}
    assert created.json()["clinic"] == str(world.clinic.id)
    assert created.json()["assigned_doctor"]["id"] == str(world.doctor.id)
    address = f"/api/patients/{created.json()['id']}/"

    changed = doctor_client.patch(address, {"status": "inactive", "assigned_doctor_id": None})
    assert changed.status_code == 200
    assert (changed.json()["status"], changed.json()["assigned_doctor"]) == ("inactive", None)
    assert doctor_client.get(address).json() == changed.json()
    assert doctor_client.put(address, given).status_code == 405
    assert doctor_client.delete(address).status_code == 204
    assert doctor_client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mrn", ""),
        ("mrn", "MRN-100001"),
        ("mrn", "<script>"),
        ("first_name", ""),
        ("date_of_birth", "17/05/1991"),
        ("date_of_birth", "1066-10-14"),
        ("phone", "call me"),
        ("phone", "5"),
        ("email", "not an address"),
        ("ssn", "900112222"),
        ("ssn", "900-11-22223"),
        ("status", "gone"),
        ("notes", "x" * 10_001),
        ("assigned_doctor_id", "not-an-id"),
    ],
)
def test_wrong_values_are_named_by_field(
    world: World, doctor_client: APIClient, field: str, value: str
) -> None:
    answer = doctor_client.post("/api/patients/", {**NEW, field: value})
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert all(isinstance(message, str) for message in answer.json()[field])
    assert Patient.objects.filter(clinic=world.clinic).count() == 1


def test_nobody_is_born_tomorrow(world: World, doctor_client: APIClient) -> None:
    tomorrow = timezone.now().date() + datetime.timedelta(days=1)
    answer = doctor_client.post("/api/patients/", {**NEW, "date_of_birth": tomorrow.isoformat()})
    assert answer.json() == {"date_of_birth": ["The date of birth cannot be in the future."]}


def test_a_patient_keeps_their_number(world: World, doctor_client: APIClient) -> None:
    address = f"/api/patients/{world.patient.id}/"
    assert doctor_client.patch(address, {"mrn": world.patient.mrn}).status_code == 200


def test_the_clinic_cannot_be_chosen(world: World, doctor_client: APIClient) -> None:
    answer = doctor_client.post("/api/patients/", {**NEW, "clinic": str(world.other_clinic.id)})
    assert answer.json()["clinic"] == str(world.clinic.id)


@pytest.mark.parametrize("who", ["other_doctor", "nurse"])
def test_only_a_doctor_of_the_clinic_can_be_assigned(
    world: World, doctor_client: APIClient, who: str
) -> None:
    answer = doctor_client.post(
        "/api/patients/", {**NEW, "assigned_doctor_id": str(getattr(world, who).id)}
    )
    assert answer.status_code == 400
    assert list(answer.json()) == ["assigned_doctor_id"]


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_another_clinics_patient_does_not_exist(
    world: World, doctor_client: APIClient, method: str
) -> None:
    address = f"/api/patients/{world.other_patient.id}/"
    assert getattr(doctor_client, method)(address).status_code == 404
    assert Patient.objects.filter(pk=world.other_patient.pk).exists()


@pytest.mark.parametrize(
    ("role", "sees"),
    [("doctor", True), ("nurse", True), ("reception", False), ("manager", False)],
)
def test_ssn_and_notes_are_for_doctors_and_nurses(
    world: World, client_of: Callable[[StaffMember], APIClient], role: str, sees: bool
) -> None:
    client = client_of(getattr(world, role))
    address = f"/api/patients/{world.patient.id}/"
    body = client.get(address).json()
    assert ("ssn" in body, "notes" in body) == (sees, sees)
    assert (b"900-12-3456" in client.get(address).content) is sees
    assert (b"900-12-3456" in client.patch(address, {"phone": ""}).content) is sees

    written = client.patch(address, {"notes": "New."})
    assert written.status_code == (200 if sees else 400)
    world.patient.refresh_from_db()
    assert (world.patient.notes == "New.") is sees
    if not sees:
        assert written.json() == {"notes": ["Only doctors and nurses may write this field."]}


def test_no_model_spells_a_patients_data(world: World) -> None:
    for row in (world.patient, world.appointment, world.doctor):
        text = f"{row!s} {row!r}"
        assert str(row.pk) in text
        assert not any(word in text for word in ("Ada", "Kowalski", "MRN", "cough", "Doctor"))
