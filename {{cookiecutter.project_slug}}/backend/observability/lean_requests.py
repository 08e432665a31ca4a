"""What the SDK prepares of each request, in case that it fails, is prepared no further than needed.

It takes apart address, headers and environment, of which nothing but the method is collected, and
makes scopes for reading answers that run no code. For speed, not for safety.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sentry_sdk
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from sentry_sdk import tracing
from sentry_sdk.integrations import wsgi
from sentry_sdk.integrations.django.transactions import LEGACY_RESOLVER, RavenResolver

from observability import shapes, unrecorded_requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OFF: Final = {"mode": "off"}
_MILLION: Final = 1_000_000
_RANDOM: Final = 12
# They hand out what lies ready.
_OF_WHOLE: Final = (HttpResponse.__iter__, SimpleTemplateResponse.__iter__)


class Whole(wsgi._ScopedResponse):
    """An answer that was made before it is read."""

    __slots__ = ()

    def __iter__(self) -> Iterator[bytes]:
        """Return its parts."""
        return iter(self._response)


class _Remembering(RavenResolver):
    """Finds a route once where it is asked for twice: for a request's events, and for its log."""

    _latest: tuple[object, str, str | None] = (None, "", None)

    def _resolve(self, resolver: Any, path: str, parents: list[Any] | None = None) -> str | None:
        if parents is not None:
            return super()._resolve(resolver, path, parents)
        asked, asked_path, found = self._latest
        if asked is resolver and asked_path == path:
            return found
        found = super()._resolve(resolver, path)
        self._latest = resolver, path, found
        return found


def install() -> None:
    """Replace what the SDK calls for each request, once."""
    if type(LEGACY_RESOLVER) is not _Remembering:
        _replace(wsgi)
        _take_random_numbers_from_ids(tracing)
        LEGACY_RESOLVER.__class__ = _Remembering


def _replace(place: Any) -> None:
    place.continue_trace = unrecorded_requests.continuing(place.continue_trace)
    place._make_wsgi_event_processor = _processor(place._make_wsgi_event_processor)
    place._ScopedResponse = _scoped(place._ScopedResponse)


def _take_random_numbers_from_ids(place: Any) -> None:
    # The last twelve digits of a trace's id are random; the SDK seeds a generator with all of it.
    original = place._generate_sample_rand

    def sample_rand(trace_id: str, **named: Any) -> float:
        if named or shapes.event_id(trace_id) is None:
            made: float = original(trace_id, **named)
            return made
        return int(trace_id[-_RANDOM:], 16) % _MILLION / _MILLION

    place._generate_sample_rand = sample_rand


def _processor(original: Callable[..., Any]) -> Callable[..., Any]:
    def make(wsgi: dict[str, Any], use_x_forwarded_for: bool) -> Any:
        collected = sentry_sdk.get_client().options["data_collection"]
        if collected["http_headers"]["request"] != _OFF:
            return original(wsgi, use_x_forwarded_for)
        method = wsgi.get("REQUEST_METHOD")

        def add(event: dict[str, Any], _: object) -> dict[str, Any]:
            event.setdefault("request", {})["method"] = method
            return event

        return add

    return make


def _scoped(original: Callable[..., Any]) -> Callable[..., Any]:
    def make(scope: Any, response: Any) -> Any:
        return (Whole if type(response).__iter__ in _OF_WHOLE else original)(scope, response)

    return make
