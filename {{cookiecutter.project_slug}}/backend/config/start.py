"""Load the settings, or stop with one line that says what to change."""

import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured

# What gunicorn reads as "worker failed to boot": it stops, where any other code makes it fork anew.
WRONG_SETTINGS = 3


# What shells say of a process that SIGTERM ended.
TERMINATED = 128 + signal.SIGTERM


def end_on_sigterm() -> None:
    """Have SIGTERM raise SystemExit, unless somebody handles it: else what waits is not sent."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))


def load_settings() -> None:
    """Import the settings; on a wrong one write a single line to stderr and exit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings

    try:
        _ = settings.DEBUG  # asking for any one loads them all
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Not started: {error}\n")
        sys.exit(WRONG_SETTINGS)
