"""What the SDK prepares of each request is no more than is needed, and no less."""

from __future__ import annotations

import statistics
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
import sentry_sdk
from django.http import HttpResponse, StreamingHttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import get_resolver
from rest_framework.response import Response
from sentry_sdk import tracing_utils
from sentry_sdk.integrations import wsgi
from sentry_sdk.integrations.django.transactions import RavenResolver

from observability import lean_requests, setup, unrecorded_requests


class OwnResponse(HttpResponse):
    def __iter__(self) -> Any:
        yield b"made as it is read"


@pytest.mark.parametrize(
    ("response", "is_whole"),
    [
        (HttpResponse(b"a"), True),
        (Response("a"), True),
        (SimpleTemplateResponse("a"), True),
        (StreamingHttpResponse([b"a"]), False),
        (OwnResponse(), False),
        ([b"a"], False),
    ],
)
def test_answers_that_run_code_as_they_are_read_keep_their_scope(
    response: Any, is_whole: bool
) -> None:
    make = lean_requests._scoped(wsgi._ScopedResponse)
    with sentry_sdk.isolation_scope() as scope:
        assert (type(make(scope, response)) is lean_requests.Whole) is is_whole


def test_a_whole_answer_is_closed_in_its_scope() -> None:
    closed = []
    response = HttpResponse(b"a")
    response.close = lambda: closed.append(sentry_sdk.get_isolation_scope())  # type: ignore[method-assign]
    with sentry_sdk.isolation_scope() as scope:
        made = lean_requests.Whole(scope, response)  # type: ignore[arg-type]  # as Django does
    assert list(made) == [b"a"]
    made.close()
    assert closed == [scope]


def test_of_a_request_its_method_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"REQUEST_METHOD": "PUT", "HTTP_REFERER": "open", "HTTP_HOST": "a"}
    make = lean_requests._processor(wsgi._make_wsgi_event_processor)
    given: Any
    for given, headers in ((setup.NOTHING_COLLECTED, False), (COLLECTED, True)):
        client = sentry_sdk.Client(  # noqa: TID251 - a client of its own, so that none is global
            dsn="http://public@127.0.0.1:9/1", default_integrations=False, data_collection=given
        )
        monkeypatch.setattr(sentry_sdk, "get_client", lambda client=client: client)
        event = make(environ, False)({}, {})
        assert event["request"]["method"] == "PUT"
        assert ("headers" in event["request"]) is headers
        client.close(timeout=0)


COLLECTED: Any = setup.NOTHING_COLLECTED | {"http_headers": {"request": {"mode": "denylist"}}}


def test_a_route_is_found_once_for_who_asks_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    search = RavenResolver._resolve

    def note(self: Any, resolver: Any, path: str, parents: Any = None) -> Any:
        if parents is None:
            searched.append(path)
        return search(self, resolver, path, parents)

    monkeypatch.setattr(RavenResolver, "_resolve", note)
    routes = lean_requests._Remembering()
    for path in ("/healthz", "/healthz", "/readyz", "/nowhere", "/nowhere", "/healthz"):
        assert routes.resolve(path) == (None if path == "/nowhere" else path)
    assert searched == ["/healthz", "/readyz", "/nowhere", "/healthz"]
    pk = "1b01b7c7-5337-5f18-9e55-7c14ca8dd9b4"
    route = routes.resolve(f"/api/patients/{pk}/")
    assert route
    assert pk not in route
    routes._latest = (get_resolver(), "/", "kept")
    assert routes.resolve("/") == "kept"


def test_a_traces_random_number_is_its_ids() -> None:
    place: Any = SimpleNamespace(_generate_sample_rand=tracing_utils._generate_sample_rand)
    lean_requests._take_random_numbers_from_ids(place)
    ids = [uuid.uuid4().hex for _ in range(2000)]
    made = [place._generate_sample_rand(one) for one in ids]
    assert made == [place._generate_sample_rand(one) for one in ids]
    assert 0 <= min(made) < 0.1 < 0.9 < max(made) < 1
    assert 0.4 < statistics.mean(made) < 0.6
    odd = "of another shape"
    assert place._generate_sample_rand(odd) == tracing_utils._generate_sample_rand(odd)
    within = place._generate_sample_rand(ids[0], interval=(0.25, 0.5))
    assert 0.25 <= within < 0.5


def fields(span: Any) -> dict[str, Any]:
    names = {name for one in type(span).__mro__ for name in vars(one).get("__slots__", ())}
    assert not hasattr(span, "__dict__")
    return {name: getattr(span, name) for name in names if hasattr(span, name)}


def test_a_request_that_is_not_recorded_bears_the_trace_as_the_sdk_does() -> None:
    about = {"op": "http.server", "name": "a", "source": "route", "origin": "auto.http.django"}
    trace_id, span_id = uuid.uuid4().hex, uuid.uuid4().hex[16:]
    made, contexts = [], []
    for make in (sentry_sdk.continue_trace, unrecorded_requests.continuing(pytest.fail)):
        with sentry_sdk.isolation_scope() as scope:
            made.append(make({"HTTP_SENTRY_TRACE": f"{trace_id}-{span_id}-0"}, **about))
            context = scope._propagation_context
            assert context is not None
            contexts.append([context.trace_id, context.parent_span_id, context.parent_sampled])
    theirs, ours = map(fields, made)
    assert type(made[1]) is unrecorded_requests.UnrecordedTransaction
    assert contexts[0] == contexts[1] == [trace_id, span_id, False]
    assert theirs.keys() == ours.keys()
    differ = {name for name in ours if ours[name] != theirs[name]}
    # Thread and profiler; moments; and what is decided later otherwise.
    moments = {"start_timestamp", "_start_timestamp_monotonic_ns"}
    assert differ <= moments | {"_data", "sampled", "sample_rate", "_sample_rand"}


@pytest.mark.parametrize(
    "header",
    [
        "",
        "771a43a4192642f0b136d5159a501700-b9f8f1b6cc5e4b2a-1",
        "771a43a4192642f0b136d5159a501700-b9f8f1b6cc5e4b2a",
        "771a43a419261234b136d5159a501700-b9f8f1b6cc5e4b2a-0",
        "771a43a4192642f0b136d5159a501700-b9f8f1b6cc5e4b2a-0, 1",
    ],
)
def test_requests_that_come_otherwise_are_the_sdks(header: str) -> None:
    asked = []
    make = unrecorded_requests.continuing(lambda environ, **_: asked.append(environ))
    environ = {"HTTP_SENTRY_TRACE": header} if header else {}
    make(environ, op="", name="", source="", origin="")
    assert asked == [environ]
