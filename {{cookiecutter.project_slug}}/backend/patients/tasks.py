"""Celery tasks. They take ids only: arguments are stored by the broker."""

from celery import shared_task

from patients import reminders


@shared_task(soft_time_limit=60, time_limit=90, max_retries=0)
def send_appointment_reminders() -> None:
    """Queue a reminder for each appointment that is due one. Beat calls this."""
    for appointment_id in reminders.due().values_list("pk", flat=True):
        send_appointment_reminder.delay(str(appointment_id))


@shared_task(
    soft_time_limit=20,
    time_limit=30,
    autoretry_for=(OSError,),  # the mail server's errors are OSErrors as well
    max_retries=5,
    retry_backoff=True,
    retry_backoff_max=600,
    retry_jitter=True,
)
def send_appointment_reminder(appointment_id: str) -> None:
    """Remind one patient. Safe to run twice."""
    reminders.send(appointment_id)
