"""`manage.py seed`."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from patients.models import Appointment, Clinic, Patient, Role, StaffMember

pytestmark = [pytest.mark.services, pytest.mark.django_db]


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Clinic, StaffMember, Patient, Appointment))


def test_twice_is_as_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed")
    first = counts()
    assert first[:3] == (1, 3, 60)
    Patient.objects.filter(mrn="MRN-100001").update(first_name="Changed")
    call_command("seed")
    assert counts() == first
    assert Patient.objects.get(mrn="MRN-100001").first_name == "Changed"
    assert "demo / demo-clinic" in capsys.readouterr().out


def test_what_is_seeded_is_valid_and_around_today() -> None:
    call_command("seed")
    for row in [*Patient.objects.all(), *Appointment.objects.all(), *StaffMember.objects.all()]:
        row.full_clean()
    assert set(Appointment.objects.values_list("status", flat=True)) == {"scheduled", "completed"}


@pytest.mark.parametrize("debug", [True, False])
def test_the_demo_account_is_a_doctor_and_opens_the_admin_in_debug_only(
    settings: Settings, debug: bool
) -> None:
    settings.DEBUG = not debug
    call_command("seed")
    settings.DEBUG = debug
    call_command("seed")
    user = authenticate(username="demo", password="demo-clinic")
    assert isinstance(user, User)
    assert user.staff_member.role == Role.DOCTOR
    assert (user.is_staff, user.is_superuser) == (debug, debug)


def test_refused_in_production(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="any environment but production"):
        call_command("seed")
    assert counts() == (0, 0, 0, 0)
