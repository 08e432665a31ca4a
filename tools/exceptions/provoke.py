"""Run the copy on a real PostgreSQL, provoke the forty, and collect each event before and behind the gate."""

from __future__ import annotations

import http.client
import json
import secrets
import sys
import tempfile
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exceptions.catalogue import CASES, PEOPLE, Case
from exceptions.copied import DEMO, prepared

sys.path.insert(0, str(DEMO))
from dev.with_services import postgres
from e2e.browser import chromium
from e2e.stack import Stack, running
from playwright.sync_api import Browser, Page, Route

ARRIVES_WITHIN: Final = 60.0
QUIET_FOR: Final = 2.0
SIGNED_IN: Final = {"Cookie": "sessionid=nobody"}
JSON: Final = {"Content-Type": "application/json"}
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Provoked:
    """An event as the SDK made it, and as it left."""

    before: dict[str, Any]
    after: dict[str, Any]


def _ask(base: str, method: str, path: str, body: str, headers: dict[str, str]) -> None:
    address = urllib.parse.urlsplit(base)
    link = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    link.request(method, path, body.encode() or None, {**SIGNED_IN, **headers})
    link.getresponse().read()
    link.close()


def _request(stack: Stack, case: Case, trace: dict[str, str]) -> None:
    person = case.person
    headers = {name: text.format(**person) for name, text in case.headers.items()} | trace
    if case.way == "web":
        content: object = [person] if case.body == "list" else person
        _ask(stack.web, "POST", case.path, json.dumps(content), JSON | headers)
    elif case.way == "api":
        person.pop("email")
        _ask(stack.api, "POST", case.path, json.dumps(person), JSON | headers)
    elif case.way == "form":
        _ask(stack.api, "POST", case.path, urllib.parse.urlencode(person), FORM | headers)
    else:
        _ask(stack.api, "POST", case.path, case.body.format(**person), JSON | headers)


def _abort(route: Route) -> None:
    route.abort()


@contextmanager
def _page(stack: Stack, browser: Browser, headers: dict[str, str]) -> Iterator[Page]:
    context = browser.new_context(extra_http_headers=headers)
    context.add_cookies([{"name": "sessionid", "value": "nobody", "url": stack.web}])
    context.route("**/intake/telephone*", _abort)
    page = context.new_page()
    yield page
    page.goto("about:blank")  # leaving a page sends what it still holds
    page.wait_for_timeout(200)
    context.close()


def _browse(stack: Stack, browser: Browser, case: Case, trace: dict[str, str]) -> list[dict[str, Any]]:
    """Do the case in a browser; return the events that its SDK made."""
    person = case.person
    with _page(stack, browser, {} if case.way == "press" else trace) as page:
        if case.way == "visit":
            page.goto(stack.web + case.path.format(**{k: urllib.parse.quote(v) for k, v in person.items()}))
        elif case.way == "submit":
            page.goto(stack.web + case.path)
            page.fill("[name=last_name]", person["last_name"])
            page.fill("[name=when]", f"{person['date_of_birth']} at noon")
            page.click("button[type=submit]")
            page.wait_for_timeout(500)
        else:
            page.goto(f"{stack.web}/intake/board")
            page.wait_for_function("() => window.desk !== undefined")
            page.evaluate("([what, person]) => window.desk.press(what, person)", [case.path, person])
            page.wait_for_function("() => window.desk.before.length > 0")
            made: list[dict[str, Any]] = page.evaluate("() => JSON.parse(JSON.stringify(window.desk.before))")
            return made
    return []


