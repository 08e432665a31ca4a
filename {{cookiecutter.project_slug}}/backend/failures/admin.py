"""An admin action that fails."""

from typing import Any

from django.contrib import admin

from failures import errors
from patients.models import Clinic


@admin.action(description="Fail")
def fail_on_purpose(_modeladmin: Any, _request: Any, _queryset: Any) -> None:
    errors.fail("an admin action")


def add_action() -> None:
    admin.site._registry[Clinic].actions = [fail_on_purpose]
