"""What code puts onto the scope, and what rides on an event."""

from __future__ import annotations

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.attachments import Attachment
from sentry_sdk.feature_flags import add_feature_flag

from canaries.place import Canary, place

logger = logging.getLogger(__name__)
# What these lines hold is the app's own doing on its own screen; here only telemetry is looked at.
quiet = logging.getLogger("canaries.quiet")
quiet.propagate = False
quiet.addHandler(logging.NullHandler())


def _change(**changes: Any) -> None:
    """Change the next event as a processor of the application may."""

    def processor(event: Any, _: Any) -> Any:
        event.update(changes)
        return event

    sentry_sdk.get_isolation_scope().add_event_processor(processor)


@place("user: id")
def user_id(canary: Canary) -> None:
    sentry_sdk.set_user({"id": canary.read()})


@place("user: e-mail, name and address")
def user_email(canary: Canary) -> None:
    text = canary.read()
    sentry_sdk.set_user({"id": "7", "email": text, "username": text, "ip_address": text})
    del text


@place("user: anything else")
def user_data(canary: Canary) -> None:
    sentry_sdk.set_user({"id": "7", "phone": canary.read(), "data": {"x": canary.read()}})


@place("tag: value")
def tag(canary: Canary) -> None:
    sentry_sdk.set_tag("patient", canary.read())


@place("tag: value of a registered one")
def registered_tag(canary: Canary) -> None:
    sentry_sdk.set_tag("role", canary.read())
    sentry_sdk.set_tag("resource_type", canary.read())


@place("tag: runtime overridden")
def runtime_tag(canary: Canary) -> None:
    sentry_sdk.set_tag("runtime", canary.read())


@place("context: value")
def context(canary: Canary) -> None:
    sentry_sdk.set_context("chart", {"text": canary.read(), "deep": {"a": [canary.read()]}})


@place("context: value of a registered one")
def registered_context(canary: Canary) -> None:
    sentry_sdk.set_context("patient", {"id": canary.read(), "name": canary.read()})


@place("context: runtime, trace and device")
def own_contexts(canary: Canary) -> None:
    sentry_sdk.set_context("runtime", {"name": canary.read(), "build": canary.read()})
    sentry_sdk.set_context("device", {"name": canary.read()})
    sentry_sdk.set_context("os", {"name": canary.read(), "raw_description": canary.read()})


@place("context: names of fields, codes, constraint, table")
def detail_contexts(canary: Canary) -> None:
    text = canary.read()
    sentry_sdk.set_context("validation", {"fields": {text: [text], "mrn": [text]}})
    sentry_sdk.set_context("database", dict.fromkeys(("sqlstate", "constraint", "table"), text))
    sentry_sdk.set_context("api", {"code": text})
    sentry_sdk.set_context("response", {"status_code": text})
    del text


@place("breadcrumb: refused fields")
def refused_fields(canary: Canary) -> None:
    fields = {canary.read(): [canary.read()], "mrn": [canary.read()]}
    sentry_sdk.add_breadcrumb(category="validation", data={"fields": fields})
    del fields


@place("metric: route")
def route_of_a_metric(canary: Canary) -> None:
    sentry_sdk.metrics.count("reminders.sent", 1, attributes={"transaction": canary.read()})


@place("context: trace of an error")
def trace_context(canary: Canary) -> None:
    def processor(event: Any, _: Any) -> Any:
        if event.get("type") != "transaction":
            text = canary.read()
            event["contexts"]["trace"] = {"trace_id": text, "op": text, "description": text}
        return event

    sentry_sdk.get_isolation_scope().add_event_processor(processor)


@place("extra: value")
def extra(canary: Canary) -> None:
    sentry_sdk.get_isolation_scope().set_extra("row", {"a": [canary.read()]})


@place("attribute of the scope")
def attribute(canary: Canary) -> None:
    sentry_sdk.get_isolation_scope().set_attribute("patient", canary.read())
    sentry_sdk.logger.info("a constant line")
    sentry_sdk.metrics.count("reminders.sent", 1)


@place("fingerprint")
def fingerprint(canary: Canary) -> None:
    sentry_sdk.get_isolation_scope().fingerprint = ["{{ default }}", canary.read()]


@place("level")
def level(canary: Canary) -> None:
    _change(level=canary.read())


