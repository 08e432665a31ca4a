"""One visit: sign in, look at patients, make one, press every button of /sentry-check."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

from e2e.canaries import Canary
from e2e.stack import Stack

CHECKS = {
    "browser": "browser",
    "render": "browser",
    "server-component": "next-server",
    "server-action": "next-server",
    "route-handler": "next-server",
    "django": "django",
    "drf": "django",
    "celery": "celery",
}
# Checks after which a page of the service's own says that something went wrong.
SHOWS_ERROR_PAGE = ("render", "server-component")
QUIET_FOR = 6.0  # seconds; the SDKs send what they gather every five
ARRIVES_WITHIN = 60.0


@dataclass
class Pressed:
    """One button, and what the page said then."""

    runtime: str
    planted: Canary
    event_id: str
    reference: str
    text: str


@dataclass
class Walk:
    """What the visit saw."""

    planted: list[Canary] = field(default_factory=list)
    pressed: dict[str, Pressed] = field(default_factory=dict)
    requested: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    console_of_checks: list[str] = field(default_factory=list)
    list_text: str = ""
    search_text: str = ""
    detail_text: str = ""
    field_errors: int = 0
    new_patient_text: str = ""


def sign_in(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.web}/patients")
    page.wait_for_url("**/sign-in*")
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", "demo-clinic")
    page.click("button[type=submit]")
    page.wait_for_url("**/patients")
    page.get_by_role("table").wait_for()


def _look_at_patients(page: Page, stack: Stack, walk: Walk) -> None:
    walk.list_text = page.inner_text("main")
    somebody = stack.patients()[0]
    page.fill("[name=search]", somebody["last_name"])
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**search=*")
    page.get_by_text(re.compile(r"\d+ found")).wait_for()
    walk.search_text = page.inner_text("main")
    page.get_by_role("table").get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}"))
    page.get_by_role("heading", name="Appointments").wait_for()
    walk.detail_text = page.inner_text("main")


def _make_a_patient(page: Page, stack: Stack, walk: Walk) -> None:
    canary = Canary.fresh()
    walk.planted.append(canary)
    page.goto(f"{stack.web}/patients/new")
    page.wait_for_load_state("networkidle")
    page.fill("[name=first_name]", canary.first_name)
    page.fill("[name=ssn]", canary.ssn.replace("-", ""))
    page.fill("[name=notes]", canary.note())
    page.get_by_role("button", name="Save patient").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    walk.field_errors = page.locator("[aria-invalid=true]").count()
    page.fill("[name=last_name]", canary.last_name)
    page.fill("[name=date_of_birth]", "1961-02-03")
    page.fill("[name=mrn]", f"E2E {canary.ssn[-4:]}")
    page.fill("[name=ssn]", canary.ssn)
    page.fill("[name=phone]", canary.phone)
    page.get_by_role("button", name="Save patient").click()
    page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}"))
    page.get_by_role("heading", name="Appointments").wait_for()
    walk.new_patient_text = page.inner_text("main")


def press(page: Page, stack: Stack, name: str) -> Pressed:
    """Press one button of /sentry-check, and wait for the id that it shows."""
    canary = Canary.fresh()
    page.goto(f"{stack.web}/sentry-check")
    page.wait_for_load_state("networkidle")
    page.fill("[name=note]", canary.note())
    page.click(f"[data-check={name}]")
    shown = page.locator(f"li:has([data-check={name}]) [data-event-id]")
    shown.wait_for()
    reference = ""
    if name in SHOWS_ERROR_PAGE:
        number = page.locator("[data-reference]")
        number.wait_for()
        reference = number.get_attribute("data-reference") or ""
    return Pressed(
        runtime=CHECKS[name],
        planted=canary,
        event_id=shown.get_attribute("data-event-id") or "",
        reference=reference,
        text=page.inner_text("body"),
    )


def _note_console(page: Page, lines: list[str]) -> None:
    def from_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            lines.append(f"{message.type}: {message.text}")

    page.on("console", from_console)
    page.on("pageerror", lambda error: lines.append(f"uncaught: {error}"))


def _wait_until_quiet(stack: Stack, expected: set[str]) -> None:
    """Wait until every event is there, and then until nothing more comes."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    count, since = -1, time.monotonic()
    while time.monotonic() < deadline:
        sent = stack.sent()
        arrived = {event["event_id"] for one in sent for event in one.items("event")}
        if len(sent) != count:
            count, since = len(sent), time.monotonic()
        if expected <= arrived and time.monotonic() - since > QUIET_FOR:
            return
        time.sleep(0.5)


def visit(browser: Browser, stack: Stack) -> Walk:
    """Do all of it, and wait until the sink has what was sent."""
    walk = Walk()
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.on("request", lambda request: walk.requested.append(request.url))
    page = context.new_page()
    page.on("websocket", lambda socket: walk.requested.append(socket.url))
    _note_console(page, walk.console)
    sign_in(page, stack)
    _look_at_patients(page, stack, walk)
    _make_a_patient(page, stack, walk)
    page.close()
    page = context.new_page()
    _note_console(page, walk.console_of_checks)
    for name in CHECKS:
        walk.pressed[name] = press(page, stack, name)
        walk.planted.append(walk.pressed[name].planted)
    page.goto(f"{stack.web}/health")  # leaving a page sends what it still holds
    page.wait_for_load_state("networkidle")
    context.close()
    _wait_until_quiet(stack, {pressed.event_id for pressed in walk.pressed.values()})
    return walk


def runtimes_by_trace(sent: list[Any]) -> dict[str, set[str]]:
    """Return for each trace id the runtimes that said something in it."""
    found: dict[str, set[str]] = {}
    for one in sent:
        for event in one.items("event", "transaction"):
            trace = event["contexts"]["trace"]["trace_id"]
            found.setdefault(trace, set()).add(event["tags"]["runtime"])
        for container in one.items("span"):
            for span in container["items"]:
                runtime = span["attributes"]["runtime"]["value"]
                found.setdefault(span["trace_id"], set()).add(runtime)
    return found
