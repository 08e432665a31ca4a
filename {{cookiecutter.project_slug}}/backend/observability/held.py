"""Values that sensitive fields hold in live objects at the moment of an error.

A patient called Mark Young passes every list of words. So what `first_name` and `last_name` hold
is looked up where it lives, in order that it can be removed from the event's texts.

Nothing of the application's is called: types are compared by identity, instances are read through
the descriptors that Python made for their `__dict__`, and a property is never asked. What was
found is returned and kept nowhere.
"""

from __future__ import annotations

import datetime
import gc
from collections import deque
from enum import Enum
from functools import partial
from itertools import islice
from time import thread_time
from types import GetSetDescriptorType, MappingProxyType, MemberDescriptorType, MethodType
from typing import TYPE_CHECKING, Any, Final

from observability import spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from phi.keys import Field

    # A name, what it names, and the sensitive field that this is part of.
    Named = tuple[object, object, Field | None]

MAX_VALUES: Final = 400
MAX_STEPS: Final = 6000  # things looked at
MAX_DEPTH: Final = 7
MAX_WIDTH: Final = 200  # members of one list, entries of one dict
MAX_SECONDS: Final = 0.02  # of this thread's own: what others do must not end the search
_PAUSE: Final = 256  # steps between looks at the clock
_LONGEST: Final = 2000  # characters of one value
_PIECE: Final = 300  # longer ones, such as notes, are looked for in pieces
_OF_THE_GATE: Final = frozenset({"observability", "phi"})  # a policy names fields
_TYPE: Final = type.__dict__
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


class Held:
    """Collects from the things that it is shown, until it has seen too many."""

    def __init__(self, field_of: Callable[[str], Field | None]) -> None:
        """Take what tells which sensitive field a name is of."""
        self._field_of = field_of
        self._seen: dict[int, object] = {}  # holds what it knows by `id`, so that no id is reused
        self._steps = 0
        self._pauses = 0  # how often the clock was looked at
        self._until = thread_time() + MAX_SECONDS
        self.is_complete = True  # nothing was left out because it was too much
        self.values: dict[str, bool] = {}  # with whether it is a person's name

    def full(self) -> bool:
        """Tell whether there was too much to look at all of it."""
        if self._steps > MAX_STEPS or len(self.values) >= MAX_VALUES:
            return True
        # Most searches end before the first pause, and asking the clock costs more than a step.
        pauses = self._steps // _PAUSE
        if pauses > self._pauses:
            self._pauses = pauses
            if thread_time() > self._until:
                self._steps = MAX_STEPS + 1  # and so it stays
                return True
        return False

    def look(self, names: Mapping[Any, Any] | Iterable[tuple[Any, Any]]) -> None:
        """Look at named things, such as a frame's variables, nearest first."""
        pairs = names.items() if isinstance(names, dict) else names
        layer: list[Named] = [(name, value, None) for name, value in pairs]
        for _ in range(MAX_DEPTH):
            if not layer:
                return
            if self.full():
                self.is_complete = False
                return
            layer = self._below(layer)

    def _below(self, layer: list[Named]) -> list[Named]:
        """Take the values of a layer, and return the layer of what its things consist of."""
        below: list[Named] = []
        find = self._field_of
        for name, value, field in layer:
            self._steps += 1
            if self._steps % _PAUSE == 0 and self.full():
                self.is_complete = False
                break
            cls = type(value)
            if cls is bool or value is None:
                continue
            if field is None and type(name) is str:
                field = find(name)
            if cls is str or cls is int or cls is float:
                if field is not None:
                    self._take(str(value)[:_LONGEST], field)
            elif field is not None or id(value) not in self._seen:
                self._open(value, field, below)
        return below

    def _open(self, value: object, field: Field | None, below: list[Named]) -> None:
        mro = _TYPE["__mro__"].__get__(type(value))
        text = _text(value, mro)
        if text is not None:
            if field is not None:
                self._take(text, field)
            return
        self._seen[id(value)] = value
        members = _members(value, mro)
        if members is None:
            # An instance's attributes have names of their own: a `patient` has a status as well.
            members, field = _attributes(value, mro), None
        below.extend([(inner, one, field) for inner, one in members])

    def _take(self, given: str, field: Field) -> None:
        for text in _pieces(given):
            self._keep(text, field)

    def _keep(self, text: str, field: Field) -> None:
        if text and len(self.values) < MAX_VALUES:
            self.values[text] = self.values.get(text, False) or field.names
        elif text and text not in self.values:
            self.is_complete = False


