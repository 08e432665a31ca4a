"""Read the environment: an empty value means the default, a wrong one is refused in one line."""

import json
import math
import os
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
_RATED = re.compile(r"/[A-Za-z0-9_.{}\[\]/-]{0,200}|[A-Za-z_][A-Za-z0-9_.]{0,200}")
_RATE = re.compile(r"0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?")
RELEASE_SHAPE = re.compile(r"[0-9a-f]{7,40}|[0-9]+\.[0-9]+\.[0-9]+(?:[-+.][0-9A-Za-z.-]{1,40})?")


def service_answers(root: Path) -> dict[str, Any]:
    """Return the content of `service.json`: names of variables, environments, defaults."""
    answers: dict[str, Any] = json.loads((root / "service.json").read_text(encoding="utf-8"))
    return answers


class WrongSettingError(ImproperlyConfigured):
    """A wrong variable, in one line: what was given, what is accepted, what to do."""

    def __init__(self, name: str, given: str, accepted: str, remedy: str) -> None:
        """Take the parts of the line; `given` shows no secret."""
        super().__init__(f"{name} is {given}. Accepted: {accepted}. {remedy}")


def shown(value: str) -> str:
    """Return `value` as it may stand in an error: quoted, on one line, shortened."""
    return repr(value if len(value) <= 40 else value[:40] + "…")


def text(name: str, default: str = "") -> str:
    """Return the variable's value; empty or blank means `default`."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Return the variable as true or false."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise WrongSettingError(
        name, shown(value), "true or false", f"Set {name}=true or {name}=false."
    )


def rate(name: str, default: float) -> float:
    """Return the variable as a share between 0 and 1."""
    value = text(name, str(default))
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise WrongSettingError(name, shown(value), "a number from 0 to 1", f"Set e.g. {name}=0.1.")
    return number


def rates(name: str) -> dict[str, float]:
    """Return the variable as shares by name: `/api/patients/=1,patients.tasks.remind=0.5`."""
    found: dict[str, float] = {}
    for part in names(name, ""):
        key, _, value = part.rpartition("=")
        if not _RATED.fullmatch(key) or not _RATE.fullmatch(value):
            raise WrongSettingError(
                name,
                shown(part),
                "route templates or task names, each with a number from 0 to 1",
                f"Set e.g. {name}=/api/patients/{{pk}}/=1,patients.tasks.remind=0.5.",
            )
        found[key] = float(value)
    return found


def choice(name: str, default: str, accepted: list[str]) -> str:
    """Return the variable, which must be one of `accepted`."""
    value = text(name, default)
    if value not in accepted:
        raise WrongSettingError(
            name, shown(value), ", ".join(accepted), f"Set {name} to one of these."
        )
    return value


def release(name: str) -> str:
    """Return what is deployed: a commit SHA or a version; 0.0.0 when nobody said."""
    value = text(name, "0.0.0")
    if not RELEASE_SHAPE.fullmatch(value):
        raise WrongSettingError(
            name,
            shown(value),
            "a commit SHA of 7 to 40 lower-case hex digits, or a version such as 1.2.3",
            f"Set e.g. {name}=$(git rev-parse --short=12 HEAD).",
        )
    return value


def names(name: str, default: str) -> list[str]:
    """Return the variable as a list; commas separate."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(path: Path) -> Path:
    """Return `path`, made if need be; nobody but the service's own user may look into it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path
