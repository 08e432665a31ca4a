"""What an error's event says of its cause in typed positions: never a value, never a text.

Pure, as `rebuild` is. `contexts.database` (SQLSTATE, SQLite's name of the error, constraint,
table), `contexts.validation` (names of fields and codes), `contexts.api` (a code) and
`contexts.response` (a status).
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from psycopg import errors

from observability import shapes

if TYPE_CHECKING:
    from observability.known import Known

NAMES: Final = frozenset({"api", "database", "response", "validation"})
MAX_FIELDS: Final = 50
MAX_CODES: Final = 10
MARK_FIELD: Final = "[field]"
MARK_CODE: Final = "[code]"
MARK_CONSTRAINT: Final = "[constraint]"
MARK_TABLE: Final = "[table]"
_SQLITE: Final = frozenset(name for name in vars(sqlite3) if name.startswith("SQLITE_"))
_STATUSES: Final = (100, 599)


def contexts(given: dict[str, Any], known: Known) -> dict[str, Any]:
    """Return those of the contexts that are ours, rebuilt; without what is empty."""
    built = {
        "api": _api(shapes.mapping(given.get("api")), known),
        "database": _database(shapes.mapping(given.get("database")), known),
        "response": _response(shapes.mapping(given.get("response"))),
        "validation": _validation(shapes.mapping(given.get("validation")), known),
    }
    return {name: one for name, one in built.items() if one}


def fields(given: object, known: Known) -> dict[str, list[str]]:
    """Return names of fields with their errors' codes; what nobody declares becomes a mark."""
    built: dict[str, list[str]] = {}
    for name, codes in list(shapes.mapping(given).items())[:MAX_FIELDS]:
        place = built.setdefault(_dotted(name, known), [])
        for code in shapes.listed(codes)[:MAX_CODES]:
            said = _named(code, known.code, MARK_CODE)
            if said not in place:
                place.append(said)
    return built


def _dotted(name: object, known: Known) -> str:
    if type(name) is not str:
        return MARK_FIELD
    return ".".join(part if known.field(part) else MARK_FIELD for part in name.split(".")[:5])


def _named(value: object, known: Any, mark: str) -> str:
    return value if type(value) is str and known(value) else mark


def _validation(source: dict[str, Any], known: Known) -> dict[str, Any]:
    found = fields(source.get("fields"), known)
    return {"fields": found} if found else {}


def _api(source: dict[str, Any], known: Known) -> dict[str, str]:
    return {"code": _named(source["code"], known.code, MARK_CODE)} if "code" in source else {}


def _response(source: dict[str, Any]) -> dict[str, Any]:
    status = shapes.number(source.get("status_code"), *_STATUSES)
    return {} if type(status) is not int else {"status_code": status}


def _is_sqlstate(code: str) -> bool:
    """Tell whether PostgreSQL has the code; a ZIP code has five digits, too."""
    try:
        errors.lookup(code)
    except KeyError:
        return False
    return True


def _database(source: dict[str, Any], known: Known) -> dict[str, str]:
    built: dict[str, Any] = {}
    sqlstate = source.get("sqlstate")
    if type(sqlstate) is str and _is_sqlstate(sqlstate):
        built["sqlstate"] = sqlstate
    shapes.put(built, "sqlite", shapes.one_of(source.get("sqlite"), _SQLITE))
    for name, is_known, mark in (
        ("constraint", known.constraint, MARK_CONSTRAINT),
        ("table", known.table, MARK_TABLE),
    ):
        if source.get(name):
            built[name] = _named(source[name], is_known, mark)
    return built
