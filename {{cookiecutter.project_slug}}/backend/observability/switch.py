"""The stop switch: ends sending without a deploy, in every process of the service.

`TELEMETRY_OFF=1` in the environment, or the file `telemetry-off` in the folder for state, which
is looked for again after five seconds at the latest. `manage.py telemetry off` makes the file.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

SERVICE_ROOT: Final = Path(__file__).resolve().parents[2]
LOOK_AGAIN: Final = 5.0  # seconds
_TRUE: Final = frozenset({"1", "true", "yes", "on"})

_looked: tuple[float, bool] | None = None


def path() -> Path:
    """Return the file whose presence stops telemetry."""
    return SERVICE_ROOT / (os.environ.get("VAR_DIR", "").strip() or "var") / "telemetry-off"


def off() -> bool:
    """Tell whether nothing may be sent now."""
    return by_environment() or _by_file()


def by_environment() -> bool:
    """Tell whether the environment says so; only a restart changes that."""
    return os.environ.get("TELEMETRY_OFF", "").strip().lower() in _TRUE


def forget() -> None:
    """Have the file looked for when `off` is next asked."""
    global _looked
    _looked = None


def _by_file() -> bool:
    global _looked
    now = time.monotonic()
    if _looked is None or now - _looked[0] >= LOOK_AGAIN:
        _looked = (now, _is_there(path()))
    return _looked[1]


def _is_there(file: Path) -> bool:
    try:
        file.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True  # who cannot tell sends nothing
    return True
