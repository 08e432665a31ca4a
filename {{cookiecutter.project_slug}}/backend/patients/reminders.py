"""Which appointments are due a reminder, and what it says."""

import datetime
import zoneinfo

import sentry_sdk
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from patients.models import Appointment, AppointmentStatus

AHEAD = datetime.timedelta(hours=24)


def due() -> QuerySet[Appointment]:
    """Return the scheduled appointments of the next 24 hours that have had no reminder."""
    now = timezone.now()
    return Appointment.objects.filter(
        status=AppointmentStatus.SCHEDULED,
        reminder_sent_at=None,
        starts_at__gt=now,
        starts_at__lte=now + AHEAD,
    ).exclude(patient__email="")


def send(appointment_id: str) -> bool:
    """Send the reminder unless it is not due or was sent; return whether it was sent now.

    The mark is set first and falls back if sending fails: two workers cannot both send.
    """
    sentry_sdk.set_context("appointment", {"id": appointment_id})
    with transaction.atomic():
        if not due().filter(pk=appointment_id).update(reminder_sent_at=timezone.now()):
            return False
        appointment = Appointment.objects.select_related("patient__clinic").get(pk=appointment_id)
        with sentry_sdk.start_span(op="function", name="Send the reminder"):
            send_mail(
                subject="Your appointment",
                message=_text(appointment),
                from_email=None,
                recipient_list=[appointment.patient.email],
            )
    sentry_sdk.metrics.count("reminders.sent", 1)
    return True


def _text(appointment: Appointment) -> str:
    """Return the message. E-mail is read by others: no name, no doctor, no reason."""
    clinic = appointment.patient.clinic
    local = appointment.starts_at.astimezone(zoneinfo.ZoneInfo(clinic.time_zone))
    when = f"{local:%A, %B} {local.day} at {local:%H:%M}"
    return (
        f"You have an appointment at {clinic.name} on {when}.\n"
        "If you cannot come, please call us.\n"
    )
