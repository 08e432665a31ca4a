"""Values that sensitive fields hold in live objects at the moment of an error.

A patient called Mark Young passes every list of words. So what `first_name` and `last_name` hold
is looked up where it lives, in order that it can be removed from the event's texts.

Nothing of the application's is called (`held_classes`), and a property is never asked. What was
found is returned and kept nowhere.
"""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING, Any, Final

from observability.held_classes import LONGEST, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from phi.keys import Field

    # A name, what it names, and the sensitive field that this is part of.
    Named = tuple[object, object, Field | None]

MAX_VALUES: Final = 400
MAX_STEPS: Final = 6000  # things looked at
MAX_DEPTH: Final = 7
MAX_SECONDS: Final = 0.02  # of this thread's own: what others do must not end the search
_PAUSE: Final = 256  # steps between looks at the clock
_PIECE: Final = 300  # longer ones, such as notes, are looked for in pieces


class Held:
    """Collects from the things that it is shown, until it has seen too many."""

    def __init__(self, field_of: Callable[[str], Field | None]) -> None:
        """Take what tells which sensitive field a name is of."""
        self._field_of = field_of
        self._seen: dict[int, object] = {}  # holds what it knows by `id`, so that no id is reused
        self._steps = 0
        self._pauses = 0  # how often the clock was looked at
        self._until: float | None = None
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
            if self._until is None:
                self._until = thread_time() + MAX_SECONDS
            elif thread_time() > self._until:
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
        find, seen = self._field_of, self._seen
        steps = self._steps
        for name, value, field in layer:
            steps += 1
            if steps % _PAUSE == 0:
                self._steps = steps
                if self.full():
                    self.is_complete = False
                    return below
            cls = type(value)
            if value is None or cls is bool:
                continue
            if field is None and type(name) is str:
                field = find(name)
            if cls is str or cls is int or cls is float:
                if field is not None:
                    self._take(str(value)[:LONGEST], field)
            elif field is not None or id(value) not in seen:
                plan = plan_of(cls)
                if plan.members is not None:
                    seen[id(value)] = value
                    below += [(inner, one, field) for inner, one in plan.members(value)]
                elif plan.attributes is not None:
                    seen[id(value)] = value
                    # They have names of their own: a `patient` has a status as well.
                    below += [(inner, one, None) for inner, one in plan.attributes(value)]
                elif plan.text is not None and field is not None:
                    self._take(plan.text(value), field)
        self._steps = steps
        return below

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