def _pieces(text: str) -> list[str]:
    pieces = []
    while len(text) > _PIECE:
        end = text.rfind(" ", 1, _PIECE)
        end = end if end > 0 else _PIECE
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _text(value: Any, mro: tuple[type, ...]) -> str | None:
    """Return the text of a value that is one, by its base class's own methods."""
    if issubclass(mro[0], str):
        return str.__str__(value)[:_LONGEST]
    if mro[0] is bytes:
        return bytes.decode(value[:_LONGEST], errors="ignore")
    if mro[0] is datetime.date or mro[0] is datetime.datetime:
        return datetime.date.isoformat(value)[:10]
    return None


def _members(value: Any, mro: tuple[type, ...]) -> list[tuple[object, object]] | None:
    """Return what a container holds, by the built-in's own methods; None for another thing."""
    if not issubclass(mro[0], _CONTAINERS):
        if id(mro[0]) in _STANDING_FOR:
            return [(None, one) for one in gc.get_referents(value)]
        return None
    for base in mro:
        if base is dict:
            return list(islice(dict.items(value), MAX_WIDTH))
        if base is list:
            return [(None, one) for one in list.__getitem__(value, slice(MAX_WIDTH))]
        if base is tuple:
            fields = _TYPE["__dict__"].__get__(mro[0]).get("_fields")
            names = fields if type(fields) is tuple else (None,) * MAX_WIDTH
            return list(zip(names, tuple.__iter__(value), strict=False))[:MAX_WIDTH]
        if base is deque:
            return [(None, one) for one in islice(deque.__iter__(value), MAX_WIDTH)]
        if base is set:
            return [(None, one) for one in islice(set.__iter__(value), MAX_WIDTH)]
        if base is frozenset:
            return [(None, one) for one in islice(frozenset.__iter__(value), MAX_WIDTH)]
    return None


def _attributes(value: object, mro: tuple[type, ...]) -> list[tuple[object, object]]:
    module = _TYPE["__module__"].__get__(mro[0])
    module = module if type(module) is str else ""
    if module.partition(".")[0] in _OF_THE_GATE:
        return []
    for one in mro:
        if one is Enum:
            return []  # its name is the code's
        is_dataclass = "__dataclass_fields__" in _TYPE["__dict__"].__get__(one)
        names = _ATTRIBUTES.get(_dotted(one), () if not is_dataclass else None)
        if names is None:
            return _all_of(value, mro)
        if names:
            own = namespace(value)
            return [(name, own[name]) for name in names if name in own]
    return _all_of(value, mro) if spelling.is_ours(module) else []


def _all_of(value: object, mro: tuple[type, ...]) -> list[tuple[object, object]]:
    return list(islice((namespace(value) | _slots(value, mro)).items(), MAX_WIDTH))


def _dotted(cls: type) -> str:
    module = _TYPE["__module__"].__get__(cls)  # any object can be put there
    return f"{module}.{_TYPE['__qualname__'].__get__(cls)}" if type(module) is str else ""


def namespace(value: object) -> dict[str, object]:
    """Return a copy of the instance's own `__dict__`; empty if a class of its has redefined it."""
    for one in _TYPE["__mro__"].__get__(type(value)):
        found = _TYPE["__dict__"].__get__(one).get("__dict__")
        if found is not None:
            return dict(found.__get__(value)) if type(found) is GetSetDescriptorType else {}
    return {}


def _slots(value: object, mro: tuple[type, ...]) -> dict[str, object]:
    found: dict[str, object] = {}
    for one in mro:
        for name, slot in _TYPE["__dict__"].__get__(one).items():
            if type(slot) is MemberDescriptorType:
                try:
                    found[name] = slot.__get__(value)
                except AttributeError:
                    continue
    return found
