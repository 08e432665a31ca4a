"""Everything that is no error: spans, logs, metrics, check-ins, sessions."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sentry_sdk
from sentry_sdk import crons, traces
from sentry_sdk.envelope import Envelope, Item, PayloadRef
from sentry_sdk.session import Session

from canaries.modes import STREAM
from canaries.place import Canary, place

TEXTS = ("name", "ssn", "clinical note")


@contextmanager
def _span(name: str, op: str = "function", **data: Any) -> Iterator[Any]:
    """Make a span in the way of this mode."""
    if STREAM:
        with traces.start_span(name=name, attributes={"sentry.op": op, **data}) as streamed:
            yield streamed
        return
    with sentry_sdk.start_span(op=op, name=name) as span:
        for key, value in data.items():
            span.set_data(key, value)
        yield span


@place("span: name")
def span_name(canary: Canary) -> None:
    with _span(canary.read()):
        pass


@place("span: operation")
def span_op(canary: Canary) -> None:
    with _span("constant", op=canary.read()):
        pass


@place("span: data")
def span_data(canary: Canary) -> None:
    with _span("constant", patient=canary.read()):
        pass


@place("span: key of data", kinds=TEXTS)
def span_key(canary: Canary) -> None:
    with _span("constant", **{canary.read(): "x"}):
        pass


@place("span: data that the SDK itself sets")
def span_known_data(canary: Canary) -> None:
    keys = ("db.statement", "http.url", "thread.name", "sentry.origin", "server.address")
    with _span("constant", **dict.fromkeys(keys, canary.read())):
        pass


@place("span: tag")
def span_tag(canary: Canary) -> None:
    with _span("constant") as span:
        if STREAM:
            span.set_attribute("patient", canary.read())
        else:
            span.set_tag("patient", canary.read())


@place("span: status")
def span_status(canary: Canary) -> None:
    with _span("constant") as span:
        if STREAM:
            span.set_attribute("sentry.status.message", canary.read())
        else:
            span.set_status(canary.read())


@place("span: model's messages")
def gen_ai(canary: Canary) -> None:
    data = {"gen_ai.request.messages": canary.read(), "gen_ai.response.text": canary.read()}
    with _span("chat", op="gen_ai.chat", **data):
        pass
    del data


@place("span: a number cut in parts")
def span_parts(canary: Canary) -> None:
    parts = re.findall(r"[0-9]+|[^0-9]+", canary.read())
    with _span("a span", id=parts, patient=" / ".join(parts)):
        del parts


@place("transaction: name")
def transaction_name(canary: Canary) -> None:
    sentry_sdk.get_current_scope().set_transaction_name(canary.read(), source="custom")


@place("transaction: of its own")
def own_transaction(canary: Canary) -> None:
    if STREAM:
        with traces.start_span(name=canary.read(), parent_span=None):
            pass
        return
    with sentry_sdk.start_transaction(name=canary.read(), op=canary.read()) as made:
        made.set_data("patient", canary.read())


@place("transaction: measurement", kinds=TEXTS)
def measurement(canary: Canary) -> None:
    scope = sentry_sdk.get_current_scope()
    if STREAM:
        streamed = traces.get_current_span()
        if streamed is not None:
            streamed.set_attribute(canary.read(), 1)
    elif scope.transaction is not None:
        scope.transaction.set_measurement(canary.read(), 1, "second")


@place("log: text")
def log_text(canary: Canary) -> None:
    sentry_sdk.logger.info(canary.read().replace("{", "").replace("}", ""))


@place("log: parameter")
def log_parameter(canary: Canary) -> None:
    sentry_sdk.logger.warning("a line about {who}", who=canary.read())


@place("log: attribute")
def log_attribute(canary: Canary) -> None:
    sentry_sdk.logger.error("a constant line", attributes={"patient": canary.read()})


@place("log: key of an attribute", kinds=TEXTS)
def log_key(canary: Canary) -> None:
    sentry_sdk.logger.error("a constant line", attributes={canary.read(): "x"})


@place("log: line of the standard library")
def standard_log(canary: Canary) -> None:
    quiet = logging.getLogger("canaries.quiet")
    quiet.propagate = False
    quiet.addHandler(logging.NullHandler())
    quiet.setLevel(logging.INFO)
    quiet.warning("a line about %s", canary.read(), extra={"patient": canary.read()})


@place("metric: name", kinds=TEXTS)
def metric_name(canary: Canary) -> None:
    sentry_sdk.metrics.count(canary.read(), 1)


@place("metric: attribute")
def metric_attribute(canary: Canary) -> None:
    sentry_sdk.metrics.gauge("reminders.sent", 1, attributes={"role": canary.read()})
    sentry_sdk.metrics.count("reminders.sent", 1, attributes={"patient": canary.read()})


@place("metric: key of an attribute", kinds=TEXTS)
def metric_key(canary: Canary) -> None:
    sentry_sdk.metrics.count("reminders.sent", 1, attributes={canary.read(): "x"})


@place("metric: unit")
def metric_unit(canary: Canary) -> None:
    sentry_sdk.metrics.distribution("patients.created", 1, unit=canary.read())


@place("metric: value", kinds=("ssn", "phone", "date of birth"))
def metric_value(canary: Canary) -> None:
    digits = "".join(one for one in canary.read() if one.isdigit())
    sentry_sdk.metrics.gauge("reminders.sent", int(digits))


@place("check-in: monitor")
def check_in(canary: Canary) -> None:
    crons.capture_checkin(monitor_slug=canary.read(), status="ok")


@place("check-in: id and status")
def check_in_id(canary: Canary) -> None:
    crons.capture_checkin(
        monitor_slug="appointment-reminders", check_in_id=canary.read(), status=canary.read()
    )


@place("check-in: configuration")
def check_in_configuration(canary: Canary) -> None:
    config: Any = {
        "schedule": {"type": "crontab", "value": canary.read()},
        "timezone": canary.read(),
    }
    crons.capture_checkin(
        monitor_slug="appointment-reminders",
        status="ok",
        monitor_config=config,
    )
    del config


@place("session: who")
def session(canary: Canary) -> None:
    made = Session(release="1.0.0", environment="test", user={"id": canary.read()})
    made.update(did=canary.read(), ip_address=canary.read(), user_agent=canary.read())
    envelope = Envelope()
    envelope.add_session(made)
    _send(envelope)


@place("session: release, environment and status")
def session_attributes(canary: Canary) -> None:
    made = Session(release=canary.read(), environment=canary.read())
    made.update(status=canary.read())  # type: ignore[arg-type]
    envelope = Envelope()
    envelope.add_session(made)
    _send(envelope)


@place("sessions: aggregates")
def sessions(canary: Canary) -> None:
    row = {"started": canary.read(), "did": canary.read(), "exited": 1}
    attributes = {"release": canary.read(), "environment": canary.read()}
    _send_item("sessions", {"aggregates": [row], "attrs": attributes})
    del row, attributes


@place("profile")
def profile(canary: Canary) -> None:
    frame = {"function": canary.read(), "abs_path": canary.read()}
    _send_item("profile", {"profile": {"frames": [frame]}})
    _send_item("profile_chunk", {"profile": {"frames": [frame]}})
    del frame


@place("item of a type that nobody knows")
def unknown_item(canary: Canary) -> None:
    _send_item(canary.read(), {"a": canary.read()})


@place("item: its own header")
def item_header(canary: Canary) -> None:
    kept = Item(PayloadRef(json={"discarded_events": []}), type="client_report")
    kept.headers.update(filename=canary.read(), content_type=canary.read())
    envelope = Envelope(items=[kept])
    _send(envelope)


@place("envelope: header")
def envelope_header(canary: Canary) -> None:
    text = canary.read()
    trace = {"trace_id": text, "transaction": text, "release": text, "user_id": text}
    headers = {"event_id": text, "sent_at": text, "trace": trace, "dsn": text, text: text}
    item = Item(PayloadRef(json={"discarded_events": []}), type="client_report")
    _send(Envelope(headers=headers, items=[item]))
    del text, trace, headers


@place("client report")
def client_report(canary: Canary) -> None:
    row = {"reason": canary.read(), "category": canary.read(), "quantity": 1}
    _send_item("client_report", {"discarded_events": [row], "timestamp": canary.read()})
    del row


def _send_item(kind: str, payload: Any) -> None:
    _send(Envelope(items=[Item(PayloadRef(json=payload), type=kind)]))


def _send(envelope: Envelope) -> None:
    """Hand an envelope to the transport, as the SDK's own flushers do."""
    transport = sentry_sdk.get_client().transport
    if transport is not None:
        transport.capture_envelope(envelope)
