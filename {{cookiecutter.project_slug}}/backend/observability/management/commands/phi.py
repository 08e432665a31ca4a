"""`manage.py phi [leaves|loosenings|relay|table]`: the policy, told to people and to Sentry."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import phi
from phi import relay, report


class Command(BaseCommand):
    """Prints; only `table` writes, and only what stands between its markers in README.md."""

    help = (
        "leaves: what leaves, by identifier. loosenings: what leaves beyond the defaults, and why. "
        "relay: the policy as Sentry's advanced data scrubbing. table: renew README's table."
    )
    requires_system_checks: list[str] = []  # a broken policy is told in one line, by this command

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument(
            "do", nargs="?", default="leaves", choices=["leaves", "loosenings", "relay", "table"]
        )

    def handle(self, *_: Any, do: str, **__: Any) -> None:
        """Print it."""
        try:
            policy = phi.policy.load()
        except phi.policy.PolicyError as error:
            raise CommandError(str(error)) from error
        match do:
            case "leaves":
                self.stdout.write(report.plain(policy))
            case "loosenings":
                lines = report.loosened(policy)
                self.stdout.write("\n".join(lines) or "Nothing leaves beyond the defaults.")
            case "relay":
                self.stdout.write(json.dumps(relay.config(policy), indent=2))
            case "table":
                changed = report.write(Path(phi.policy.FOLDER).parent / "README.md")
                self.stdout.write("README.md was renewed." if changed else "README.md is current.")
