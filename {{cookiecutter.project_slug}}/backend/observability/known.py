"""What this process's own code already says: classes, files, functions, routes, tasks.

A name leaves only if it stands here. Nothing of the application's is called: modules are looked
up in `sys.modules`, attributes in `vars()`, names in the source files that they claim.
"""

from __future__ import annotations

import builtins
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from sentry_sdk.utils import filename_for_module

from observability import known_schema, spelling
from observability.spelling import LONGEST_NAME, attributes, is_class, source_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_TYPE: Final = type.__dict__
_classes: set[str] = set()  # names that were found to be classes
_MOST_CLASSES: Final = 4096
# Taken early: later, anything can be put there.
_BUILT_IN: Final = frozenset(vars(builtins))


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

    def lines(self, module: str) -> int:
        """Return how many lines the source of the loaded `module` has."""

    def monitor(self, slug: str) -> bool:
        """Tell whether `slug` is an entry of beat's schedule."""

    def schedule(self, slug: str) -> Mapping[str, Any]:
        """Return what beat's schedule says of `slug`, as check-ins say it; empty for nothing."""

    def class_name(self, dotted: str) -> bool:
        """Tell whether `dotted` is `module.QualName` of a class, or a built-in's bare name."""

    def table(self, name: str) -> bool:
        """Tell whether a model's table is called so."""

    def constraint(self, name: str) -> bool:
        """Tell whether a model names a constraint so, or its name is made of its columns'."""

    def field(self, name: str) -> bool:
        """Tell whether a model or a serializer declares a field of this name."""

    def code(self, name: str) -> bool:
        """Tell whether code declares an error's code so."""


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
        path = source_path(module)
        return path is not None and _name_of_file(module, path) == filename

    def function(self, module: str, name: str) -> bool:
        """Tell whether each part of `name` is a token of the loaded `module`'s source."""
        if len(name) > LONGEST_NAME:
            return False
        path = source_path(module)
        return path is not None and spelling.spells(path, name)

    def tokens(self, module: str) -> frozenset[str]:
        """Return the identifiers that the source of the loaded `module` spells."""
        path = source_path(module)
        return frozenset() if path is None else spelling.tokens(path)

    def lines(self, module: str) -> int:
        """Return how many lines the source of the loaded `module` has."""
        path = source_path(module)
        return 0 if path is None else spelling.lines(path)

    def monitor(self, slug: str) -> bool:
        """Tell whether `slug` is an entry of beat's schedule."""
        try:
            return known_schema.monitor(slug) or (slug.endswith("()") and _is_task(slug[:-2]))
        except Exception:  # noqa: BLE001 - without a schedule there are no monitors
            return False

    def schedule(self, slug: str) -> Mapping[str, Any]:
        """Return what beat's schedule says of `slug`, as check-ins say it; empty for nothing."""
        try:
            return known_schema.schedule(slug)
        except Exception:  # noqa: BLE001 - a check-in without its schedule is better than none
            return {}

    def class_name(self, dotted: str) -> bool:
        """Tell whether `dotted` is `module.QualName` of a class, or a built-in's bare name."""
        if len(dotted) > LONGEST_NAME:
            return False
        if dotted in _classes:
            return True
        if dotted == "None" or _class(None, dotted) is not None:
            return True
        ends = [at for at, letter in enumerate(dotted) if letter == "."]
        found = any(
            dotted[:end] in sys.modules and _class(dotted[:end], dotted[end + 1 :]) is not None
            for end in ends
        )
        if found and len(_classes) < _MOST_CLASSES:
            _classes.add(dotted)  # what code has spelled once does not become data
        return found

    def table(self, name: str) -> bool:
        """Tell whether a model's table is called so."""
        return _ask(known_schema.table, name)

    def constraint(self, name: str) -> bool:
        """Tell whether a model names a constraint so, or its name is made of its columns'."""
        return _ask(known_schema.constraint, name)

    def field(self, name: str) -> bool:
        """Tell whether a model or a serializer declares a field of this name."""
        return _ask(known_schema.field, name)

    def code(self, name: str) -> bool:
        """Tell whether code declares an error's code so."""
        return _ask(known_schema.code, name)


def _ask(question: Callable[[str], bool], name: str) -> bool:
    try:
        return question(name)
    except Exception:  # noqa: BLE001 - before the apps are loaded there is no schema
        return False


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
    if type(module) is not str or type(name) is not str or len(name) > LONGEST_NAME:
        return None
    if module == "builtins":
        return name if _class(None, name) is cls else None
    dotted = f"{module}.{name}"
    return dotted if len(dotted) <= LONGEST_NAME and _class(module, name) is cls else None


def _class(module: str | None, name: str) -> type | None:
    if len(name) > LONGEST_NAME:
        return None
    if module is not None and not spelling.is_real(module):
        return None
    found: object = builtins if module is None else sys.modules.get(module)
    for step in name.split("."):
        if found is None or not spelling.IDENTIFIER.fullmatch(step):
            return None
        holder, found = found, attributes(found).get(step)
        if not _is_spelt_in(module, step, holder):
            return None
    return found if is_class(found) else None


def _is_spelt_in(module: str | None, step: str, holder: object) -> bool:
    if module is None:
        return step in _BUILT_IN
    return spelling.defines(module, step, holder)


@lru_cache(maxsize=4096)
def _name_of_file(module: str, path: str) -> str | None:
    return filename_for_module(module, path)


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
    path = source_path(module)
    if path is None:
        return False
    by_function = name == f"{module}.{function}" and spelling.spells(path, function)
    return by_function or name in spelling.literals(path)
