"""Look for the made-up patients in what left."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from typing import Final

from exceptions.catalogue import HERE, PEOPLE

# The service's own search, which reads what is encoded; taken from the template, so that nothing need be baked.
_SEARCH: Final = HERE.parent.parent / "{{cookiecutter.project_slug}}/e2e/canaries.py"
_found_in = runpy.run_path(str(_SEARCH), run_name="canaries")["found_in"]

# Names that are words too: these are searched for as they are spelt, and whole.
WORDS: Final = ("Mark", "Young", "Grace", "Field")
TELLING: Final = 9  # letters; shorter words of a note tell nothing by themselves


def _values(person: dict[str, str]) -> Iterator[str]:
    yield from (person[name] for name in ("ssn", "phone", "email", "mrn", "date_of_birth", "notes"))
    yield from (re.sub(r"[^0-9]", "", person[name]) for name in ("ssn", "phone", "mrn"))
    yield f"{person['first_name']} {person['last_name']}"
    yield from (person[name] for name in ("first_name", "last_name") if person[name] not in WORDS)
    yield from (word.strip(",") for word in person["notes"].split() if len(word.strip(",")) >= TELLING)


VALUES: Final = sorted({value for person in PEOPLE for value in _values(person)})


def found(text: str) -> list[str]:
    """Return what of the patients stands in ``text``, in whatever encoding."""
    values = [VALUES[number] for number in _found_in(text.encode(), VALUES)]
    return values + [word for word in WORDS if re.search(rf"\b{word}\b", text)]
