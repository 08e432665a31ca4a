"""What a server prints of requests: routes, never paths; findable by request and by trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.capture.web import UVICORN, Web, prepared, serving
from tests.processes import GUNICORN
from tests.telemetry.ingest import Ingest

PATIENT = "4f1c9d3e-0000-4000-8000-0123456789ab"


@pytest.fixture(scope="module", params=[GUNICORN, UVICORN], ids=["gunicorn", "uvicorn"])
def driven(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Web]:
    ingest = Ingest()
    web = prepared(tmp_path_factory.mktemp("state"), ingest, LOG_FORMAT="json")
    with serving(web, request.param):
        web.ask("patient", f"/api/patients/{PATIENT}/?search=Kowalski")
        web.ask("nowhere", "/patients/Kowalski/")
        web.ask("failed", "/failures/view/?note=Kowalski")
    yield web
    ingest.close()


def lines(web: Web, name: str) -> list[dict[str, Any]]:
    log = (web.var / "web.log").read_text().splitlines()
    said = [json.loads(line) for line in log if line.startswith("{")]
    return [line for line in said if line.get("trace_id") == web.traces[name]]


def test_each_request_has_one_line_with_its_route(driven: Web) -> None:
    for name, route, status in (
        ("patient", "/api/patients/{pk}/", 403),
        ("nowhere", "[unrouted]", 404),
        ("failed", "/failures/{way}/", 500),
    ):
        (line,) = [one for one in lines(driven, name) if one["logger"] == "access"]
        assert (line["method"], line["route"], line["status"]) == ("GET", route, status)
        assert line["request_id"] == driven.answers[name].headers["X-Request-ID"]
        assert line["duration_ms"] >= 0


def test_an_error_is_a_line_of_its_own_with_its_frames(driven: Web) -> None:
    (line,) = [one for one in lines(driven, "failed") if one["level"] == "ERROR"]
    assert line["request_id"] == driven.answers["failed"].headers["X-Request-ID"]
    assert line["exception"][-1].startswith("ValueError")


def test_neither_paths_nor_queries_nor_probes_are_printed(driven: Web) -> None:
    log = (driven.var / "web.log").read_text()
    for word in (PATIENT, "Kowalski", "healthz", "Traceback"):
        assert word not in log
