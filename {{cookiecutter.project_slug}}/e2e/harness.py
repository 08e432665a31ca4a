"""One run: start the stack in a mode, plant canaries in each place, and look at what left."""

from __future__ import annotations

import http.client
import json
import secrets
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from e2e.canary_service import prepared
from e2e.collector import Collector
from e2e.detector import Detector
from e2e.kinds import EVERY_KIND, Mint, Planted, kinds_of_turn
from e2e.outputs import note_outputs, note_third_host
from e2e.report import Report, Row
from e2e.request_places import REQUEST_PLACES, Asked
from e2e.stack import Sent, Stack, running
from e2e.third_host import ThirdHost, third_host

AT_ONCE, EACH_TURN = 4, 200
LISTS = {"django": "/canaries/places/", "next-server": "/canaries/places"}


Choose = Callable[[str, Sequence[str]], list[str]]


@dataclass
class Run:
    """What is known while a run goes on."""

    stack: Stack
    # Which kinds a place gets in this run.
    choose: Choose
    mint: Mint = field(default_factory=Mint)
    rows: list[Row] = field(default_factory=list)
    of: dict[Planted, Row] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def make(self, place: str, kind: str, runtime: str) -> Row:
        """Make up a canary and its row."""
        planted = self.mint.make(f"{runtime} {place}", kind)
        row = Row(place, kind, runtime, {uuid.uuid4().hex}, words=planted.words)
        self.rows.append(row)
        self.of[planted] = row
        self.texts.setdefault(place, {})[kind] = planted.text
        return row

    def kinds_of(self, runtime: str, place: str, kinds: Sequence[str]) -> list[str]:
        """Return what is planted there in this run."""
        return self.choose(f"{runtime} {place}", kinds)

    def send(self, base: str, asked: Asked, trace: str) -> int:
        """Make a request that begins this trace."""
        address = urllib.parse.urlsplit(base)
        link = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        headers = {"Cookie": "sessionid=nobody", **asked.headers}
        headers["sentry-trace"] = f"{trace}-{secrets.token_hex(8)}-1"
        try:
            sent = {name: value.encode() for name, value in headers.items()}
            link.request(asked.method, asked.path, asked.body or None, sent)
            answer = link.getresponse()
            answer.read()
            return answer.status
        finally:
            link.close()


def _listed(base: str, path: str) -> list[dict[str, Any]]:
    address = urllib.parse.urlsplit(base)
    link = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    link.request("GET", path, headers={"Cookie": "sessionid=nobody"})
    content = json.loads(link.getresponse().read())
    link.close()
    return list(content["places"])


def listed_places(run: Run) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield each place that the servers list: whom to ask, its number, and what it is."""
    for runtime, base in {"django": run.stack.api, "next-server": run.stack.web}.items():
        for number, listed in enumerate(_listed(base, LISTS[runtime])):
            yield base, number, listed


def planting_of(
    run: Run, base: str, listed: Mapping[str, Any], number: int, row: Row
) -> Callable[[], int]:
    """Return what plants the canary of ``row`` in a listed place."""
    path = listed.get("path", "/canaries/plant/{number}/{kind}/")
    method = listed.get("method", "POST" if base == run.stack.api else "GET")
    asked = Asked(path.format(number=number, kind=EVERY_KIND.index(row.kind)), method)
    return _sending(run, base, asked, row)


def _requests(run: Run) -> Iterator[Callable[[], int]]:
    """Yield what plants the servers' canaries; all are made up before the first is planted."""
    for base, number, listed in listed_places(run):
        for kind in run.kinds_of(listed["runtime"], listed["name"], listed["kinds"]):
            row = run.make(listed["name"], kind, listed["runtime"])
            yield planting_of(run, base, listed, number, row)
    bases = {"django": run.stack.api, "next-server": run.stack.web}
    for place in REQUEST_PLACES:
        for kind in run.kinds_of(place.runtime, place.name, place.kinds):
            row = run.make(place.name, kind, place.runtime)
            asked = place.build(run.texts[place.name][kind])
            yield _sending(run, bases[place.runtime], asked, row)


def _sending(run: Run, base: str, asked: Asked, row: Row) -> Callable[[], int]:
    (trace,) = row.marks
    return lambda: run.send(base, asked, trace)


def _open(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.web}/canaries/browser")
    page.wait_for_function("() => window.canaries !== undefined")


