"""Starts to note what the SDK hands to the gate: the page shows it as "before"."""

from __future__ import annotations

import json
import os
from typing import Any

from django.apps import AppConfig
from django.conf import settings


def note_before_the_gate() -> None:
    """Append each event that reaches the gate to a file of this process; the gate goes on as ever."""
    from observability.gate import GateTransport

    pass_on = GateTransport.capture_envelope
    folder = settings.VAR / "before"
    folder.mkdir(exist_ok=True)

    def noted(self: GateTransport, envelope: Any) -> None:
        event = envelope.get_event()
        if event is not None:
            with (folder / f"{os.getpid()}.jsonl").open("a") as file:
                file.write(json.dumps(event, default=repr) + "\n")
        pass_on(self, envelope)

    GateTransport.capture_envelope = noted  # type: ignore[method-assign]


class IntakeConfig(AppConfig):
    """The intake desk."""

    name = "intake"

    def ready(self) -> None:
        """Begin with the notes."""
        note_before_the_gate()
