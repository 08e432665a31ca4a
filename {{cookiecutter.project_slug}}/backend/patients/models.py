"""Clinics, their staff, patients and appointments.

`__str__` shows ids, never a patient's data: it ends up in logs, tracebacks and admin history.
"""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from patients.validators import (
    validate_date_of_birth,
    validate_mrn,
    validate_phone,
    validate_ssn,
    validate_time_zone,
)

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 480


class Role(models.TextChoices):
    """What a member of staff does; decides what they may see."""

    DOCTOR = "doctor", "Doctor"
    NURSE = "nurse", "Nurse"
    RECEPTION = "reception", "Reception"
    MANAGER = "manager", "Manager"


class PatientStatus(models.TextChoices):
    """Whether a patient is in the clinic's care."""

    ACTIVE = "active", "Active"
    INACTIVE = "inactive", "Inactive"
    DECEASED = "deceased", "Deceased"


class AppointmentStatus(models.TextChoices):
    """What became of an appointment."""

    SCHEDULED = "scheduled", "Scheduled"
    COMPLETED = "completed", "Completed"
    CANCELLED = "cancelled", "Cancelled"
    NO_SHOW = "no_show", "No show"


class Clinic(models.Model):
    """The tenant: staff see their own clinic's rows only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(
        max_length=64, default="America/New_York", validators=[validate_time_zone]
    )

    class Meta:
        constraints = [models.UniqueConstraint("name", name="clinic_name_unique")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class StaffMember(models.Model):
    """Someone who works at a clinic and may sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_member"
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="staff")
    role = models.CharField(max_length=16, choices=Role)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="staff_role_known"
            ),
        ]
        ordering = ["user__last_name", "user__first_name", "id"]

    def __str__(self) -> str:
        return f"{self.role} {self.id}"

    @property
    def display_name(self) -> str:
        """What the pages call this person."""
        return self.user.get_full_name() or self.user.get_username()

    @property
    def is_clinical(self) -> bool:
        """Whether this person treats patients, and so may see and write clinical fields."""
        return self.role in {Role.DOCTOR, Role.NURSE}


class Patient(models.Model):
    """Someone in a clinic's care."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    mrn = models.CharField("medical record number", max_length=31, validators=[validate_mrn])
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    date_of_birth = models.DateField(validators=[validate_date_of_birth])
    phone = models.CharField(max_length=24, blank=True, validators=[validate_phone])
    email = models.EmailField(blank=True)
    ssn = models.CharField(
        "Social Security number", max_length=11, blank=True, validators=[validate_ssn]
    )
    notes = models.TextField(blank=True, max_length=10_000)
    status = models.CharField(max_length=16, choices=PatientStatus, default=PatientStatus.ACTIVE)
    assigned_doctor = models.ForeignKey(
        StaffMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_patients",
        limit_choices_to={"role": Role.DOCTOR},
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "mrn"], name="patient_mrn_unique_per_clinic"),
            models.CheckConstraint(
                condition=models.Q(status__in=PatientStatus.values), name="patient_status_known"
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "last_name", "first_name"], name="patient_by_name"),
        ]
        ordering = ["last_name", "first_name", "id"]

    def __str__(self) -> str:
        return f"patient {self.id}"


class Appointment(models.Model):
    """A time that a patient has with a doctor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="appointments")
    doctor = models.ForeignKey(
        StaffMember,
        on_delete=models.PROTECT,
        related_name="appointments",
        limit_choices_to={"role": Role.DOCTOR},
    )
    starts_at = models.DateTimeField()
    duration_minutes = models.PositiveSmallIntegerField(
        default=30,
        validators=[MinValueValidator(SHORTEST_MINUTES), MaxValueValidator(LONGEST_MINUTES)],
    )
    status = models.CharField(
        max_length=16, choices=AppointmentStatus, default=AppointmentStatus.SCHEDULED
    )
    reason = models.CharField(max_length=200, blank=True)
    reminder_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    duration_minutes__gte=SHORTEST_MINUTES, duration_minutes__lte=LONGEST_MINUTES
                ),
                name="appointment_duration_sensible",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=AppointmentStatus.values),
                name="appointment_status_known",
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_at"], name="appointment_by_time")]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"appointment {self.id}"
