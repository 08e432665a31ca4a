"""What becomes of failures in the Next.js server and in the browser."""

from __future__ import annotations

from typing import Final

from capture.table import Handled, Row

_SERVER: Final = "Next.js server"
_BROWSER: Final = "Browser"
_API: Final = "API client"
_REQUEST: Final = "`onRequestError`"
_BOUNDARY: Final = "the error page (`ErrorNotice`)"
_HANDLERS: Final = "the SDK's global handlers"
_COUNT: Final = "`/violations`"


def _next(id_: str, way: str, by: str = _REQUEST, note: str = "") -> Row:
    return Row(f"next-{id_}", _SERVER, way, "once", "error", "no", by, note)


def _browser(id_: str, way: str, by: str = _HANDLERS, note: str = "") -> Row:
    handled: Handled = "yes" if by == _BOUNDARY else "no"
    return Row(f"browser-{id_}", _BROWSER, way, "once", "error", handled, by, note)


def _never(id_: str, system: str, way: str, note: str = "") -> Row:
    return Row(id_, system, way, "never", note=note)


def _counted(id_: str, way: str, note: str) -> Row:
    return Row(f"browser-{id_}", _BROWSER, way, "counted", by=_COUNT, note=note)


WEB_ROWS: Final = (
    _next("component", "a server component throws"),
    _next("component-text", "a server component throws a string"),
    _next("component-navigated", "a server component throws after a navigation in the browser"),
    _next("suspended", "a server component throws inside nested Suspense, mid-stream"),
    _next("suspended-navigated", "the same after a navigation in the browser"),
    _next("layout", "a layout throws"),
    _next("layout-navigated", "a layout throws after a navigation in the browser"),
    _next("root-layout", "the root layout throws: the global boundary shows"),
    _next("metadata", "`generateMetadata` throws"),
    _next("metadata-navigated", "`generateMetadata` throws after a navigation in the browser"),
    _next("client-both", "a client component throws on the server, then in the browser"),
    _next("client-server", "a client component throws on the server only"),
    _next(
        "client-both-suspended",
        "a client component throws inside nested Suspense on the server, then in the browser",
    ),
    _next("client-both-late", "the same in what is streamed later"),
    _next(
        "client-server-suspended",
        "a client component throws inside nested Suspense on the server only",
    ),
    _next("action", "a server action throws; nobody in the browser catches it"),
    _next("action-transition", "a server action throws in a transition"),
    _next("action-form", "a form's server action throws"),
    Row(
        "next-action-returns",
        _SERVER,
        "a server action catches, and returns an error",
        "once",
        "error",
        "yes",
        "`captureException` in the action",
    ),
    _next("route", "a route handler throws"),
    _next("route-text", "a route handler throws a string"),
    Row(
        "next-route-rethrown",
        _SERVER,
        "a route handler captures, then throws the same error",
        "once",
        "error",
        "yes",
        "`captureException` in the handler",
    ),
    _next("route-stream", "a route handler's stream fails after its first bytes"),
    _next("route-fetched", "a route handler throws at a fetch of the browser's"),
    _next("proxy", "`proxy.ts` throws", "`wrapMiddlewareWithSentry`"),
    _next("after", "what was given to `after()` throws", "`observability/after.ts`"),
    _next("rejection", "a promise that nobody waits for is rejected", "the SDK's Node handlers"),
    _next(
        "uncaught",
        "a timer's callback throws",
        "the SDK's Node handlers",
        "`next start` survives it, hence not fatal",
    ),
    _never("next-redirect", _SERVER, "`redirect()` in a server component"),
    _never("next-redirect-late", _SERVER, "`redirect()` mid-stream"),
    _never("next-redirect-navigated", _SERVER, "`redirect()` after a navigation in the browser"),
    _never("next-redirect-captured", _SERVER, "`redirect()`, caught and captured by mistake"),
    _never("next-not-found", _SERVER, "`notFound()` in a server component"),
    _never("next-not-found-late", _SERVER, "`notFound()` mid-stream"),
    _never("next-not-found-navigated", _SERVER, "`notFound()` after a navigation"),
    _never("next-no-such-page", _SERVER, "an address without a page"),
    _never("next-action-redirect", _SERVER, "`redirect()` in a server action"),
    _never("next-action-not-found", _SERVER, "`notFound()` in a server action"),
    _never("next-route-redirect", _SERVER, "`redirect()` in a route handler"),
    _never("next-route-not-found", _SERVER, "`notFound()` in a route handler"),
    _browser("handler", "an event handler throws"),
    _browser("async-handler", "an async event handler throws"),
    _browser("timer", "a timer's callback throws"),
    _browser("rejection-error", "a promise is rejected with an Error"),
    _browser("rejection-text", "a promise is rejected with a string"),
    _browser("rejection-undefined", "a promise is rejected with `undefined`"),
    _browser("transition", "an async transition throws"),
    _browser("hydration", "the browser renders something else than the server did"),
    _browser("render", "a client component throws after a click", _BOUNDARY),
    _browser("effect", "an effect throws", _BOUNDARY),
    _browser("client", "a client component throws in the browser only", _BOUNDARY),
    _browser("client-suspended", "the same inside nested Suspense", _BOUNDARY),
    _browser("client-navigated", "a client component throws after a navigation", _BOUNDARY),
    _browser("try-again", "a client component throws, then succeeds at another try", _BOUNDARY),
    _browser("chunk", "a lazy component's chunk does not load", _BOUNDARY),
    _browser("import", "a chunk that a handler imports does not load"),
    _counted("missing-image", "an image of ours does not load", "as `image`"),
    _counted("missing-stylesheet", "a stylesheet of ours does not load", "as `stylesheet`"),
    _counted("foreign-image", "the policy refuses an image", "as `img-src`"),
    _counted("foreign-script", "the policy refuses a script", "as `script-src-elem`"),
    _counted("foreign-fetch", "the policy refuses a request", "as `connect-src`"),
    Row(
        "api-fails",
        _API,
        "the API answers 500 with the id of its own event",
        "once",
        "error",
        "yes",
        "Django",
        "where it can be mended; in the trace of the click",
    ),
    Row(
        "api-fails-navigated",
        _API,
        "the same after a navigation in the browser",
        "once",
        "error",
        "yes",
        "Django",
        "where it can be mended; in the trace of the click",
    ),
    Row(
        "api-gateway",
        _API,
        "a gateway answers 502 in the API's place",
        "once",
        "error",
        "no",
        _REQUEST,
    ),
    Row("api-unreachable", _API, "the API cannot be reached", "once", "error", "no", _REQUEST),
    _never("api-not-found", _API, "the API answers 404", "a breadcrumb"),
    Row(
        "api-breadcrumb",
        _API,
        "something fails after the API answered 4xx",
        "once",
        "error",
        "no",
        _REQUEST,
        "the 4xx is a breadcrumb: method, status, route",
    ),
)

