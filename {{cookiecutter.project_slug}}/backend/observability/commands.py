"""Management commands: a failure that the command itself tells is captured as well."""

from __future__ import annotations

from typing import Any

import sentry_sdk
from django.core.management.base import BaseCommand, CommandError


def install() -> None:
    """Have CommandErrors captured, once: Django prints them, and ends with the code they bear."""
    original = BaseCommand.run_from_argv
    if hasattr(original, "captures"):
        return

    def run_from_argv(self: BaseCommand, argv: list[str]) -> None:
        execute = self.execute

        def told(*given: Any, **options: Any) -> str | None:
            try:
                return execute(*given, **options)
            except CommandError as error:
                sentry_sdk.capture_exception(error)
                raise

        self.execute = told  # type: ignore[method-assign]  # of this one only
        original(self, argv)

    run_from_argv.captures = True  # type: ignore[attr-defined]
    BaseCommand.run_from_argv = run_from_argv  # type: ignore[method-assign]
