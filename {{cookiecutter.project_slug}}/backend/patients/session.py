"""Sign in, sign out, and who is signed in."""

from django.contrib.auth import authenticate, login, logout
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from patients.models import StaffMember
from patients.permissions import IsClinicStaff, staff_member
from patients.serializers import DetailSerializer, SessionSerializer, SignInSerializer

WRONG_CREDENTIALS = "Wrong user name or password."


class SessionView(APIView):
    """The session of the browser that asks."""

    def get_permissions(self) -> list[BasePermission]:
        """Let anyone sign in; the rest is for staff."""
        return [AllowAny() if self.request.method == "POST" else IsClinicStaff()]

    @extend_schema(responses={200: SessionSerializer, 403: DetailSerializer})
    def get(self, request: Request) -> Response:
        """Return who is signed in."""
        return Response(SessionSerializer(staff_member(request)).data)

    @extend_schema(
        request=SignInSerializer, responses={200: SessionSerializer, 400: DetailSerializer}
    )
    def post(self, request: Request) -> Response:
        """Sign in. A wrong name, a wrong password and an account of no clinic answer alike."""
        # DRF checks the CSRF token of signed-in callers only; signing in wants it as well.
        SessionAuthentication().enforce_csrf(request)
        given = SignInSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = authenticate(request, **given.validated_data)
        member = StaffMember.objects.filter(user=user).first() if user is not None else None
        if user is None or member is None:
            return Response({"detail": WRONG_CREDENTIALS}, status=status.HTTP_400_BAD_REQUEST)
        login(request, user)
        return Response(SessionSerializer(member).data)

    @extend_schema(responses={204: None, 403: DetailSerializer})
    def delete(self, request: Request) -> Response:
        """Sign out; the session ends on the server."""
        logout(request)
        return Response(status=status.HTTP_204_NO_CONTENT)