def _plant_in_browser(run: Run, mode: str, browser: Browser) -> list[str]:
    """Plant in each place of the browser, on a page of its own; return every address asked."""
    requested: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: requested.append(request.url))
    context.add_cookies([{"name": "sessionid", "value": "nobody", "url": run.stack.web}])
    context.add_init_script(f"window.canariesMode = {json.dumps(mode)}")
    page = context.new_page()
    _open(page, run.stack)
    places = page.evaluate("() => window.canaries.places")
    for number, place in enumerate(places):
        _open(page, run.stack)
        for kind in run.kinds_of("browser", place["name"], place["kinds"]):
            row = run.make(place["name"], kind, "browser")
            asked = [number, run.texts[place["name"]][kind]]
            row.marks |= set(page.evaluate("([n, text]) => window.canaries.plant(n, text)", asked))
    page.goto("about:blank")  # leaving a page sends what it still holds
    page.wait_for_timeout(300)
    context.close()
    return requested


@contextmanager
def _stack(mode: str, folder: Path, host: ThirdHost, given: Mapping[str, str]) -> Iterator[Stack]:
    outside = folder / "outside"
    outside.mkdir()
    extra = {
        "CANARIES": "1",
        "CANARIES_MODE": mode,
        "CANARIES_THIRD_HOST_PORT": str(host.server_port),
        "DJANGO_SETTINGS_MODULE": "canaries.settings",
        "HOME": str(outside),
        "TMPDIR": str(outside),
        **given,
    }
    var = folder / "var"
    var.mkdir()
    with running(var, prepared(), extra) as stack:
        yield stack


def plant_at_once(run: Run, planting: Sequence[Callable[[], int]]) -> None:
    """Plant all of these, some at a time; the places find their canaries in a file."""
    (run.stack.var / "canaries.json").write_text(json.dumps(run.texts))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert all(status >= 200 for status in pool.map(lambda plant: plant(), planting))


def _plant_in_servers(run: Run, collector: Collector) -> None:
    """Plant in each place of the servers, and take from the sink before it forgets.

    In turns: while the sink answers with what it holds it takes nothing, and SDKs without a gate
    drop what they cannot send.
    """
    planting = list(_requests(run))
    for first in range(0, len(planting), EACH_TURN):
        plant_at_once(run, planting[first : first + EACH_TURN])
        collector.collect()


@dataclass
class Done:
    """A run that is over: its table, and what the table was made from."""

    report: Report
    sent: list[Sent]
    mint: Mint


def do(
    mode: str,
    choose: Choose,
    folder: Path,
    browser: Browser,
    *,
    mint: Mint | None = None,
    extra: Mapping[str, str] | None = None,
    befall: Callable[[Run, Collector], None] | None = None,
) -> Done:
    """Do one run in this mode (see backend/canaries/modes.py).

    Args:
        mode: what of telemetry is changed for the run.
        choose: says which kinds a place gets (see ``e2e.kinds``).
        folder: where the run keeps what it writes; it is made.
        browser: plants the browser's canaries.
        mint: makes the canaries up; one with the seed of an earlier run makes them again.
        extra: is added to the environment of the stack.
        befall: what else happens to the servers while it runs.
    """
    folder.mkdir(parents=True)
    with third_host() as host, _stack(mode, folder, host, extra or {}) as stack:
        began = time.time()
        run = Run(stack, choose, mint or Mint())
        collector = Collector(stack)
        _plant_in_servers(run, collector)
        if befall is not None:
            befall(run, collector)
        requested = _plant_in_browser(run, mode, browser)
        own = (f"{stack.web}/", "data:", f"blob:{stack.web}/", "about:")
        strangers = {
            urllib.parse.urlsplit(url).netloc for url in requested if not url.startswith(own)
        }
        collector.wait_until_quiet()
        name = mode.replace(",", "-") or "static"
        report = Report(name, run.mint.stem, run.rows, run.of)
        detector = Detector(run.mint)
        report.note_sent(collector.sent, detector)
        note_outputs(report, stack.var, detector, began, folder / "outside")
        note_third_host(report, detector, host)
        report.strangers = strangers
        report.third_host = (host.asked, len(host.given))
    return Done(report, collector.sent, run.mint)


def run_in(mode: str, turn: int | None, folder: Path, browser: Browser) -> Report:
    """Do one run in this mode, and return its table."""
    return do(mode, partial(kinds_of_turn, turn=turn), folder, browser).report
