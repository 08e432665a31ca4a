"""What becomes of failures in Django and Django REST framework."""

from capture.table import Row

_DJANGO = "Django"
_INTEGRATION = "the SDK's Django integration"

ROWS: tuple[Row, ...] = (
    Row(
        "django-view",
        _DJANGO,
        "an exception that a view lets out",
        "once",
        "error",
        "no",
        _INTEGRATION,
    ),
)
