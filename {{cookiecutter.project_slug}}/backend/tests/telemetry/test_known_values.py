"""A patient's name that is also a word is removed because a field holds it. From every text."""

from __future__ import annotations

import json
import logging
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration

import phi
from observability import breadcrumbs, known_values, live_values, policy, setup
from observability.gate import GateTransport
from patients.models import Patient
from phi.assertion import assert_no_phi
from phi.keys import Field
from phi.words import Words
from tests.telemetry.ingest import Ingest

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)
NAME = ["Mark Young", "MARK_YOUNG", "Mark%20Young"]
FIELDS = {"first_name": Field("first_name", "text", names=True)}
# Words of programs, both names among them: no list of words would stop Mark Young.
PROGRAM = ("not", "found", "open", "patient", "a", "failed")
WORDS = Words(["Mark", "mark", "MARK", "Young", "young", *PROGRAM])


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    own = replace(phi.load(free_text="known-words"), words=WORDS)
    monkeypatch.setattr(policy, "current", lambda: own)


@pytest.fixture
def ingest() -> Iterator[Ingest]:
    server = Ingest()
    client = sentry_sdk.Client(  # noqa: TID251 - a client of its own, so that none is global
        dsn=server.dsn,
        environment="staging",
        release="1.2.3",
        transport=GateTransport,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration()],
        data_collection=setup.NOTHING_COLLECTED,  # type: ignore[arg-type]  # as in setup
        include_local_variables=False,
        before_send=setup.before_send,  # type: ignore[arg-type]  # as in setup
        before_breadcrumb=breadcrumbs.lean,
        _experiments={"transport_compression_level": 0},
    )
    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(client)
        yield server
    client.close(timeout=2)
    server.close()


def sent(ingest: Ingest) -> dict[str, Any]:
    sentry_sdk.get_client().flush(2)
    bodies = [body for body in ingest.bodies if b'"type":"event"' in body]
    assert len(bodies) == 1
    found: dict[str, Any] = json.loads(bodies[0].split(b"\n")[2])
    return found


def words_of(event: dict[str, Any]) -> set[str]:
    return set(json.dumps(event).replace('"', " ").replace("_", " ").split())


def test_no_text_of_the_event_has_the_name(ingest: Ingest) -> None:
    patient = Patient(first_name="Mark", last_name="Young")
    sentry_sdk.add_breadcrumb(category="log", message="Mark Young: not found")
    sentry_sdk.add_breadcrumb(message="open patient mark_young", data={"url": "/a/Mark%20Young"})
    sentry_sdk.set_tag("operation", "Mark")
    try:
        try:
            raise KeyError("Young")
        except KeyError as cause:
            raise ValueError(f"{patient.first_name} Young: not found") from cause
    except ValueError as error:
        sentry_sdk.capture_exception(error)
    event = sent(ingest)
    assert_no_phi([event], NAME)
    assert not {"Mark", "mark", "MARK", "Young", "young"} & words_of(event)
    values = [one["value"] for one in event["exception"]["values"]]
    assert values[-1].endswith("not found")
    assert "[filtered]" in values[-1]
    assert event["breadcrumbs"]["values"][0]["message"].endswith("not found")


def test_a_logged_message_without_an_exception(ingest: Ingest) -> None:
    patient = Patient(first_name="Mark", last_name="Young")
    logger.error("%s: not found", f"{patient.first_name} {patient.last_name}")
    event = sent(ingest)
    assert not {"Mark", "Young"} & words_of(event)
    assert event["message"].endswith("not found")


def test_what_extra_of_a_log_record_holds(ingest: Ingest) -> None:
    logger.error("Mark Young: not found", extra={"patient": {"full_name": "Mark Young"}})
    assert not {"Mark", "Young"} & words_of(sent(ingest))


def test_a_breadcrumb_loses_what_its_data_held(ingest: Ingest) -> None:
    sentry_sdk.add_breadcrumb(message="Mark: not found", data={"first_name": "Mark"})
    sentry_sdk.capture_message("failed")
    assert "Mark" not in words_of(sent(ingest))


@pytest.mark.parametrize("name", ["patient", "validation", "database", "api", "response"])
def test_texts_lose_what_a_context_holds_whatever_it_is_called(ingest: Ingest, name: str) -> None:
    sentry_sdk.set_context(name, {"last_name": "Young"})
    sentry_sdk.capture_message("Young: not found")
    assert sent(ingest)["message"] == "[filtered]: not found"


