"""What the intake desk leaves to the workers. These take more than ids, as many a team's do."""

import logging
import time
from typing import Any

from celery import chord, shared_task
from django.http import HttpRequest, JsonResponse

from patients.models import Patient

logger = logging.getLogger(__name__)


@shared_task
def import_result(patient: dict[str, Any], value: str) -> None:
    """Store a lab's value."""
    logger.info("Importing a result of %s %s", patient["first_name"], patient["last_name"])
    measured = float(value)
    Patient.objects.filter(mrn=patient["mrn"]).update(notes=f"HbA1c {measured}")


@shared_task(bind=True, max_retries=1, default_retry_delay=0)
def send_fax(self: Any, last_name: str, phone: str) -> None:
    """Fax a letter; the line is busy."""
    if not phone.startswith("fax:"):
        self.retry(args=(last_name, phone), countdown=0)


@shared_task(soft_time_limit=1, time_limit=20)
def match_records(patient: dict[str, Any]) -> int:
    """Compare a patient with everybody else."""
    matches = 0
    while matches < 100:
        time.sleep(0.2)
        matches += Patient.objects.filter(last_name=patient["last_name"], mrn__startswith="no").count()
    return matches


@shared_task
def greet(patient: Any) -> None:
    """Greet somebody."""
    logger.info("Good morning, %s", patient)


@shared_task
def call_in(mrn: str) -> None:
    """Call the next one in."""
    patient = Patient.objects.get(mrn=mrn)
    logger.info("Calling %s in", patient.last_name)
    greet.delay(patient)


@shared_task(ignore_result=False)
def check_insurance(patient: dict[str, Any]) -> str:
    """Ask whether somebody is insured."""
    message = f"{patient['first_name']} {patient['last_name']} ({patient['ssn']}) is not insured"
    raise ValueError(message)


@shared_task(ignore_result=False)
def sum_up(answers: list[str]) -> int:
    """Count the insured."""
    return len(answers)


def _queue(task: str, patient: dict[str, Any]) -> None:
    if task == "import":
        import_result.delay(patient, f"7.2 mmol/L ({patient['first_name']} {patient['last_name']})")
    elif task == "fax":
        send_fax.delay(patient["last_name"], patient["phone"])
    elif task == "match":
        match_records.delay(patient)
    elif task == "letter":
        from config.celery import app

        app.send_task("intake.tasks.send_letter", args=[patient["last_name"], patient["notes"]])
    elif task == "next":
        call_in.delay(patient["mrn"])
    else:
        chord([check_insurance.s(patient)])(sum_up.s())


def queue(request: HttpRequest, task: str) -> JsonResponse:
    """Queue a task."""
    import json

    _queue(task, json.loads(request.body))
    return JsonResponse({"queued": True}, status=202)
