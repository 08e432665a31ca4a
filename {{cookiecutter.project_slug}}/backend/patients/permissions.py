"""Who may do what: staff of a clinic, within their clinic.

One more rule, kept by `PatientSerializer`: `ssn` and `notes` are for doctors and nurses.
"""

from typing import TYPE_CHECKING

import sentry_sdk
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission

from patients.models import StaffMember

if TYPE_CHECKING:  # DRF's views import this module, by way of its settings
    from rest_framework.request import Request
    from rest_framework.views import APIView


def staff_member(request: "Request") -> StaffMember:
    """Return who asks; PermissionDenied if they are not signed in or work at no clinic."""
    # Django keeps it on the user, so that a request asks the database once.
    member = getattr(request.user, "staff_member", None)
    if not isinstance(member, StaffMember):
        message = "This account belongs to no clinic."
        raise PermissionDenied(message)
    return member


class IsClinicStaff(BasePermission):
    """Lets through who is signed in and works at a clinic."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:  # noqa: ARG002 - DRF's
        """Tell whether the request may go on."""
        member = getattr(request.user, "staff_member", None)
        if member is not None:
            sentry_sdk.set_tag("role", member.role)
        return member is not None
