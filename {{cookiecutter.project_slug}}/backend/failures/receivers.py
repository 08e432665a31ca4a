"""A signal whose receiver fails."""

from typing import Any

from django.dispatch import Signal, receiver

from failures import errors

asked = Signal()


@receiver(asked)
def answer(**_: Any) -> None:
    errors.fail("a receiver")
