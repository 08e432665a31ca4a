"""What this process's own code already says: classes, files, functions, routes, tasks.

A name leaves only if it stands here. Nothing of the application's is called: modules are looked
up in `sys.modules`, attributes in `vars()`, function names in the source file that they claim.
"""

from __future__ import annotations

import builtins
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from sentry_sdk.utils import filename_for_module

if TYPE_CHECKING:
    from collections.abc import Iterator

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_CODE_OBJECTS: Final = frozenset(
    {"<module>", "<lambda>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>", "<locals>"}
)
_LARGEST_SOURCE: Final = 2_000_000  # bytes; larger files are generated, their names are not needed


class Known(Protocol):
    """What the gate asks before it lets a name out."""

    def route(self, name: str) -> bool:
        """Tell whether `name` is a route template or a registered task."""

    def exception_type(self, module: str | None, name: str) -> bool:
        """Tell whether `name` is a class that `module` (None: builtins) defines."""

    def file(self, module: str, filename: str) -> bool:
        """Tell whether `filename` is the file of the loaded `module`."""

    def function(self, module: str, name: str) -> bool:
        """Tell whether the source of the loaded `module` spells `name`."""


class KnownHere:
    """Knowledge of the running process."""

    def route(self, name: str) -> bool:
        """Tell whether `name` is one of the URLconf's templates or a registered Celery task."""
        try:
            return name in _routes() or name in _tasks()
        except Exception:  # noqa: BLE001 - a URLconf that does not load is itself the error to report
            return False

    def exception_type(self, module: str | None, name: str) -> bool:
        """Tell whether stepping through `module`'s own attributes by `name` ends at a class."""
        found: object = builtins if module is None else sys.modules.get(module)
        for step in name.split("."):
            if found is None or not _IDENTIFIER.fullmatch(step):
                return False
            found = _attributes(found).get(step)
        return isinstance(found, type)

    def file(self, module: str, filename: str) -> bool:
        """Tell whether the SDK would name the loaded `module`'s file `filename`."""
        path = _source_path(module)
        return path is not None and filename_for_module(module, path) == filename

    def function(self, module: str, name: str) -> bool:
        """Tell whether each part of `name` is a token of the loaded `module`'s source."""
        path = _source_path(module)
        if path is None:
            return False
        tokens = _tokens(path)
        return all(part in _CODE_OBJECTS or part in tokens for part in name.split("."))


def _attributes(holder: object) -> dict[str, object]:
    try:
        return dict(vars(holder))
    except TypeError:
        return {}


def _source_path(module: str) -> str | None:
    loaded = sys.modules.get(module)
    path = None if loaded is None else _attributes(loaded).get("__file__")
    return path if isinstance(path, str) else None


@lru_cache(maxsize=2048)
def _tokens(path: str) -> frozenset[str]:
    try:
        source = Path(path)
        if source.suffix != ".py" or source.stat().st_size > _LARGEST_SOURCE:
            return frozenset()
        return frozenset(_IDENTIFIER.findall(source.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return frozenset()


@lru_cache(maxsize=1)
def _routes() -> frozenset[str]:
    # Imported here: the gate is loaded while settings are, and the URLconf needs settings.
    from django.urls import get_resolver

    return frozenset(_templates(get_resolver(), ""))


def _templates(resolver: object, prefix: str) -> Iterator[str]:
    from django.urls import URLResolver
    from sentry_sdk.integrations.django.transactions import LEGACY_RESOLVER

    if not isinstance(resolver, URLResolver):
        return
    # The SDK's own spelling, so that members of this table are what the SDK will say.
    here = prefix + LEGACY_RESOLVER._simplify(resolver)
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _templates(pattern, here)
        else:
            template = here + LEGACY_RESOLVER._simplify(pattern)
            yield template if template.startswith("/") else f"/{template}"


def _tasks() -> frozenset[str]:
    from celery import current_app

    return frozenset(current_app.tasks)
