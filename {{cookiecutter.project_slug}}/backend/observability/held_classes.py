"""How a live object's parts are read, by its class: worked out once for each class.

Nothing of the application's is called: classes are compared by identity, built-ins are read by
their own methods, and instances through the descriptors that Python made for them.
"""

from __future__ import annotations

import datetime
import gc
from collections import deque
from enum import Enum
from functools import partial
from itertools import islice
from types import GetSetDescriptorType, MappingProxyType, MemberDescriptorType, MethodType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from observability import spelling

if TYPE_CHECKING:
    from collections.abc import Callable

    # A name, and what it names.
    Parts = list[tuple[object, object]]

MAX_WIDTH: Final = 200  # members of one list, entries of one dict
LONGEST: Final = 2000  # characters of one value
_MOST: Final = 4096  # classes that are remembered
_OF_THE_GATE: Final = frozenset({"observability", "phi"})  # a policy names fields
_TYPE: Final = type.__dict__
mro_of: Final[Callable[[type], tuple[type, ...]]] = _TYPE["__mro__"].__get__
_CONTAINERS: Final = (dict, list, tuple, deque, set, frozenset)
# What stands for other things: views, iterators, and calls that are put off. The collector's own
# list of what each holds is read, and none is asked or moved on.
_STANDING_FOR: Final = frozenset(
    id(one)
    for one in (
        *(MappingProxyType, partial, MethodType, enumerate, filter, map, reversed, zip),
        *map(type, ({}.keys(), {}.values(), {}.items())),
        *map(type, (iter([]), iter(()), iter({}.values()), iter({}.items()), iter(set()))),
    )
)
# The attributes to read of an instance, by the class that it descends from; None: all of them.
# Of instances of our own classes that descend from none of these: all of them.
_ATTRIBUTES: Final[dict[str, tuple[str, ...] | None]] = {
    "collections.ChainMap": ("maps",),
    "collections.UserDict": ("data",),
    "collections.UserList": ("data",),
    "django.db.models.base.Model": None,
    "django.db.models.base.ModelState": ("fields_cache",),
    "django.db.models.query.QuerySet": ("_result_cache",),
    "django.forms.forms.BaseForm": ("data", "cleaned_data", "initial", "instance"),
    "django.http.request.HttpRequest": ("_post", "GET", "resolver_match"),
    "django.urls.resolvers.ResolverMatch": ("kwargs",),
    "django.views.generic.base.View": ("kwargs", "request"),
    "types.SimpleNamespace": None,
    "rest_framework.request.Request": ("_data", "_full_data", "_request"),
    "rest_framework.serializers.BaseSerializer": (
        "initial_data",
        "_validated_data",
        "_data",
        "instance",
    ),
}


class Plan(NamedTuple):
    """How instances of a class are read: as a text, as a container, or by their attributes."""

    mro: tuple[type, ...]
    text: Callable[[Any], str] | None = None
    members: Callable[[Any], Parts] | None = None
    attributes: Callable[[Any], Parts] | None = None  # None: they are not looked at


_plans: dict[int, Plan] = {}  # by `id`, as a metaclass would be asked for a hash


def plan_of(cls: type) -> Plan:
    """Return how instances of a class are read."""
    mro = mro_of(cls)
    plan = _plans.get(id(cls))
    # A plan holds its class, so that no other one gets its `id`.
    if plan is not None and plan.mro is mro:
        return plan
    plan, is_settled = _planned(mro)
    if is_settled:
        if len(_plans) >= _MOST:
            _plans.clear()
        _plans[id(cls)] = plan
    return plan


def _planned(mro: tuple[type, ...]) -> tuple[Plan, bool]:
    """Return how instances are read, and whether that stays so."""
    text = _text(mro[0])
    if text is not None:
        return Plan(mro, text=text), True
    members = _members(mro)
    if members is not None:
        return Plan(mro, members=members), True
    attributes, is_settled = _attributes(mro)
    return Plan(mro, attributes=attributes), is_settled


