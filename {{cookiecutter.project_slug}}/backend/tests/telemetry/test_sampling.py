"""Which traces are kept: by probe, by who began it, by route or task, by the share of all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from observability import rebuild_headers
from observability.known import KnownHere
from observability.sampling import Sampler
from tests.telemetry import hostile
from tests.telemetry.test_rebuild import PROCESS

SAMPLER = Sampler(0.1, {"/api/patients/{pk}/": 1, "patients.tasks.send_appointment_reminder": 0})
PATIENT = "/api/patients/4f1c9d3e-0000-4000-8000-0123456789ab/"


@pytest.mark.parametrize(
    ("context", "rate"),
    [
        ({"wsgi_environ": {"PATH_INFO": "/healthz"}, "parent_sampled": True}, 0),
        ({"asgi_scope": {"path": "/readyz"}}, 0),
        ({"wsgi_environ": {"PATH_INFO": PATIENT}, "parent_sampled": False}, 0),
        ({"wsgi_environ": {"PATH_INFO": "/api/patients/"}, "parent_sampled": True}, 1),
        ({"wsgi_environ": {"PATH_INFO": PATIENT}, "parent_sampled": None}, 1),
        ({"asgi_scope": {"path": PATIENT}}, 1),
        ({"wsgi_environ": {"PATH_INFO": "/api/patients/"}}, 0.1),
        ({"wsgi_environ": {"PATH_INFO": "/nowhere/"}}, 0.1),
        ({"celery_job": {"task": "patients.tasks.send_appointment_reminder"}}, 0),
        ({"celery_job": {"task": "patients.tasks.send_appointment_reminders"}}, 0.1),
        ({}, 0.1),
    ],
)
def test_rates(context: dict[str, Any], rate: float) -> None:
    assert SAMPLER(context) == rate


def test_the_rates_that_leave_are_the_samplers() -> None:
    process = replace(PROCESS, sample_rates=SAMPLER.rates)

    def said(given: object) -> dict[str, Any]:
        trace = {"trace_id": hostile.TRACE_ID, "sample_rate": given}
        built = rebuild_headers.envelope_headers({"trace": trace}, KnownHere(), process)["trace"]
        assert isinstance(built, dict)
        return built

    assert [said(rate)["sample_rate"] for rate in ("1.0", "0.1", 1)] == ["1.0", "0.1", "1.0"]
    # Of anything else, the share of all.
    wrong: list[object] = ["0.123456789", hostile.CANARY, None, [], "nan", True]
    for given in wrong:
        assert said(given)["sample_rate"] == "0.5"
