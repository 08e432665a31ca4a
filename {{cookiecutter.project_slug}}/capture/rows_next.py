"""What becomes of failures in the Next.js server and in the browser."""

from capture.table import Row

ROWS: tuple[Row, ...] = ()