def _text(cls: type) -> Callable[[Any], str] | None:
    """Return what reads the text of values that are one, by the base class's own methods."""
    if issubclass(cls, str):
        return lambda value: str.__str__(value)[:LONGEST]
    if cls is bytes:
        return lambda value: bytes.decode(value[:LONGEST], errors="ignore")
    if cls is datetime.date or cls is datetime.datetime:
        return lambda value: datetime.date.isoformat(value)[:10]
    return None


def _members(mro: tuple[type, ...]) -> Callable[[Any], Parts] | None:
    """Return what reads a container, by the built-in's own methods; None for another thing."""
    if id(mro[0]) in _STANDING_FOR:
        return lambda value: [(None, one) for one in gc.get_referents(value)]
    if not issubclass(mro[0], _CONTAINERS):
        return None
    base = next(one for one in mro if any(one is kind for kind in _CONTAINERS))
    if base is dict:
        return lambda value: list(islice(dict.items(value), MAX_WIDTH))
    if base is list:
        return lambda value: [(None, one) for one in list.__getitem__(value, slice(MAX_WIDTH))]
    if base is tuple:
        fields = _TYPE["__dict__"].__get__(mro[0]).get("_fields")
        names = fields if type(fields) is tuple else (None,) * MAX_WIDTH
        return lambda value: list(
            islice(zip(names, tuple.__iter__(value), strict=False), MAX_WIDTH)
        )
    through: Any = vars(base)["__iter__"]
    return lambda value: [(None, one) for one in islice(through(value), MAX_WIDTH)]


def _attributes(mro: tuple[type, ...]) -> tuple[Callable[[Any], Parts] | None, bool]:
    """Return what reads the attributes that are looked at, and whether that stays so."""
    module = _TYPE["__module__"].__get__(mro[0])
    module = module if type(module) is str else ""
    if module.partition(".")[0] in _OF_THE_GATE:
        return None, True
    for one in mro:
        if one is Enum:
            return None, True  # its name is the code's
        is_dataclass = "__dataclass_fields__" in _TYPE["__dict__"].__get__(one)
        names = _ATTRIBUTES.get(_dotted(one), () if not is_dataclass else None)
        if names is None:
            return _reader_of_all(mro), True
        if names:
            return _reader_of(mro, names), True
    if spelling.is_ours(module):
        return _reader_of_all(mro), True
    # A module that is not loaded may come to be.
    return None, spelling.is_real(module)


def _dotted(cls: type) -> str:
    module = _TYPE["__module__"].__get__(cls)  # any object can be put there
    return f"{module}.{_TYPE['__qualname__'].__get__(cls)}" if type(module) is str else ""


def _reader_of(mro: tuple[type, ...], names: tuple[str, ...]) -> Callable[[Any], Parts]:
    namespace = _namespace(mro)

    def read(value: object) -> Parts:
        own = namespace(value)
        return [(name, own[name]) for name in names if name in own]

    return read


def _reader_of_all(mro: tuple[type, ...]) -> Callable[[Any], Parts]:
    namespace = _namespace(mro)
    slots = [
        (name, slot)
        for one in mro
        for name, slot in _TYPE["__dict__"].__get__(one).items()
        if type(slot) is MemberDescriptorType
    ]

    def read(value: object) -> Parts:
        own = namespace(value)
        for name, slot in slots:
            try:
                own[name] = slot.__get__(value)
            except AttributeError:
                continue
        return list(islice(own.items(), MAX_WIDTH))

    return read


def namespace_of(value: object) -> dict[str, object]:
    """Return a copy of the instance's own `__dict__`; empty if a class of its has redefined it."""
    return _namespace(mro_of(type(value)))(value)


def _namespace(mro: tuple[type, ...]) -> Callable[[Any], dict[str, object]]:
    for one in mro:
        found = _TYPE["__dict__"].__get__(one).get("__dict__")
        if found is not None:
            if type(found) is not GetSetDescriptorType:
                break
            read = found.__get__
            return lambda value: dict(read(value))
    return lambda _: {}