@place("flag: name")
def flag(canary: Canary) -> None:
    add_feature_flag(canary.read(), True)


@place("breadcrumb: message")
def breadcrumb(canary: Canary) -> None:
    sentry_sdk.add_breadcrumb(message=canary.read(), category="auth", level="info")


@place("breadcrumb: data")
def breadcrumb_data(canary: Canary) -> None:
    sentry_sdk.add_breadcrumb(category="auth", data={"a": {canary.read(): canary.read()}})


@place("breadcrumb: category, type and level")
def breadcrumb_category(canary: Canary) -> None:
    text = canary.read()
    sentry_sdk.add_breadcrumb(category=text, type=text, level=text, message="m")
    del text


@place("message: captured")
def captured_message(canary: Canary) -> None:
    sentry_sdk.capture_message(canary.read())


@place("message: arguments of a logged one")
def logged_argument(canary: Canary) -> None:
    quiet.error("a line about %s", canary.read())


@place("message: extra of a logged one")
def logged_extra(canary: Canary) -> None:
    quiet.error("a constant line", extra={"patient": {"ssn": canary.read()}})


@place("message: logged as a breadcrumb")
def logged_breadcrumb(canary: Canary) -> None:
    quiet.setLevel(logging.INFO)
    quiet.info("a line about %s", canary.read())


@place("output: a line that the application logs")
def printed(canary: Canary) -> None:
    logger.warning("a line about %s", canary.read())


@place("output: a handler of its own")
def handler_of_its_own(canary: Canary) -> None:
    own = logging.getLogger("canaries.own")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    own.addHandler(handler)
    own.warning("a line about %s", canary.read())
    own.removeHandler(handler)


@place("event: release, environment and dist")
def release(canary: Canary) -> None:
    text = canary.read()
    _change(release=text, environment=text, dist=text)
    del text


@place("event: server name, modules and request")
def server_name(canary: Canary) -> None:
    text = canary.read()
    request = {"url": text, "method": text, "query_string": text, "headers": {"X": text}}
    _change(server_name=text, modules={text: text}, request=request)
    del text, request


@place("event: transaction")
def event_transaction(canary: Canary) -> None:
    _change(transaction=canary.read(), transaction_info={"source": canary.read()})


@place("event: platform, SDK and logger")
def platform(canary: Canary) -> None:
    text = canary.read()
    sdk = {"name": text, "version": text, "packages": [{"name": text, "version": text}]}
    _change(platform=text, sdk=sdk, logger=text)
    del text, sdk


@place("event: time")
def timestamp(canary: Canary) -> None:
    _change(timestamp=canary.read())


@place("event: threads and debug information")
def threads(canary: Canary) -> None:
    text = canary.read()
    _change(
        threads={"values": [{"id": text, "name": text}]},
        debug_meta={"images": [{"type": "sourcemap", "code_file": text}]},
    )
    del text


@place("event: keys that nobody knows")
def unknown_key(canary: Canary) -> None:
    _change(**{"patient": canary.read(), canary.read(): "x", "measurements": {canary.read(): 1}})


@place("event: type that nobody knows")
def unknown_type(canary: Canary) -> None:
    sentry_sdk.capture_event({"type": "chart", "message": canary.read()})  # type: ignore[typeddict-item]


@place("attachment: bytes")
def attachment(canary: Canary) -> None:
    sentry_sdk.get_isolation_scope().add_attachment(
        bytes=canary.read().encode(), filename="chart.txt"
    )


@place("attachment: name and type")
def attachment_name(canary: Canary) -> None:
    text = canary.read().replace('"', "")
    sentry_sdk.get_isolation_scope().add_attachment(
        bytes=b"x", filename=f"{text}.pdf", content_type=f"text/{text}"
    )
    del text


@place("attachment: by hint")
def attachment_by_hint(canary: Canary) -> None:
    kept = Attachment(bytes=canary.read().encode(), filename="chart.txt")
    sentry_sdk.capture_event({"message": "m"}, hint={"attachments": [kept]})


@place("feedback")
def feedback(canary: Canary) -> None:
    text = canary.read()
    context: dict[str, object] = {"message": text, "contact_email": text, "name": text, "url": text}
    sentry_sdk.capture_event({"type": "feedback", "contexts": {"feedback": context}})  # type: ignore[typeddict-item]
    del text, context
