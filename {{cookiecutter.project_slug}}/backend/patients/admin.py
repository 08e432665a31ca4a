"""Django's admin: lists show ids and states, names only inside a row."""

from typing import TYPE_CHECKING

from django.contrib import admin

from patients.models import Appointment, Clinic, Patient, StaffMember

if TYPE_CHECKING:
    ClinicAdminBase = admin.ModelAdmin[Clinic]
    StaffAdminBase = admin.ModelAdmin[StaffMember]
    PatientAdminBase = admin.ModelAdmin[Patient]
    AppointmentAdminBase = admin.ModelAdmin[Appointment]
else:
    ClinicAdminBase = StaffAdminBase = PatientAdminBase = AppointmentAdminBase = admin.ModelAdmin


@admin.register(Clinic)
class ClinicAdmin(ClinicAdminBase):
    """Clinics."""

    list_display = ["name", "time_zone"]


@admin.register(StaffMember)
class StaffMemberAdmin(StaffAdminBase):
    """Staff."""

    list_display = ["display_name", "role", "clinic"]
    list_filter = ["role", "clinic"]
    list_select_related = ["user", "clinic"]
    autocomplete_fields = ["user"]


@admin.register(Patient)
class PatientAdmin(PatientAdminBase):
    """Patients."""

    list_display = ["id", "status", "clinic", "created_at"]
    list_filter = ["status", "clinic"]
    search_fields = ["mrn", "last_name"]


@admin.register(Appointment)
class AppointmentAdmin(AppointmentAdminBase):
    """Appointments."""

    list_display = ["id", "starts_at", "status", "doctor"]
    list_filter = ["status"]
    date_hierarchy = "starts_at"
    raw_id_fields = ["patient"]
    readonly_fields = ["reminder_sent_at"]
