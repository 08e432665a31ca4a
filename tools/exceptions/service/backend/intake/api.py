"""The intake desk's API."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import APIException, ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from patients.models import Clinic, Patient


class LabUnreachable(APIException):
    """What a lab has sent cannot be used."""

    status_code = 502


class ReferralSerializer(serializers.ModelSerializer[Patient]):
    """A patient as another clinic gets them."""

    insurance = serializers.CharField(source="insurer.plan")

    class Meta:
        model = Patient
        fields = ["mrn", "first_name", "last_name", "insurance"]


class CallbackSerializer(serializers.Serializer[Any]):
    """Whom to call back."""

    last_name = serializers.CharField()
    phone = serializers.CharField(required=False)


class WalkInSerializer(serializers.ModelSerializer[Patient]):
    """A patient who came without an appointment."""

    arrived_by = serializers.CharField()

    class Meta:
        model = Patient
        fields = ["mrn", "first_name", "last_name", "date_of_birth", "arrived_by"]


class Open(APIView):
    """A view for everybody; the desk's own network is its fence."""

    authentication_classes = ()
    permission_classes = ()


class Referral(Open):
    """Refer a patient."""

    def post(self, request: Request) -> Response:
        """Answer what the other clinic gets."""
        patient = Patient.objects.get(mrn=request.data["mrn"])
        return Response(ReferralSerializer(patient).data)


class Callback(Open):
    """Ask for a call."""

    def post(self, request: Request) -> Response:
        """Note whom to call."""
        wanted = CallbackSerializer(data={"last_name": request.data["last_name"]})
        wanted.is_valid(raise_exception=True)
        number = wanted.validated_data["phone"]
        return Response({"calling": number})


class LabResult(Open):
    """Take a lab's result."""

    def post(self, request: Request) -> Response:
        """Read it."""
        try:
            result = request.data
        except ParseError as error:
            message = f"The lab sent a result that cannot be read: {error.detail}"
            raise LabUnreachable(message) from error
        return Response(result)


class Arrival(Open):
    """Tick off who has arrived."""

    def post(self, request: Request) -> Response | None:
        """Answer only if there is something to say."""
        patient = Patient.objects.filter(mrn=request.data["mrn"]).first()
        if patient is None or patient.status != "active":
            return Response({"ask": "at the desk"})
        return None


class Neighbours(Open):
    """Who else is in the waiting room."""

    def post(self, request: Request) -> Response:
        """Answer one patient."""
        return Response({"next": Patient.objects.get(mrn=request.data["mrn"])})


class WalkIn(Open):
    """Register who came without an appointment."""

    def post(self, request: Request) -> Response:
        """Save them."""
        walk_in = WalkInSerializer(data={**request.data, "mrn": "WALKIN", "arrived_by": "ambulance"})
        walk_in.is_valid(raise_exception=True)
        walk_in.save(clinic=Clinic.objects.earliest("name"))
        return Response({"saved": True})
