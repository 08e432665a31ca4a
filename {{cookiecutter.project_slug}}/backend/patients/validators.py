"""What a field's value must look like."""

import datetime
import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

validate_phone = RegexValidator(
    r"^\+?[0-9(][0-9 ().-]{5,22}[0-9]$",
    "Enter a phone number of 7 to 24 characters: digits, spaces, ( ) . - and a leading +.",
)
validate_ssn = RegexValidator(
    r"^[0-9]{3}-[0-9]{2}-[0-9]{4}\Z", "Enter a Social Security number as 123-45-6789."
)
validate_mrn = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9 ./-]{0,30}\Z",
    "Enter letters, digits, spaces and . / - only, beginning with a letter or digit.",
)
OLDEST_YEAR = 1880


def validate_date_of_birth(value: datetime.date) -> None:
    """Refuse a date in the future, and a year that nobody alive was born in."""
    if value > timezone.now().date():
        message = "The date of birth cannot be in the future."
        raise ValidationError(message, code="future")
    if value.year < OLDEST_YEAR:
        message = "Check the year of birth."
        raise ValidationError(message, code="too_early")


def validate_time_zone(value: str) -> None:
    """Refuse a name that is no time zone."""
    if value not in zoneinfo.available_timezones():
        message = "Enter a time zone such as America/New_York."
        raise ValidationError(message, code="time_zone")