def test_codes_of_fields_are_no_values(ingest: Ingest) -> None:
    sentry_sdk.set_context("validation", {"fields": {"last_name": ["found"]}})
    sentry_sdk.capture_message("not found")
    assert sent(ingest)["message"] == "not found"


def test_without_a_field_the_words_stay(ingest: Ingest) -> None:
    # The loss of a word would hide that nothing was removed above.
    sentry_sdk.capture_message("Mark Young: not found")
    assert sent(ingest)["message"] == "Mark Young: not found"


def test_if_it_fails_the_texts_go(ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Mark")

    monkeypatch.setattr(live_values, "found", broken)
    sentry_sdk.add_breadcrumb(message="not found")
    sentry_sdk.capture_message("not found")
    event = sent(ingest)
    assert event["message"] == "[text]"
    assert event["breadcrumbs"]["values"][0]["message"] == "[text]"


def test_libraries_frames_are_asked_for_requests_only() -> None:
    code = compile(
        "def parse(request, other):\n    raise ValueError('x')", "/x/site-packages/lib.py", "exec"
    )
    namespace: dict[str, Any] = {}
    exec(code, namespace)  # noqa: S102 - code that seems to be a library's
    info: object = None
    try:
        namespace["parse"]({"first_name": "Mark"}, {"first_name": "Young"})
    except ValueError:
        info = sys.exc_info()
    held = live_values.found({}, {"exc_info": info}, FIELDS.get)
    assert held.values == {"Mark": True}


def test_too_much_to_look_at_leaves_no_text(ingest: Ingest) -> None:
    rows = [{str(n): [n] * 50} for n in range(200)]
    patient = Patient(first_name="Mark", last_name="Young")
    try:
        raise ValueError(f"{patient.first_name} Young: not found")
    except ValueError as error:
        sentry_sdk.capture_exception(error)
    event = sent(ingest)
    assert event["exception"]["values"][0]["value"] == "[text]"
    assert event["exception"]["values"][0]["type"] == "ValueError"
    assert len(rows) == 200


class NotOpenError(Exception):
    """Bears what it is about."""

    def __init__(self, said: str, patient: object) -> None:
        super().__init__(said)
        self.patient = patient


def test_what_an_exception_bears(ingest: Ingest) -> None:
    def fail(*names: str) -> None:
        raise NotOpenError(" ".join(names) + " not found", {"first_name": names[0]})

    try:
        fail(*NAME[0].split())
    except NotOpenError as error:
        sentry_sdk.capture_exception(error)
    assert "Mark" not in words_of(sent(ingest))


def test_a_breadcrumb_of_a_log_line_loses_what_its_arguments_held(ingest: Ingest) -> None:
    def log() -> None:
        logger.info("%s not found", Patient(first_name="Mark", last_name="Young"))
        logger.info("%(first_name)s not found", {"first_name": "Mark"})

    log()
    sentry_sdk.capture_message("failed")
    event = sent(ingest)
    assert len(event["breadcrumbs"]["values"]) == 2
    assert not {"Mark", "Young"} & words_of(event)


def test_headers_lose_what_is_held() -> None:
    patient = Patient(first_name="Mark", last_name="Young")
    event: dict[str, Any] = {"request": {"headers": {"Referer": "open Mark Young"}}}
    known_values.remove(event, {})
    assert "Mark" not in event["request"]["headers"]["Referer"]
    assert patient.first_name == "Mark"


@pytest.mark.parametrize("place", ["tags", "extra"])
def test_what_the_policy_lets_out_as_text_loses_what_is_held(place: str) -> None:
    patient = Patient(first_name="Mark", last_name="Young")
    event: dict[str, Any] = {place: {"job": "open Mark Young"}}
    known_values.remove(event, {})
    assert "Mark" not in event[place]["job"]
    assert patient.first_name == "Mark"


def test_values_are_kept_nowhere(ingest: Ingest) -> None:
    patient = Patient(first_name="Qwertyuiop", last_name="Young")
    try:
        raise ValueError(patient.first_name)
    except ValueError as error:
        sentry_sdk.capture_exception(error)
    sent(ingest)
    modules = [known_values, live_values, policy, setup, re]
    assert "Qwertyuiop" not in repr([vars(module) for module in modules])