_FAULTS: Final = "Floods and faults of the ingest"
_AS_QUICK: Final = "no request waits for it"
FAULT_ROWS: Final = (
    Row(
        "shutdown-next",
        "Shutdown",
        "`next start`: SIGTERM while errors wait to be sent",
        "once",
        "error",
        "no",
        "`observability/before-exit.ts`, for 8 s",
        "after its requests and what was given to `after()`",
    ),
    Row(
        "flood-next",
        _FAULTS,
        "10 000 errors of `next start` in a burst",
        "counted",
        by="the SDK's 64 envelopes under way, `observability/losses.ts`",
        note="sent + counted as lost = 10 000; other requests are answered meanwhile",
    ),
    *(
        Row(
            f"ingest-next-{slug}",
            _FAULTS,
            f"`next start`: the ingest {way}",
            "counted",
            by="`observability/losses.ts`",
            note=_AS_QUICK,
        )
        for slug, way in (
            ("500", "answers 500"),
            ("429", "answers 429"),
            ("hangs", "does not answer"),
            ("refuses", "refuses connections"),
        )
    ),
    Row(
        "ingest-next-garbage",
        _FAULTS,
        "`next start`: the ingest answers 200 and garbage",
        "once",
        "error",
        "no",
        "nobody reads the answer",
        _AS_QUICK,
    ),
)

ROWS: tuple[Row, ...] = (*WEB_ROWS, *FAULT_ROWS)