class Collector:
    """Everything that arrived, taken from the sink before it forgets."""

    def __init__(self, stack: Stack) -> None:
        """Begin with nothing."""
        self._stack, self._requests = stack, 0
        self.events: dict[str, dict[str, Any]] = {}
        self.wire: list[str] = []

    def collect(self) -> bool:
        """Tell whether something new came."""
        new = self._stack.sent(after=self._requests)
        self._requests += len(new)
        for one in new:
            self.events |= {event["event_id"]: event for event in one.items("event")}
            self.wire.append(one.wire.decode("utf-8", "replace"))
        return bool(new)

    def wait(self, traces: dict[str, Case]) -> None:
        """Collect until each case has an event, and nothing more comes."""
        deadline = quiet = time.monotonic()
        while time.monotonic() < deadline + ARRIVES_WITHIN:
            if self.collect():
                quiet = time.monotonic()
            found = {self._trace(event) for event in self.events.values()}
            if len(found) >= len(traces) and time.monotonic() > quiet + QUIET_FOR:
                return
            time.sleep(0.3)

    def of(self, trace: str, traces: dict[str, Case]) -> dict[str, Any] | None:
        """Return the last event of a case that its runtime sent: what came before led to it.

        A worker that refuses a message begins a trace of its own: such a case gets what belongs to no other.
        """
        runtime = traces[trace].runtime
        every = [event for event in self.events.values() if event["tags"]["runtime"] == runtime]
        mine = [event for event in every if self._trace(event) == trace]
        if runtime == "celery" and not mine:
            mine = [event for event in every if self._trace(event) not in traces]
        mine.sort(key=lambda event: ("exception" in event, str(event["timestamp"])))
        return mine[-1] if mine else None

    @staticmethod
    def _trace(event: dict[str, Any]) -> str:
        return str(event["contexts"]["trace"]["trace_id"])


def _before(var: Path) -> dict[str, dict[str, Any]]:
    lines = [line for file in (var / "before").glob("*.jsonl") for line in file.read_text().splitlines()]
    return {event["event_id"]: event for event in map(json.loads, lines)}


def _paired(collector: Collector, traces: dict[str, Case], made: dict[str, dict[str, Any]]) -> dict[str, Provoked]:
    result, missing = {}, []
    for trace, case in traces.items():
        after = collector.of(trace, traces)
        if after is None or after["event_id"] not in made:
            missing.append(case.title)
        else:
            result[case.title] = Provoked(made[after["event_id"]], after)
    ids = {one.after["event_id"] for one in result.values()}
    if missing or len(ids) < len(traces):
        message = f"no event of its own came of: {'; '.join(missing) or 'two that share one'}"
        raise AssertionError(message)
    return result


def _do(stack: Stack, browser: Browser) -> tuple[dict[str, Provoked], list[str]]:
    rows = [{name: text for name, text in person.items() if name != "email"} for person in PEOPLE]
    _ask(stack.api, "POST", "/intake/prepare/", json.dumps(rows), JSON)
    _ask(stack.web, "GET", "/intake/ready", "", {})
    traces: dict[str, Case] = {}
    made: dict[str, dict[str, Any]] = {}
    for case in CASES:
        trace = uuid.uuid4().hex  # one that is not random would not be taken over
        header = {"sentry-trace": f"{trace}-{secrets.token_hex(8)}-1"}
        if case.way in ("visit", "submit", "press"):
            events = _browse(stack, browser, case, header)
            made |= {event["event_id"]: event for event in events}
            trace = events[0]["contexts"]["trace"]["trace_id"] if events else trace
        else:
            _request(stack, case, header)
        traces[trace] = case
    collector = Collector(stack)
    collector.wait(traces)
    return _paired(collector, traces, made | _before(stack.var)), collector.wire


def provoked() -> tuple[dict[str, Provoked], list[str]]:
    """Return for each case's title its event, and all that was sent in this run, decompressed."""
    with tempfile.TemporaryDirectory(prefix="exceptions-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        (folder / "var").mkdir()
        (folder / "postgres").mkdir(mode=0o700)
        with postgres(folder / "postgres") as url, chromium() as browser:
            extra = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "intake_settings"}
            with running(folder / "var", prepared(), extra) as stack:
                return _do(stack, browser)
