"""docs/postgresql.md: with these settings a server's log has no values, with others it has.

Each is put aside once, which must show: a setting that holds nothing back has no place there.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dev.with_services import postgres

NAME = "Zephyra Quillfeather"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "postgresql.md"
(_BLOCK,) = re.findall(r"```conf\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
SETTINGS = dict(re.findall(r"^([a-z_.]+) = (\S+)", _BLOCK, re.MULTILINE))
Cursor = psycopg.Cursor[Any]
AS_DJANGO_DOES = psycopg.ClientCursor  # values are written into the statement


def broken_rule(cursor: Cursor) -> None:
    for _ in range(2):
        cursor.execute("INSERT INTO clinic (name) VALUES (%s)", [NAME])


def wrong_input(cursor: Cursor) -> None:
    cursor.execute("SELECT %s::text::date", [NAME])


def read(cursor: Cursor) -> None:
    cursor.execute("SELECT %s::text", [NAME])


def failed_with(cursor: Cursor) -> None:
    cursor.execute("SELECT 1 / %s::int, %s::text", [0, NAME])


def explained(cursor: Cursor) -> None:
    cursor.execute("LOAD 'auto_explain'")
    read(cursor)


# What each setting holds back: where it is set otherwise, and what has to be set otherwise beside.
ERRORS = {"log_min_messages": "warning"}
DETAILS = {**ERRORS, "log_error_verbosity": "default"}
LEAKS: dict[str, tuple[str, dict[str, str], Callable[[Cursor], None], type[Cursor]]] = {
    "log_min_messages": ("warning", {}, wrong_input, psycopg.Cursor),
    "log_error_verbosity": ("default", ERRORS, broken_rule, psycopg.Cursor),
    "log_min_error_statement": ("error", ERRORS, broken_rule, AS_DJANGO_DOES),
    "log_statement": ("all", {}, read, AS_DJANGO_DOES),
    "log_min_duration_statement": ("0", {}, read, AS_DJANGO_DOES),
    "log_min_duration_sample": ("0", {"log_statement_sample_rate": "1"}, read, AS_DJANGO_DOES),
    "log_transaction_sample_rate": ("1", {}, read, AS_DJANGO_DOES),
    "log_parameter_max_length": (
        "-1",
        {"log_error_verbosity": "default", "log_statement": "all"},
        read,
        psycopg.Cursor,
    ),
    "log_parameter_max_length_on_error": ("-1", DETAILS, failed_with, psycopg.Cursor),
    "auto_explain.log_min_duration": ("0", {}, explained, AS_DJANGO_DOES),
}
UTILITY = "pg_stat_statements.track_utility"  # is no setting of the log's


class Server:
    def __init__(self, url: str, log: Path) -> None:
        self.url, self.log = url, log

    def connect(self, settings: dict[str, str], cursors: type[Cursor]) -> psycopg.Connection[Any]:
        made = psycopg.connect(self.url, autocommit=True, cursor_factory=cursors)
        for name, value in settings.items():
            made.execute(f"SET {name} = '{value}'".encode())  # nobody's but this file's
        return made

    def logged(
        self, settings: dict[str, str], act: Callable[[Cursor], None], cursors: type[Cursor]
    ) -> str:
        """Return what is logged as somebody acts under these settings, all statements apart."""
        before = self.log.stat().st_size
        with self.connect(settings, cursors) as connection, suppress(psycopg.Error):
            act(connection.cursor())
        with psycopg.connect(self.url) as marker:  # written after what came before it
            marker.execute("DO 'BEGIN RAISE LOG ''the end''; END'")
        said = self.log.read_bytes()[before:].decode()
        assert "the end" in said
        return said


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        loaded = {"shared_preload_libraries": "pg_stat_statements"}
        with postgres(folder, loaded) as url:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE TABLE clinic (name text UNIQUE)")
                connection.execute("CREATE EXTENSION pg_stat_statements")
            yield Server(url, folder / "log")


def test_each_setting_of_the_document_is_tried() -> None:
    assert SETTINGS.keys() == {*LEAKS, UTILITY}


@pytest.mark.parametrize("name", LEAKS)
def test_a_setting_holds_back_what_another_value_lets_through(server: Server, name: str) -> None:
    leaking, beside, act, cursors = LEAKS[name]
    assert NAME in server.logged({**SETTINGS, **beside, name: leaking}, act, cursors)
    assert NAME not in server.logged({**SETTINGS, **beside}, act, cursors)


@pytest.mark.parametrize("cursors", [psycopg.Cursor, AS_DJANGO_DOES])
@pytest.mark.parametrize("act", [broken_rule, wrong_input])
def test_an_error_is_logged_with_its_values_by_default_and_not_as_documented(
    server: Server, act: Callable[[Cursor], None], cursors: type[Cursor]
) -> None:
    assert NAME in server.logged({}, act, cursors)
    assert NAME not in server.logged(SETTINGS, act, cursors)


@pytest.mark.parametrize(("value", "is_kept"), [("on", True), (SETTINGS[UTILITY], False)])
def test_utility_statements_are_kept_with_their_values(
    server: Server, value: str, is_kept: bool
) -> None:
    with server.connect({UTILITY: value}, AS_DJANGO_DOES) as connection:
        connection.execute("SELECT pg_stat_statements_reset()")
        connection.cursor().execute("COMMENT ON TABLE clinic IS %s", [NAME])
        kept = connection.execute("SELECT query FROM pg_stat_statements").fetchall()
    assert any(NAME in query for (query,) in kept) is is_kept
