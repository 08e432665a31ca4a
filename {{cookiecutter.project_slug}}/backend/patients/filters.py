"""What lists can be narrowed by."""

import django_filters

from patients.models import Appointment, AppointmentStatus, Patient, PatientStatus


class PatientFilter(django_filters.FilterSet):
    """`?status=`, `?assigned_doctor=`; `?search=` is the view's."""

    status = django_filters.ChoiceFilter(choices=PatientStatus.choices)
    assigned_doctor = django_filters.UUIDFilter(field_name="assigned_doctor_id")

    class Meta:
        model = Patient
        fields = ["status", "assigned_doctor"]


class AppointmentFilter(django_filters.FilterSet):
    """`?patient=`, `?doctor=`, `?status=`, `?starts_after=`, `?starts_before=`."""

    patient = django_filters.UUIDFilter(field_name="patient_id")
    doctor = django_filters.UUIDFilter(field_name="doctor_id")
    status = django_filters.ChoiceFilter(choices=AppointmentStatus.choices)
    starts_after = django_filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="gte")
    starts_before = django_filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="lt")

    class Meta:
        model = Appointment
        fields = ["patient", "doctor", "status", "starts_after", "starts_before"]
