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
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeGuard

from sentry_sdk.utils import filename_for_module

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_CODE_OBJECTS: Final = frozenset(
    {"<module>", "<lambda>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>", "<locals>"}
)
_LONGEST_NAME: Final = 300
_TYPE: Final = type.__dict__
_MODULE: Final[Any] = ModuleType.__dict__
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

    def tokens(self, module: str) -> frozenset[str]:
        """Return the identifiers that the source of the loaded `module` spells."""

    def monitor(self, slug: str) -> bool:
        """Tell whether `slug` is an entry of beat's schedule."""

    def class_name(self, dotted: str) -> bool:
        """Tell whether `dotted` is `module.QualName` of a class, or a built-in's bare name."""


class KnownHere:
    """Knowledge of the running process."""

    def route(self, name: str) -> bool:
        """Tell whether `name` is one of the URLconf's templates or a registered Celery task."""
        try:
            return name in _routes() or _is_task(name)
        except Exception:  # noqa: BLE001 - a URLconf that does not load is itself the error to report
            return False

    def exception_type(self, module: str | None, name: str) -> bool:
        """Tell whether stepping through `module`'s own attributes by `name` ends at a class."""
        return _class(module, name) is not None

    def file(self, module: str, filename: str) -> bool:
        """Tell whether the SDK would name the loaded `module`'s file `filename`."""
        path = _source_path(module)
        return path is not None and _name_of_file(module, path) == filename

    def function(self, module: str, name: str) -> bool:
        """Tell whether each part of `name` is a token of the loaded `module`'s source."""
        if len(name) > _LONGEST_NAME:
            return False
        path = _source_path(module)
        return path is not None and _spells(path, name)

    def tokens(self, module: str) -> frozenset[str]:
        """Return the identifiers that the source of the loaded `module` spells."""
        path = _source_path(module)
        return frozenset() if path is None else _tokens(path)

    def monitor(self, slug: str) -> bool:
        """Tell whether `slug` is an entry of beat's schedule."""
        try:
            return slug in _monitors()
        except Exception:  # noqa: BLE001 - without a schedule there are no monitors
            return False

    def class_name(self, dotted: str) -> bool:
        """Tell whether `dotted` is `module.QualName` of a class, or a built-in's bare name."""
        if len(dotted) > _LONGEST_NAME:
            return False
        if dotted == "None" or _class(None, dotted) is not None:
            return True
        ends = [at for at, letter in enumerate(dotted) if letter == "."]
        return any(
            dotted[:end] in sys.modules and _class(dotted[:end], dotted[end + 1 :]) is not None
            for end in ends
        )


def name_of_class(cls: type) -> str | None:
    """Return the name by which `class_name` knows this very class; None if there is none.

    Descriptors of `type` itself are asked, so that no metaclass of the application's is.
    """
    if cls is type(None):
        return "None"
    try:
        module = _TYPE["__module__"].__get__(cls)
        name = _TYPE["__qualname__"].__get__(cls)
    except AttributeError:
        return None
    if type(module) is not str or type(name) is not str or len(name) > _LONGEST_NAME:
        return None
    if module == "builtins":
        return name if _class(None, name) is cls else None
    dotted = f"{module}.{name}"
    return dotted if len(dotted) <= _LONGEST_NAME and _class(module, name) is cls else None


def _class(module: str | None, name: str) -> type | None:
    if len(name) > _LONGEST_NAME:
        return None
    if module is not None and not _is_real(module):
        return None
    found: object = builtins if module is None else sys.modules.get(module)
    for step in name.split("."):
        if found is None or not _IDENTIFIER.fullmatch(step):
            return None
        found = _attributes(found).get(step)
    # `isinstance` would ask for `__class__`, which may be a property of the application's.
    return found if _is_class(found) else None


def _is_class(value: object) -> TypeGuard[type]:
    return issubclass(type(value), type)


def _attributes(holder: object) -> Mapping[str, object]:
    # The descriptors that `vars()` would end at, without asking the holder's own class first.
    if _is_class(holder):
        attributes: Mapping[str, object] = _TYPE["__dict__"].__get__(holder)
        return attributes
    if issubclass(type(holder), ModuleType):
        namespace: Mapping[str, object] = _MODULE["__dict__"].__get__(holder)
        return namespace
    return {}


def _file_of(module: str) -> str | None:
    loaded = sys.modules.get(module) if len(module) <= _LONGEST_NAME else None
    path = None if loaded is None else _attributes(loaded).get("__file__")
    return path if type(path) is str else None


def _source_path(module: str) -> str | None:
    path = _file_of(module)
    return path if path is not None and _is_file_of(module, path) else None


def _is_real(module: str) -> bool:
    """Tell whether the loaded `module` was named by a file, or by Python itself.

    Anything can be put into `sys.modules`, under any name.
    """
    path = _file_of(module)
    if path is None:
        return module in sys.modules and module in sys.stdlib_module_names
    return _is_file_of(module, path)


@lru_cache(maxsize=4096)
def _is_file_of(module: str, path: str) -> bool:
    file = Path(path)
    try:
        if not file.is_file():
            return False
    except (OSError, ValueError):
        return False
    name = file.name.partition(".")[0]
    parts = [*file.parent.parts, name] if name != "__init__" else list(file.parent.parts)
    steps = module.split(".")
    return module == "__main__" or parts[-len(steps) :] == steps


@lru_cache(maxsize=4096)
def _name_of_file(module: str, path: str) -> str | None:
    return filename_for_module(module, path)


@lru_cache(maxsize=8192)
def _spells(path: str, name: str) -> bool:
    tokens = _tokens(path)
    return all(part in _CODE_OBJECTS or part in tokens for part in name.split("."))


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


def _is_task(name: str) -> bool:
    from celery import current_app

    task = current_app.tasks.get(name)
    return task is not None and _is_spelt_task(name, str(task.__module__), str(task.__name__))


@lru_cache(maxsize=1024)
def _is_spelt_task(name: str, module: str, function: str) -> bool:
    """Tell whether the code names the task: by its function, or in quotes in its source."""
    if name == f"{module}.{function}":
        return True
    path = _source_path(module)
    if path is None:
        return False
    try:
        source = Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return f'"{name}"' in source or f"'{name}'" in source


def _monitors() -> frozenset[str]:
    from celery import current_app

    return frozenset(current_app.conf.beat_schedule)
