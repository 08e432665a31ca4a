"""What becomes of failures in Celery's worker, its pool and beat."""

from capture.table import Row

ROWS: tuple[Row, ...] = ()
