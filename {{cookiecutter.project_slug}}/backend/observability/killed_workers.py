"""A web worker that was killed: its successor tells, at gunicorn's bidding (`gunicorn.conf.py`)."""

from __future__ import annotations

import sentry_sdk


def tell(*, timed_out: bool) -> None:
    """Capture that a worker was killed, by gunicorn as it hangs, or by somebody else."""
    with sentry_sdk.new_scope() as scope:
        scope.clear_breadcrumbs()
        said = (
            "A web worker timed out, and was killed." if timed_out else "A web worker was killed."
        )
        sentry_sdk.capture_message(said, level="fatal")
