"""The viewer in a browser: readable for people, and unmoved by what hostile telemetry holds."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.stack import Stack
from e2e.walk import Walk, sign_in

EVIL = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
EVENT_ID, TRACE_ID = "ab" * 16, "cd" * 16


def _post(stack: Stack, event: dict[str, Any]) -> None:
    body = "\n".join(map(json.dumps, [{"event_id": EVENT_ID}, {"type": "event"}, event])).encode()
    address = f"{stack.sink}/api/1/envelope/"
    request = urllib.request.Request(address, data=body)  # noqa: S310 - our own sink
    urllib.request.urlopen(request, timeout=5).close()  # noqa: S310 - our own sink


@pytest.fixture
def page(browser: Browser) -> Any:
    """Return a page whose scripts' errors fail the test."""
    with browser.new_context(viewport={"width": 1440, "height": 1000}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        assert said == []


def test_an_event_is_readable_with_its_trace(page: Page, stack: Stack, walk: Walk) -> None:
    pressed = walk.pressed["celery"]
    page.goto(f"{stack.sink}/#{pressed.event_id}")
    sheet = page.locator("#sheet")
    expect(sheet.locator("h2")).to_contain_text("SentryCheckError")
    expect(sheet).to_contain_text(stack.release)
    expect(sheet).to_contain_text(stack.environment)
    expect(sheet.locator(".frames .own").first).to_contain_text("fail")
    for runtime in ("browser", "next-server", "django", "celery"):
        expect(sheet.locator(".trace .run").get_by_text(runtime, exact=True).first).to_be_visible()
    expect(sheet.locator("mark").first).to_have_text(re.compile(r"\[(text|filtered)\]"))
    # The shapes of a frame's variables stand below it, and the text is said once, in the heading.
    expect(sheet.locator(".frames .own.vars").first).to_contain_text(re.compile(r"note str\[\d+\]"))
    assert sheet.inner_text().count("sentry-check in a task") == 1
    expect(sheet).to_contain_text(" · 1 error, ")
    few = sheet.locator(".trace tbody tr").count()
    sheet.get_by_role("button", name="Show all").click()
    assert sheet.locator(".trace tbody tr").count() > few
    sheet.locator(".trace a", has_text="http.server").first.click()
    expect(sheet.locator("h2")).not_to_contain_text("SentryCheckError")


def test_what_happened_before_is_told(page: Page, stack: Stack, walk: Walk) -> None:
    page.goto(f"{stack.sink}/#{walk.pressed['browser'].event_id}")
    crumbs = page.locator("#sheet .crumbs tbody tr")
    expect(crumbs.filter(has_text="ui.click").first).to_be_visible()
    expect(page.locator("#sheet h3", has_text="Breadcrumbs")).to_contain_text(
        f"last first · {crumbs.count()}"
    )


def test_the_reference_number_finds_its_event(page: Page, stack: Stack, walk: Walk) -> None:
    pressed = walk.pressed["render"]
    page.goto(stack.sink)
    page.fill("#query", pressed.reference)
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#sheet h2")).to_contain_text("Error")
    expect(page.locator("#sheet")).to_contain_text(pressed.event_id)


@pytest.mark.parametrize("width", [360, 1440])
def test_it_fits_the_screen(page: Page, stack: Stack, walk: Walk, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{stack.sink}/#{walk.pressed['celery'].event_id}")
    expect(page.locator("#sheet h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(f"{stack.sink}/#")
    for group in ("kinds", "runtimes"):
        buttons = page.locator(f"#{group} button")
        expect(buttons.first).to_be_visible()
        boxes = [button.bounding_box() for button in buttons.all()]
        assert len({box["y"] for box in boxes if box}) == 1  # one row, and all of it on the screen
        assert all(box and box["x"] + box["width"] <= width for box in boxes)


def test_each_press_is_a_trace_of_its_own_and_no_address_holds_the_note(
    browser: Browser, stack: Stack, walk: Walk
) -> None:
    assert walk.pressed  # these presses come after those that are counted
    before = len(stack.sent())
    asked: list[str] = []
    with browser.new_context() as context:
        visitor = context.new_page()
        sign_in(visitor, stack)
        visitor.on("request", lambda request: asked.append(request.url))
        visitor.goto(f"{stack.web}/sentry-check")
        visitor.wait_for_load_state("networkidle")
        visitor.fill("[name=note]", "Zephyra Quillon")
        ids = []
        for name in ("django", "drf", "server-component"):
            visitor.click(f"[data-check={name}]")
            shown = visitor.locator(f"li:has([data-check={name}]) [data-event-id]")
            shown.wait_for()
            ids.append(shown.get_attribute("data-event-id") or "")
        visitor.locator("[data-reference]").wait_for()
        asked.append(visitor.url)
        way = visitor.get_by_role("link", name="Back to the start page")
        way.click()
        visitor.wait_for_url(re.compile(r"/(sign-in|patients)"))
    assert not [address for address in asked if re.search("zephyra|quillon", address, re.I)]
    deadline = time.monotonic() + 30
    traces: dict[str, str] = {}
    while len(traces) < len(ids) and time.monotonic() < deadline:
        time.sleep(0.5)
        for event in [one for post in stack.sent(before) for one in post.items("event")]:
            if event["event_id"] in ids:
                traces[event["event_id"]] = event["contexts"]["trace"]["trace_id"]
    assert sorted(traces) == sorted(ids)
    assert len(set(traces.values())) == len(ids)


def test_hostile_values_are_text(page: Page, stack: Stack, walk: Walk) -> None:
    assert walk.pressed  # this event comes after those that are counted
    frame = {"filename": EVIL, "function": EVIL, "lineno": EVIL, "in_app": True}
    value = {"type": EVIL, "value": EVIL, "stacktrace": {"frames": [frame, None, 7]}}
    context = {"trace_id": TRACE_ID, "span_id": EVIL, "op": EVIL}
    _post(
        stack,
        {
            "event_id": EVENT_ID,
            "timestamp": EVIL,
            "level": [EVIL],
            "transaction": EVIL,
            "tags": {EVIL: EVIL, "runtime": EVIL},
            "exception": {"values": [value, "no value"]},
            "contexts": {"trace": context},
            "__proto__": {"polluted": EVIL},
        },
    )
    page.goto(f"{stack.sink}/#{EVENT_ID}")
    expect(page.locator("#sheet h2")).to_contain_text("<img src=x")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert "onerror" in page.title()  # the event's name as text; a script would have renamed it
    assert page.title() != "broken"
