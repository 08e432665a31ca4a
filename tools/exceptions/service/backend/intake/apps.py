"""Starts to note what the SDK makes of an error, before anything of ours sees it: the page shows it as raised."""

from __future__ import annotations

import json
import os
from typing import Any

import sentry_sdk
from django.apps import AppConfig
from django.conf import settings


def note_as_raised() -> None:
    """Append each event, as the SDK made it, to a file of this process; the event goes on unchanged."""
    folder = settings.VAR / "before"
    folder.mkdir(exist_ok=True)

    def note(event: Any, hint: Any) -> Any:
        del hint
        if event.get("type") != "transaction":
            with (folder / f"{os.getpid()}.jsonl").open("a") as file:
                file.write(json.dumps(event, default=repr) + "\n")
        return event

    sentry_sdk.get_global_scope().add_event_processor(note)


class IntakeConfig(AppConfig):
    """The intake desk."""

    name = "intake"

    def ready(self) -> None:
        """Begin with the notes."""
        note_as_raised()
