"""How each way to fail in the web app is brought about, by the name of its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from playwright.sync_api import Page

from e2e.stack import Stack

Drive = Callable[[Page, Stack], None]

HEALTH = re.compile(r"/health$")


def _open(page: Page, stack: Stack, path: str) -> None:
    page.goto(f"{stack.web}/failures/{path}", wait_until="load")


def _visit(path: str, page: Page, stack: Stack) -> None:
    _open(page, stack, path)


def _click(name: str, page: Page, stack: Stack) -> None:
    _open(page, stack, "browser")
    page.click(f"[data-fail='{name}']")


def _go(path: str, page: Page, stack: Stack) -> None:
    _open(page, stack, "browser")
    page.click(f"[data-go='{path}']")


def _ask(path: str, status: int, page: Page, stack: Stack) -> None:
    url = f"{stack.web}/failures/route/{path}"
    assert page.request.get(url, max_redirects=0).status == status


def _cut(page: Page, stack: Stack) -> None:
    _open(page, stack, "browser")
    script = "() => fetch('/failures/route/stream').then((a) => a.text()).catch(() => 'cut')"
    assert page.evaluate(script) == "cut"


def _without_chunks(name: str, page: Page, stack: Stack) -> None:
    _open(page, stack, "browser")
    page.locator(f"[data-fail='{name}']:enabled").wait_for()
    page.route("**/_next/static/chunks/**", lambda route: route.abort())
    page.click(f"[data-fail='{name}']")


def _root_layout(page: Page, stack: Stack) -> None:
    page.context.add_cookies([{"name": "failure", "value": "root-layout", "url": stack.web}])
    page.goto(f"{stack.web}/health", wait_until="load")
    page.context.clear_cookies(name="failure")


def _try_again(page: Page, stack: Stack) -> None:
    _open(page, stack, "nested")
    page.click("[data-fail='once']")
    page.wait_for_timeout(350)
    page.get_by_role("button", name="Try again").click()
    page.locator("[data-fail='once']").wait_for()


def _ends_at(where: re.Pattern[str], drive: Drive, page: Page, stack: Stack) -> None:
    drive(page, stack)
    page.wait_for_url(where)


def _says_not_found(drive: Drive, page: Page, stack: Stack) -> None:
    drive(page, stack)
    page.get_by_role("heading", name="Nothing here").wait_for()


def _action_finds_nothing(page: Page, stack: Stack) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        _click("action-has-none", page, stack)
    assert answered.value.status == 404


def _reports(drive: Drive, page: Page, stack: Stack) -> None:
    with page.expect_request(f"{stack.web}/violations"):
        drive(page, stack)


def _each(prefix: str, make: Callable[[str], Drive], of: Mapping[str, str]) -> dict[str, Drive]:
    return {f"{prefix}-{name}": make(given) for name, given in of.items()}


def _visits(path: str) -> Drive:
    return partial(_visit, path)


def _clicks(name: str) -> Drive:
    return partial(_click, name)


def _goes(path: str) -> Drive:
    return partial(_go, path)


DRIVES: dict[str, Drive] = {
    **_each(
        "next",
        _visits,
        {
            "component": "server/component",
            "component-text": "server/text",
            "suspended": "server/suspense",
            "layout": "layout",
            "metadata": "metadata",
            "client-both": "client/both",
            "client-server": "client/server",
            "client-both-suspended": "client/both-suspended",
            "client-both-late": "server/late-client",
            "client-server-suspended": "client/server-suspended",
            "proxy": "proxy",
        },
    ),
    **_each(
        "next",
        _goes,
        {
            "component-navigated": "server/component",
            "suspended-navigated": "server/suspense",
            "layout-navigated": "layout",
            "metadata-navigated": "metadata",
        },
    ),
    **_each(
        "next",
        _clicks,
        {
            "action": "action-throws",
            "action-transition": "action-throws-in-transition",
            "action-form": "form",
            "action-returns": "action-returns",
            "route-fetched": "failing-route",
        },
    ),
    "next-root-layout": _root_layout,
    "next-route": partial(_ask, "throws", 500),
    "next-route-text": partial(_ask, "text", 500),
    "next-route-rethrown": partial(_ask, "rethrown", 500),
    "next-route-stream": _cut,
    "next-after": partial(_ask, "after", 200),
    "next-rejection": partial(_ask, "rejection", 200),
    "next-uncaught": partial(_ask, "timer", 200),
    "next-route-redirect": partial(_ask, "redirect", 307),
    "next-route-not-found": partial(_ask, "not-found", 404),
    **_each(
        "next",
        lambda path: partial(_ends_at, HEALTH, _visits(path)),
        {
            "redirect": "server/redirect",
            "redirect-late": "server/late-redirect",
            "redirect-captured": "server/captured-redirect",
        },
    ),
    "next-redirect-navigated": partial(_ends_at, HEALTH, _goes("server/redirect")),
    "next-action-redirect": partial(_ends_at, HEALTH, _clicks("action-redirects")),
    **_each(
        "next",
        lambda path: partial(_says_not_found, _visits(path)),
        {
            "not-found": "server/not-found",
            "not-found-late": "server/late-not-found",
            "no-such-page": "no/such/page",
        },
    ),
    "next-not-found-navigated": partial(_says_not_found, _goes("server/not-found")),
    "next-action-not-found": _action_finds_nothing,
    **_each(
        "browser",
        _visits,
        {
            "hydration": "client/mismatch",
            "client": "client/browser",
            "client-suspended": "client/browser-suspended",
        },
    ),
    **_each(
        "browser",
        _clicks,
        {
            name: name
            for name in (
                "handler",
                "async-handler",
                "timer",
                "rejection-error",
                "rejection-text",
                "rejection-undefined",
                "transition",
                "render",
                "effect",
            )
        },
    ),
    "browser-client-navigated": _goes("client/both"),
    "browser-try-again": _try_again,
    "browser-chunk": partial(_without_chunks, "chunk"),
    "browser-import": partial(_without_chunks, "import"),
    **_each(
        "browser",
        lambda name: partial(_reports, _clicks(name)),
        {
            name: name
            for name in (
                "missing-image",
                "missing-stylesheet",
                "foreign-image",
                "foreign-script",
                "foreign-fetch",
            )
        },
    ),
    **_each(
        "api",
        _visits,
        {
            "fails": "server/api-fails",
            "gateway": "server/api-gateway",
            "unreachable": "server/api-unreachable",
            "breadcrumb": "server/after-refusal",
        },
    ),
    "api-fails-navigated": _goes("server/api-fails"),
    "api-not-found": partial(_says_not_found, _visits("server/api-has-none")),
}
