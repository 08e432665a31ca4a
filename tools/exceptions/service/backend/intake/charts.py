"""Find charts and write to them."""

import json
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Template
from django.urls import reverse
from django.views.generic import CreateView

from patients.models import Clinic, Patient

logger = logging.getLogger(__name__)


def prepare(request: HttpRequest) -> JsonResponse:
    """Take patients in: what the other views find."""
    clinic = Clinic.objects.earliest("name")
    for row in json.loads(request.body):
        Patient.objects.update_or_create(clinic=clinic, mrn=row["mrn"], defaults=row)
    return JsonResponse({"patients": Patient.objects.count()})


def open_chart(request: HttpRequest) -> JsonResponse:
    """Open the chart with a record number."""
    given = json.loads(request.body)
    logger.info("Opening the chart of %s, %s", given["last_name"], given["mrn"])
    patient = Patient.objects.get(mrn=f"{given['mrn']}-B", last_name=given["last_name"])
    return JsonResponse({"id": str(patient.pk)})


def find_by_family(request: HttpRequest) -> JsonResponse:
    """Find the one patient of a family."""
    given = json.loads(request.body)
    for suffix in ("-1", "-2"):
        row = {**given, "mrn": given["mrn"] + suffix}
        Patient.objects.update_or_create(clinic=Clinic.objects.earliest("name"), mrn=row["mrn"], defaults=row)
    patient = Patient.objects.get(last_name=given["last_name"], mrn__startswith=f"{given['mrn']}-")
    return JsonResponse({"id": str(patient.pk)})


def change_status(request: HttpRequest) -> JsonResponse:
    """Note that somebody has left the clinic's care."""
    given = json.loads(request.body)
    changed = Patient.objects.filter(mrn=given["mrn"]).update(status="moved away")
    return JsonResponse({"changed": changed})


def register(request: HttpRequest) -> JsonResponse:
    """Register a walk-in."""
    given = json.loads(request.body)
    patient = Patient(clinic=Clinic.objects.earliest("name"), **given)
    if Patient.objects.filter(phone=patient.phone).exists():
        raise ValidationError(
            {"phone": [f"{patient.phone} is a number of {patient.first_name} {patient.last_name} already"]}
        )
    patient.full_clean()
    return JsonResponse({"id": str(patient.pk)})


def write_letter(request: HttpRequest) -> HttpResponse:
    """Fill in a letter that staff have typed."""
    given = json.loads(request.body)
    letter = f"Dear {{{{ patient {given['last_name']} }}}}, your results are here."
    return HttpResponse(Template(letter).render(Context({"patient": given})))


def link_to_chart(request: HttpRequest) -> JsonResponse:
    """Answer the address of a chart."""
    given = json.loads(request.body)
    return JsonResponse({"address": reverse("chart", kwargs={"number": given["mrn"], "name": given["last_name"]})})


class RegisterView(CreateView):
    """The form for new patients."""

    model = Patient
    fields = ["first_name", "last_name", "date_of_birth", "phone", "ssn", "mrn"]

    def form_valid(self, form: Any) -> HttpResponse:
        """Put the patient into the first clinic."""
        form.instance.clinic = Clinic.objects.earliest("name")
        return super().form_valid(form)


def store_scan(request: HttpRequest) -> JsonResponse:
    """Store a scanned letter under the patient's name."""
    given = json.loads(request.body)
    storage = FileSystemStorage(location="scans")
    name = storage.save(f"../{given['last_name']}_{given['first_name']}.pdf", ContentFile(b"%PDF"))
    return JsonResponse({"name": name})


def merge(request: HttpRequest) -> JsonResponse:
    """Merge two charts of one patient."""
    given = json.loads(request.body)
    with transaction.atomic():
        kept = Patient.objects.select_for_update().filter(mrn=given["mrn"]).first()
        try:
            Patient.objects.create(clinic=Clinic.objects.earliest("name"), **given)
        except IntegrityError:
            logger.warning("Merging into the chart of %s %s", given["first_name"], given["last_name"])
        open_appointments = list(kept.appointments.all()) if kept else []
    return JsonResponse({"moved": len(open_appointments)})
