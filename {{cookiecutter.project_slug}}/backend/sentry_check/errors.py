"""The errors that /sentry-check raises."""

from rest_framework import status
from rest_framework.exceptions import APIException


class SentryCheckError(Exception):
    """Raised on purpose by the Django view and the Celery task."""


class SentryCheckUnavailable(APIException):
    """Raised on purpose by the DRF view: a 5xx that DRF answers itself."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "sentry_check"
