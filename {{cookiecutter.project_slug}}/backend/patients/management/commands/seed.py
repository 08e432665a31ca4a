"""`manage.py seed`: a clinic with invented people, to try the service with."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from patients import demo_data
from patients.models import Appointment, AppointmentStatus, Clinic, Patient, Role, StaffMember

PASSWORD = "demo-clinic"  # noqa: S105 - a demo account's, printed by `make dev`


class Command(BaseCommand):
    """Adds what is missing; what is there stays as it is. Refuses in production."""

    help = "Add a clinic with invented staff, patients and appointments. Safe to run again."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Seed."""
        if settings.IS_PRODUCTION:
            message = (
                "seed adds invented patients and an account with a known password. "
                "Accepted: any environment but production. Run it elsewhere."
            )
            raise CommandError(message)
        clinic, _ = Clinic.objects.get_or_create(
            id=demo_data.stable_id("clinic"), defaults={"name": "Riverside Clinic"}
        )
        doctors = [_doctor(clinic, *names) for names in demo_data.DOCTORS]
        patients = [
            Patient.objects.get_or_create(
                id=person.id,
                defaults={
                    **person._asdict(),
                    "clinic": clinic,
                    "assigned_doctor": doctors[number % len(doctors)],
                },
            )[0]
            for number, person in enumerate(demo_data.people())
        ]
        now = timezone.now()
        for slot in demo_data.slots(now.date()):
            past = slot.starts_at < now
            Appointment.objects.get_or_create(
                id=slot.id,
                defaults={
                    "patient": patients[slot.patient],
                    "doctor": doctors[slot.doctor],
                    "starts_at": slot.starts_at,
                    "reason": slot.reason,
                    "status": AppointmentStatus.COMPLETED if past else AppointmentStatus.SCHEDULED,
                },
            )
        self.stdout.write(
            f"{clinic.name}: {len(doctors)} doctors, {Patient.objects.count()} patients, "
            f"{Appointment.objects.count()} appointments. Sign in as demo / {PASSWORD}."
        )


def _doctor(clinic: Clinic, username: str, first_name: str, last_name: str) -> StaffMember:
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"first_name": first_name, "last_name": last_name}
    )
    if is_new:
        if username == "demo":
            user.set_password(PASSWORD)
        else:
            user.set_unusable_password()
    if username == "demo":
        # So that Django's admin can be looked at, on a developer's machine only.
        user.is_staff = user.is_superuser = settings.DEBUG
    user.save()
    member, _ = StaffMember.objects.get_or_create(
        user=user,
        defaults={"id": demo_data.stable_id(username), "clinic": clinic, "role": Role.DOCTOR},
    )
    return member
