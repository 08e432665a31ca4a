"""`manage.py fail HOW`: end as asked."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

import sentry_sdk
from django.core.management.base import BaseCommand, CommandError

from failures import errors


class Command(BaseCommand):
    help = "Fail on purpose."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("how", choices=["unhandled", "told", "exit", "wait"])

    def handle(self, *_: Any, how: str, **__: Any) -> None:
        if how == "told":
            message = "The clinic is not there."
            raise CommandError(message)
        if how == "exit":
            sys.exit(4)
        if how == "wait":
            for number in range(10):
                sentry_sdk.capture_exception(errors.FailedOnPurposeError(str(number)))
            self.stdout.write("captured", ending="\n")
            self.stdout.flush()
            time.sleep(30)
        errors.fail("a command")
