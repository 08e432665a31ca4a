"""`manage.py telemetry off|on|status`: stop sending, without a deploy."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from observability import policy, switch


class Command(BaseCommand):
    """Turns the stop switch of all the service's processes that share this folder for state."""

    help = "Stop telemetry, let it go on, or say what is so. Takes effect within five seconds."
    requires_system_checks: list[str] = []  # a broken policy is a reason to stop, not an obstacle

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument("do", choices=["off", "on", "status"])

    def handle(self, *_: Any, do: str, **__: Any) -> None:
        """Make or remove the file, and say what is so."""
        try:
            if do == "off":
                switch.path().touch(mode=0o600)
            elif do == "on":
                switch.path().unlink(missing_ok=True)
        except OSError as error:
            message = "The folder for state cannot be written to. Accepted: a writable VAR_DIR."
            raise CommandError(message) from error
        switch.forget()
        self.stdout.write(_status())


def _status() -> str:
    if switch.by_environment():
        return "Telemetry is off: TELEMETRY_OFF is set; only a restart without it changes that."
    if switch.off():
        return "Telemetry is off: nothing is sent until `manage.py telemetry on`."
    wrong = policy.problem()
    return "Telemetry is on." if wrong is None else f"Telemetry is dropped by the gate: {wrong}"
