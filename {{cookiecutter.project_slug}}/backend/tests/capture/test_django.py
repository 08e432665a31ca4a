"""What a WSGI server captures of requests that fail: one server, a request a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from capture.pytest_rows import check, params
from capture.rows_django import ROWS
from capture.table import Row
from tests.capture.web import Web, prepared, serving
from tests.telemetry.ingest import Ingest

BY_GET = params(ROWS, "django-view")


def path_of(row: str) -> str:
    return f"/failures/{row.removeprefix('django-')}/"


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    ingest = Ingest()
    web = prepared(tmp_path_factory.mktemp("state"), ingest)
    with serving(web):
        for parameters in BY_GET:
            web.ask(str(parameters.id), path_of(str(parameters.id)))
    yield web
    ingest.close()


@pytest.mark.parametrize("row", BY_GET)
def test_row(driven: Web, row: Row) -> None:
    check(row, driven.events(row.id))
