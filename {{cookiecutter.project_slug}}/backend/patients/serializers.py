"""The API's shapes."""

from typing import Any

from rest_framework import serializers

from patients.models import Appointment, Clinic, Patient, Role, StaffMember
from patients.permissions import staff_member

CLINICAL_FIELDS = ("ssn", "notes")


class DoctorSerializer(serializers.ModelSerializer[StaffMember]):
    """A member of staff as others see them."""

    display_name = serializers.CharField(read_only=True)

    class Meta:
        model = StaffMember
        fields = ["id", "display_name"]


class DoctorField(serializers.PrimaryKeyRelatedField[StaffMember]):
    """A doctor of the caller's own clinic, by id."""

    def get_queryset(self) -> Any:
        """Return whom one may name; another clinic's doctor does not exist."""
        if "request" not in self.context:
            return StaffMember.objects.none()
        clinic_id = staff_member(self.context["request"]).clinic_id
        return StaffMember.objects.filter(clinic_id=clinic_id, role=Role.DOCTOR)


class PatientField(serializers.PrimaryKeyRelatedField[Patient]):
    """A patient of the caller's own clinic, by id."""

    def get_queryset(self) -> Any:
        """Return whom one may name; another clinic's patient does not exist."""
        if "request" not in self.context:
            return Patient.objects.none()
        return Patient.objects.filter(clinic_id=staff_member(self.context["request"]).clinic_id)


class PatientSummarySerializer(serializers.ModelSerializer[Patient]):
    """A row of the patients list."""

    assigned_doctor = DoctorSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Patient
        fields = [
            "id",
            "mrn",
            "first_name",
            "last_name",
            "date_of_birth",
            "phone",
            "status",
            "assigned_doctor",
        ]


class PatientSerializer(PatientSummarySerializer):
    """A whole patient. `ssn` and `notes` are there for doctors and nurses only."""

    assigned_doctor_id = DoctorField(
        source="assigned_doctor", write_only=True, required=False, allow_null=True, queryset=None
    )

    class Meta(PatientSummarySerializer.Meta):
        fields = [
            *PatientSummarySerializer.Meta.fields,
            "assigned_doctor_id",
            "email",
            "ssn",
            "notes",
            "clinic",
            "created_at",
        ]
        read_only_fields = ["clinic", "created_at"]

    def validate_mrn(self, value: str) -> str:
        """Refuse a number that the clinic has given to someone else."""
        clinic_id = staff_member(self.context["request"]).clinic_id
        others = Patient.objects.filter(clinic_id=clinic_id, mrn=value)
        if self.instance is not None:
            others = others.exclude(pk=self.instance.pk)
        if others.exists():
            message = "Another patient of this clinic has this number."
            raise serializers.ValidationError(message, code="unique")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse clinical fields from who may not see them."""
        if not staff_member(self.context["request"]).is_clinical:
            message = "Only doctors and nurses may write this field."
            refused = {name: [message] for name in CLINICAL_FIELDS if name in attrs}
            if refused:
                raise serializers.ValidationError(refused, code="forbidden")
        return attrs

    def to_representation(self, instance: Patient) -> dict[str, Any]:
        """Return the patient as the caller may see them."""
        shown = super().to_representation(instance)
        if not staff_member(self.context["request"]).is_clinical:
            for name in CLINICAL_FIELDS:
                del shown[name]
        return shown


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    """An appointment; the doctor is written as `doctor_id`."""

    patient = PatientField(queryset=None)
    doctor = DoctorSerializer(read_only=True)
    doctor_id = DoctorField(source="doctor", write_only=True, queryset=None)

    class Meta:
        model = Appointment
        fields = [
            "id",
            "patient",
            "starts_at",
            "duration_minutes",
            "status",
            "reason",
            "doctor",
            "doctor_id",
        ]


class ClinicSerializer(serializers.ModelSerializer[Clinic]):
    """A clinic by name."""

    class Meta:
        model = Clinic
        fields = ["id", "name"]


class SessionSerializer(serializers.ModelSerializer[StaffMember]):
    """Who is signed in."""

    username = serializers.CharField(source="user.username", read_only=True)
    display_name = serializers.CharField(read_only=True)
    clinic = ClinicSerializer(read_only=True)

    class Meta:
        model = StaffMember
        fields = ["id", "username", "display_name", "role", "clinic"]
        read_only_fields = ["role"]


class SignInSerializer(serializers.Serializer[Any]):
    """What one signs in with."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, trim_whitespace=False, write_only=True)


class DetailSerializer(serializers.Serializer[Any]):
    """An answer that is one sentence."""

    detail = serializers.CharField(read_only=True)
