"""Reminders: which are due, once each, without what others must not read."""

import datetime
from typing import Any

import pytest
from celery.exceptions import Retry
from django.core import mail
from django.utils import timezone

from config.celery import app
from patients import reminders, tasks
from patients.models import Appointment, Clinic, Patient
from tests.conftest import World, appointment_of

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep the ids that would be queued."""
    kept: list[str] = []
    monkeypatch.setattr(tasks.send_appointment_reminder, "delay", kept.append)
    return kept


def test_due_are_the_scheduled_ones_of_the_next_day(world: World, queued: list[str]) -> None:
    appointment_of(world.patient, world.doctor, hours_ahead=25)
    appointment_of(world.patient, world.doctor, hours_ahead=-1)
    cancelled = appointment_of(world.patient, world.doctor)
    Appointment.objects.filter(pk=cancelled.pk).update(status="cancelled")
    Patient.objects.filter(pk=world.other_patient.pk).update(email="")
    tasks.send_appointment_reminders()
    assert queued == [str(world.appointment.id)]


def test_a_reminder_is_sent_once(world: World, queued: list[str]) -> None:
    for _ in range(2):
        tasks.send_appointment_reminder(str(world.appointment.id))
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    world.appointment.refresh_from_db()
    assert world.appointment.reminder_sent_at is not None
    Appointment.objects.exclude(pk=world.appointment.pk).delete()
    tasks.send_appointment_reminders()
    assert queued == []


def test_the_text_holds_neither_reason_nor_people(world: World) -> None:
    Clinic.objects.filter(pk=world.clinic.pk).update(time_zone="Asia/Tokyo")
    starts_at = timezone.now() + datetime.timedelta(hours=3)
    Appointment.objects.filter(pk=world.appointment.pk).update(starts_at=starts_at)
    tasks.send_appointment_reminder(str(world.appointment.id))
    (message,) = mail.outbox
    text = f"{message.subject} {message.body}"
    tokyo = starts_at + datetime.timedelta(hours=9)
    assert f"{tokyo:%A, %B} {tokyo.day} at {tokyo:%H:%M}" in text
    assert "Riverside Clinic" in text
    for word in ("cough", "Ada", "Kowalski", "Doctor", "MRN", "555"):
        assert word not in text


def test_an_appointment_that_is_gone_is_no_error(world: World) -> None:
    gone = str(world.appointment.id)
    world.appointment.delete()
    tasks.send_appointment_reminder(gone)
    assert mail.outbox == []


def test_if_sending_fails_the_mark_falls_back_and_it_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> int:
        message = "mail server away"
        raise ConnectionRefusedError(message)

    tried: list[dict[str, Any]] = []

    def retry(**options: Any) -> Retry:
        tried.append(options)
        return Retry()

    monkeypatch.setattr(reminders, "send_mail", refuse)
    monkeypatch.setattr(tasks.send_appointment_reminder, "retry", retry)
    with pytest.raises(Retry):
        tasks.send_appointment_reminder.run(str(world.appointment.id))
    assert len(tried) == 1
    world.appointment.refresh_from_db()
    assert world.appointment.reminder_sent_at is None


def test_every_task_of_ours_has_limits_and_a_known_schedule() -> None:
    app.loader.import_default_modules()
    ours = {
        name: task
        for name, task in app.tasks.items()
        if name.startswith(("patients.", "sentry_check."))
    }
    assert set(ours) == {
        "patients.tasks.send_appointment_reminders",
        "patients.tasks.send_appointment_reminder",
        "sentry_check.tasks.fail",
    }
    assert all(task.time_limit and task.soft_time_limit for task in ours.values())
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(ours)
