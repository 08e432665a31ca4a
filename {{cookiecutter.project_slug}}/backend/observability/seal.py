"""Whoever makes a Sentry client in this process gets the gate, and nothing beside it.

A second `init`, or a client on a scope, would bring a transport of its own; variables set after
the start would bring Spotlight's or the envelope printer's. So the places where the SDK makes
these are replaced once. Each is looked up by name: an SDK that has moved one refuses to start.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from sentry_sdk import client as sdk_client
from sentry_sdk import spotlight, tracing_utils
from sentry_sdk.tracing_utils import Baggage
from sentry_sdk.utils import logger as sdk_logger

from observability import lean, shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sentry_sdk.transport import Transport

PLACES: Final = (
    (sdk_client, "make_transport"),
    (sdk_client, "serialize"),
    (spotlight, "setup_spotlight"),
    (tracing_utils, "normalize_incoming_data"),
    (Baggage, "populate_from_transaction"),
    (Baggage, "populate_from_segment"),
)


class Silence(logging.Filter):
    """The SDK's own log spells the content of what it sends, once a client has `debug`."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - logging's signature
        """Let nothing through."""
        return False


def close(
    make: Callable[[dict[str, Any]], Transport],
    known_route: Callable[[str], bool],
    reads_lean: Callable[[], bool] = lambda: False,
) -> None:
    """Seal this process: every client made from now on sends through what `make` returns.

    Args:
        make: makes the gate out of a client's options.
        reads_lean: tells whether nobody but the gate reads the event that is being made.
        known_route: tells whether a transaction's name may leave; trace headers hold it too.
    """
    if is_closed():
        return
    for place, name in PLACES:
        getattr(place, name)  # AttributeError: this SDK is not the one that was tested

    def make_transport(options: dict[str, Any]) -> Transport | None:
        return make(options) if options["dsn"] else None

    _replace(sdk_client, "make_transport", make_transport)
    _replace(spotlight, "setup_spotlight", lambda _options: None)
    _serialize_leanly(reads_lean)
    _discard_incoming_baggage()
    _check_names_in_baggage(known_route)
    sdk_logger.addFilter(Silence())
    sdk_logger.setLevel(logging.CRITICAL)  # so that the lines are not made either


def is_closed() -> bool:
    """Tell whether all of it is in place."""
    return all(hasattr(getattr(place, name), "sealed") for place, name in PLACES) and any(
        type(one) is Silence for one in sdk_logger.filters
    )


def _replace(place: Any, name: str, function: Any) -> None:
    function.sealed = True
    setattr(place, name, function)


def _serialize_leanly(reads_lean: Callable[[], bool]) -> None:
    original = sdk_client.serialize  # type: ignore[attr-defined]  # imported there

    def serialize(event: Any, **options: Any) -> Any:
        return lean.event(event) if reads_lean() else original(event, **options)

    _replace(sdk_client, "serialize", serialize)


def _discard_incoming_baggage() -> None:
    # Callers can write any text there. `sentry-trace` stays if its id has the shape of a random
    # one, as all SDKs of Sentry make them; a caller who makes up such an id is believed.
    original = tracing_utils.normalize_incoming_data

    def normalize_incoming_data(incoming: dict[str, Any]) -> dict[str, Any]:
        if type(incoming) is dict and "REQUEST_METHOD" in incoming:
            # A WSGI environment, which holds the process's variables as well.
            headers = {"sentry-trace": incoming.get("HTTP_SENTRY_TRACE")}
        else:
            headers = original(incoming)
        headers.pop("baggage", None)
        if not _has_random_id(headers.get("sentry-trace")):
            headers.pop("sentry-trace", None)
        return headers

    _replace(tracing_utils, "normalize_incoming_data", normalize_incoming_data)


def _has_random_id(header: object) -> bool:
    return isinstance(header, str) and shapes.event_id(header.strip()[:32]) is not None


def _check_names_in_baggage(known_route: Callable[[str], bool]) -> None:
    for name in ("populate_from_transaction", "populate_from_segment"):
        original = getattr(Baggage, name)

        def populate(span: Any, original: Callable[[Any], Baggage] = original) -> Baggage:
            baggage = original(span)
            if not known_route(baggage.sentry_items.get("transaction", "")):
                baggage.sentry_items.pop("transaction", None)
            return baggage

        populate.sealed = True  # type: ignore[attr-defined]
        setattr(Baggage, name, staticmethod(populate))
