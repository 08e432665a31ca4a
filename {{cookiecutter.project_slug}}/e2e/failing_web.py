"""Fail in every way of the web app's rows, one after another, and note what arrived of each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from capture.table import Row
from e2e.canary_service import prepared
from e2e.next_failures import DRIVES
from e2e.stack import Sent, Stack, running
from e2e.third_host import third_host
from e2e.walk import press

# Of the harness's modes the one that leaves the web app's doors as they are; Django streams too.
MODE = "stream"
ARRIVES_WITHIN = 60.0  # seconds
PATIENCE_MS = 180_000
QUIET_FOR = 0.4  # after it: what comes twice comes at once
SENDS_EVERY = 6.5  # the SDKs send what they gather every five


@dataclass
class Failed:
    """What came of all that failed."""

    stack: Stack
    events: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    # What X-Request-ID the answers to each page had.
    request_ids: dict[str, set[str]] = field(default_factory=dict)
    # What was to be brought about, and was not.
    broken: dict[str, str] = field(default_factory=dict)
    # What came of a click whose task fails; the spans are among what was sent.
    clicked: list[dict[str, Any]] = field(default_factory=list)
    late: list[dict[str, Any]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def violations(self) -> Counter[str]:
        """Return how often which violation was counted."""
        found: Counter[str] = Counter()
        for one in self.sent:
            for metric in (each for batch in one.items("trace_metric") for each in batch["items"]):
                if metric["name"] == "browser.violations":
                    found[metric["attributes"]["violation"]["value"]] += metric["value"]
        return found

    def fail(self, context: BrowserContext, row: Row) -> None:
        """Have it happen once, on a page of its own, and wait for what comes of it."""
        page = context.new_page()
        ids = self.request_ids.setdefault(row.id, set())
        page.on("response", lambda answer: ids.add(answer.headers.get("x-request-id", "")))
        page.set_default_timeout(PATIENCE_MS)
        try:
            DRIVES[row.id](page, self.stack)
        except (AssertionError, PlaywrightError) as error:
            self.broken[row.id] = str(error)
        self.events[row.id] = self._arrived(page, row.events)
        _leave(page)

    def click(self, context: BrowserContext) -> None:
        """Press the button whose task fails."""
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        press(page, self.stack, "celery")
        self.clicked = self._arrived(page, 1)
        _leave(page)

    def _arrived(self, page: Page, expected: int) -> list[dict[str, Any]]:
        """Return the events that came, once it is quiet and as many as expected are there."""
        found: list[dict[str, Any]] = []
        begun = quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < QUIET_FOR or len(found) < expected:
            if time.monotonic() - begun > ARRIVES_WITHIN:
                break
            page.wait_for_timeout(50)
            new = self._new_events()
            quiet_since = time.monotonic() if new else quiet_since
            found += new
        return found

    def finish(self) -> None:
        """Wait for what is sent at intervals."""
        since = time.monotonic()
        while time.monotonic() - since < SENDS_EVERY:
            time.sleep(0.5)
            self.late += self._new_events()

    def skip_what_was_sent(self) -> None:
        """Forget what came before the first failure."""
        self._new_events()

    def _new_events(self) -> list[dict[str, Any]]:
        new = self.stack.sent(after=len(self.sent))
        self.sent += new
        return [event for one in new for event in one.items("event")]


def _leave(page: Page) -> None:
    page.goto("about:blank")  # leaving a page sends what it still holds
    page.close()


def _signed_in(browser: Browser, stack: Stack) -> BrowserContext:
    context = browser.new_context()
    context.add_init_script(f"window.canariesMode = '{MODE}'")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{stack.web}/sign-in")
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", "demo-clinic")
    page.click("button[type=submit]")
    page.wait_for_url("**/patients")
    page.close()
    return context


@contextmanager
def _stack(folder: Path) -> Iterator[Stack]:
    var = folder / "var"
    var.mkdir()
    with third_host() as host:
        extra = {
            "CANARIES": "1",
            "CANARIES_MODE": MODE,
            "CANARIES_THIRD_HOST_PORT": str(host.server_port),
            "DJANGO_SETTINGS_MODULE": "canaries.settings",
            "LOG_FORMAT": "json",
        }
        with running(var, prepared(), extra) as stack:
            yield stack


def fail_in_every_way(browser: Browser, folder: Path, table: Sequence[Row]) -> Failed:
    """Return what arrived when each row's failure happened."""
    with _stack(folder) as stack:
        failed = Failed(stack)
        context = _signed_in(browser, stack)
        failed.skip_what_was_sent()
        for row in table:
            failed.fail(context, row)
        failed.click(context)
        context.close()
        failed.finish()
    return failed
