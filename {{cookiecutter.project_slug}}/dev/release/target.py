"""Where the source maps go: organisation, project, token and release."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dev.environment import commit, service_answers
from observability import shapes

TOKEN: Final = "SENTRY_AUTH_TOKEN"  # noqa: S105 - the name of a variable
ORGANISATION: Final = "SENTRY_ORG"
PROJECT: Final = "SENTRY_PROJECT"
URL: Final = "SENTRY_URL"
SAAS: Final = "https://sentry.io/"
_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
_HTTP: Final = re.compile(r"https?://[^\s/@]+(?:/\S*)?")


class WrongSettingError(Exception):
    """A setting has no acceptable value; the message names it, in one line."""


@dataclass(frozen=True)
class Target:
    """All that the upload needs to know."""

    organisation: str
    project: str
    token: str
    url: str
    release: str


def missing(root: Path, environment: Mapping[str, str]) -> list[str]:
    """Return what has to be there for an upload and is not, each with the places to set it."""
    given = _given(root, environment)
    return [name for name in (ORGANISATION, PROJECT, TOKEN) if not given[name]]


def target(root: Path, environment: Mapping[str, str]) -> Target:
    """Return where to send; raise WrongSettingError for a value of another shape."""
    given = _given(root, environment)
    for name in (ORGANISATION, PROJECT):
        _check(name, given[name], "a slug of Sentry's, such as my-clinic", _SLUG.fullmatch)
    url = environment.get(URL, "").strip() or SAAS
    _check(URL, url, f"the address of a Sentry, such as {SAAS}", _HTTP.fullmatch)
    release = environment.get("RELEASE", "").strip() or commit(root)
    _check("RELEASE", release, shapes.RELEASE_ACCEPTS, shapes.release)
    return Target(given[ORGANISATION], given[PROJECT], given[TOKEN], url, release)


def _given(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    answers = service_answers(root)["sentry"]
    baked = {ORGANISATION: answers["organisation"], PROJECT: answers["project"], TOKEN: ""}
    return {name: environment.get(name, "").strip() or value for name, value in baked.items()}


def _check(name: str, value: str, accepted: str, accepts: Callable[[str], object]) -> None:
    if accepts(value) is None:
        line = f"Not uploaded: {name} is {value!r}. Accepted: {accepted}."
        raise WrongSettingError(line)
