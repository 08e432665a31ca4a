"""Names in data of a source tree that `make words` has read before, as the drill has it done."""

from __future__ import annotations

from canaries.place import Canary, PlantedError, place

# Where the drill writes the name of each place; see e2e/drill/gathered.py.
WRITTEN_IN = (
    *("a seed", "a migration", "a fixture", "a test", "a choice of a model", "a default value"),
    *("a comment", "a docstring", "a catalogue of texts", "a story", "a test of the web app"),
    "a text of a page",
)


def _register(where: str) -> None:
    @place(f"name in {where}, gathered: error's text", kinds=("name",))
    def plant(canary: Canary) -> None:
        raise PlantedError(f"Cannot book {canary.read()}")


for _where in WRITTEN_IN:
    _register(_where)
