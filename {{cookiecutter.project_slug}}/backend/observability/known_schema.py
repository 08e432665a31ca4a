"""Names that schema, API and schedule declare: tables, fields, codes, monitors.

`known` asks here. What is looked up are Django's and DRF's own registries; nothing that data could
have named is in them.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from observability import spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST: Final = 128
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_CODE: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
# What databases and Django put into the names of constraints that nobody named.
_SUFFIXES: Final = frozenset({"pkey", "key", "uniq", "fk", "check", "idx", "pk", "like", "id", ""})
# Digits that are a day are none.
_DAY: Final = (
    r"(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:(?:0[1-9]|[12][0-9]|3[01])){2}(?:19|20)[0-9]{2})"
)
_HASH: Final = re.compile(rf"{_DAY}[0-9a-f]{{8}}")
_SAID: Final = re.compile(r"""\b(?:default_)?code\s*=\s*["']([a-z][a-z0-9_-]{0,63})["']""")
_DJANGOS_MESSAGES: Final = ("error_messages", "default_error_messages")


def table(name: str) -> bool:
    """Tell whether a model's table is called so."""
    return len(name) <= LONGEST and name in _tables()


def constraint(name: str) -> bool:
    """Tell whether a model names a constraint so, or its name is made of tables and columns."""
    if not _NAME.fullmatch(name):
        return False
    if name in _constraints():
        return True
    # A hash stands once, before what kind of constraint it is.
    parts = [part for part in name.split("_") if not _HASH.fullmatch(part)]
    if not parts or len(parts) < len(name.split("_")) - 1:
        return False
    return _parts().issuperset(parts)


def field(name: str) -> bool:
    """Tell whether a model or a serializer declares a field of this name."""
    return len(name) <= LONGEST and (name in _columns() or _is_declared(name))


def code(name: str) -> bool:
    """Tell whether code declares an error's code so."""
    if not _CODE.fullmatch(name):
        return False
    return name in _codes() or any(name in _codes_in(path) for path in _own_files())


def monitor(slug: str) -> bool:
    """Tell whether `slug` is an entry of beat's schedule that our own source spells.

    `add_periodic_task` calls an entry by what it is given, arguments of the task included.
    """
    from celery import current_app

    return slug in current_app.conf.beat_schedule and any(
        slug in spelling.literals(path) for path in _own_files()
    )


def schedule(slug: str) -> Mapping[str, Any]:
    """Return what beat's schedule says of `slug`, as check-ins say it."""
    from celery import current_app
    from celery.schedules import maybe_schedule
    from sentry_sdk.integrations.celery.beat import _get_monitor_config

    planned = maybe_schedule(current_app.conf.beat_schedule[slug]["schedule"], app=current_app)
    said = _get_monitor_config(planned, current_app, slug)
    found: Mapping[str, Any] = said.get("schedule", {})
    return found


def _models() -> list[Any]:
    from django.apps import apps

    return list(apps.get_models(include_auto_created=True))


@lru_cache(maxsize=1)
def _tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in _models())


@lru_cache(maxsize=1)
def _constraints() -> frozenset[str]:
    named = ((*model._meta.constraints, *model._meta.indexes) for model in _models())
    return frozenset(one.name for group in named for one in group)


@lru_cache(maxsize=1)
def _columns() -> frozenset[str]:
    fields = (one for model in _models() for one in model._meta.local_concrete_fields)
    return frozenset(name for one in fields for name in (one.name, one.attname, one.column))


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    return _SUFFIXES | {part for name in _tables() | _columns() for part in name.split("_")}


def _is_declared(name: str) -> bool:
    # Nothing is kept: serializers are defined as their modules are loaded.
    from rest_framework.serializers import Serializer
    from rest_framework.settings import api_settings

    return name == api_settings.NON_FIELD_ERRORS_KEY or any(
        name in vars(one).get("_declared_fields", {}) and name in _words_of(one)
        for one in _descendants(Serializer)
    )


def _words_of(cls: type) -> frozenset[str]:
    """Return what the sources of a class and of its bases spell: one can be made of data."""
    paths = {spelling.source_path(str(vars(one).get("__module__"))) for one in cls.__mro__}
    return frozenset().union(*(spelling.tokens(path) for path in paths if path is not None))


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from django.core import validators
    from django.db.models import Field as ModelField
    from django.forms import Field as FormField
    from rest_framework.exceptions import APIException
    from rest_framework.fields import Field
    from rest_framework.serializers import BaseSerializer
    from rest_framework.validators import UniqueValidator

    found: list[tuple[type, object]] = [(UniqueValidator, vars(UniqueValidator).get("code"))]
    for base in (Field, BaseSerializer, ModelField, FormField):
        for one in (base, *_descendants(base)):
            for name in _DJANGOS_MESSAGES:
                messages = vars(one).get(name)
                found += [(one, code) for code in (messages if type(messages) is dict else ())]
    for one in (APIException, *_descendants(APIException)):
        found.append((one, vars(one).get("default_code")))
    for made in vars(validators).values():
        if spelling.is_class(made):
            found.append((made, vars(made).get("code")))
    return frozenset({"invalid", "unique", "null"} | set(_spelt(found)))


def _spelt(found: list[tuple[type, object]]) -> Iterator[str]:
    words: dict[type, frozenset[str]] = {}
    for cls, code in found:
        if type(code) is str:
            known = words.get(cls) or words.setdefault(cls, _words_of(cls))
            if known.issuperset(code.split("-")):
                yield code


def _own_files() -> Iterator[str]:
    for module in tuple(sys.modules):
        path = spelling.source_path(module) if spelling.is_ours(module) else None
        if path is not None:
            yield path


@lru_cache(maxsize=2048)
def _codes_in(path: str) -> frozenset[str]:
    return frozenset(_SAID.findall(spelling.source(path)))


def _descendants(cls: type) -> Iterator[type]:
    for one in type.__subclasses__(cls):
        yield one
        yield from _descendants(one)
