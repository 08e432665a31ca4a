"""Says of a database's error what its text may not: SQLSTATE, constraint and table.

In `before_send`, where the exception is at hand; the gate checks each (`rebuild_detail`).
"""

from __future__ import annotations

import logging
import sqlite3
import sys
from typing import Any

from observability import frame_locals, shapes

logger = logging.getLogger(__name__)


def add(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return `event`, with `contexts.database` if a database failed. Never raises."""
    try:
        info = hint.get("exc_info")
        if type(info) is tuple and issubclass(type(info[1]), BaseException):
            found = next(filter(None, map(_of, frame_locals.chain(info[1]))), None)
            if found is not None:
                event["contexts"] = shapes.mapping(event.get("contexts")) | {"database": found}
    except Exception:  # noqa: BLE001 - an error without its detail is better than no error
        logger.info("What the database said could not be told.")
    return event


def _of(error: BaseException) -> dict[str, object] | None:
    if issubclass(type(error), sqlite3.Error):
        named = BaseException.__getattribute__(error, "__dict__").get("sqlite_errorname")
        return {"sqlite": named} if named else None
    psycopg = sys.modules.get("psycopg")
    if psycopg is None or not issubclass(type(error), psycopg.Error):
        return None
    said = psycopg.Error.diag.__get__(error)
    if not said.sqlstate:
        return None  # the server was not reached
    names = {"constraint": said.constraint_name, "table": said.table_name}
    return {"sqlstate": said.sqlstate} | {key: name for key, name in names.items() if name}
