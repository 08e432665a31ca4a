"""Signing in and out."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from patients.models import StaffMember
from tests.conftest import PASSWORD, World

TOKEN = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"
pytestmark = pytest.mark.services


def next_server(token: str | None = TOKEN) -> APIClient:
    """Return a client that asks as the Next.js server does: a CSRF token of its own making."""
    client = APIClient(enforce_csrf_checks=True)
    if token:
        client.cookies["csrftoken"] = token
        client.credentials(HTTP_X_CSRFTOKEN=token)
    return client


def test_sign_in_says_who_one_is_and_sets_a_safe_cookie(world: World) -> None:
    client = next_server()
    answer = client.post("/api/session/", {"username": "doctor", "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(world.doctor.id),
        "username": "doctor",
        "display_name": "Doctor",
        "role": "doctor",
        "clinic": {"id": str(world.clinic.id), "name": "Riverside Clinic"},
    }
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert client.get("/api/session/").json() == answer.json()


@pytest.mark.parametrize(
    ("username", "password"), [("doctor", "wrong"), ("nobody", PASSWORD), ("clinicless", PASSWORD)]
)
def test_all_that_is_wrong_answers_alike(
    world: World, django_user_model: type, username: str, password: str
) -> None:
    django_user_model.objects.create_user("clinicless", password=PASSWORD)  # type: ignore[attr-defined]
    answer = next_server().post("/api/session/", {"username": username, "password": password})
    assert answer.status_code == 400
    assert answer.json() == {"detail": "Wrong user name or password."}
    assert "sessionid" not in answer.cookies


def test_missing_fields_are_named(db: None) -> None:
    answer = next_server().post("/api/session/", {})
    assert answer.status_code == 400
    assert set(answer.json()) == {"username", "password"}


def test_signing_in_wants_a_csrf_token(world: World) -> None:
    given = {"username": "doctor", "password": PASSWORD}
    answer = next_server(token=None).post("/api/session/", given)
    assert answer.status_code == 403
    assert "sessionid" not in answer.cookies


def test_writing_wants_a_csrf_token(world: World) -> None:
    client = next_server(token=None)
    client.force_login(world.doctor.user)
    assert client.delete(f"/api/patients/{world.patient.id}/").status_code == 403


def test_sign_out_ends_the_session_on_the_server(world: World) -> None:
    client = next_server()
    client.post("/api/session/", {"username": "doctor", "password": PASSWORD})
    session = client.cookies["sessionid"].value
    again = next_server()
    again.cookies["sessionid"] = session
    assert again.delete("/api/session/").status_code == 204
    again.cookies["sessionid"] = session
    assert again.get("/api/session/").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/api/session/", "/api/patients/", "/api/appointments/", "/api/doctors/"],
)
def test_strangers_get_403(db: None, path: str) -> None:
    assert next_server().get(path).status_code == 403


def test_an_account_of_no_clinic_sees_nothing(world: World, django_user_model: type) -> None:
    client = APIClient()
    client.force_login(django_user_model.objects.create_user("clinicless"))  # type: ignore[attr-defined]
    assert client.get("/api/patients/").status_code == 403


def test_doctors_are_those_of_the_clinic(
    world: World, client_of: Callable[[StaffMember], APIClient]
) -> None:
    answer = client_of(world.reception).get("/api/doctors/")
    assert answer.json() == [{"id": str(world.doctor.id), "display_name": "Doctor"}]
