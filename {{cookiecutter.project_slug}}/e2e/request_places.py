"""Places in a request: each function builds one that carries a canary in one position."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from e2e.kinds import KINDS

IN_PATHS = ("name", "ssn", "mrn", "email", "phone", "date of birth")
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Asked:
    """A request to be made."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


Build = Callable[[str], Asked]


@dataclass(frozen=True)
class RequestPlace:
    """A position in requests to one runtime."""

    name: str
    runtime: str
    kinds: tuple[str, ...]
    build: Build


REQUEST_PLACES: list[RequestPlace] = []
# Where each runtime reads all of a request, and fails.
TAKES = {"django": "/canaries/take/", "next-server": "/canaries/take"}


def place(
    name: str,
    *,
    runtimes: tuple[str, ...] = ("django", "next-server"),
    kinds: tuple[str, ...] = KINDS,
) -> Callable[[Callable[[str, str], Asked]], Callable[[str, str], Asked]]:
    """Register the function, which gets the address to ask and the canary, for each runtime."""

    def register(build: Callable[[str, str], Asked]) -> Callable[[str, str], Asked]:
        for runtime in runtimes:

            def bound(text: str, take: str = TAKES[runtime]) -> Asked:
                return build(take, text)

            REQUEST_PLACES.append(RequestPlace(f"request: {name}", runtime, kinds, bound))
        return build

    return register


def _quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="")


@place("path", kinds=IN_PATHS)
def path(take: str, text: str) -> Asked:
    return Asked(f"{take.rstrip('/')}/patients/{_quoted(text)}")


@place("path that leads nowhere", runtimes=("django",), kinds=IN_PATHS)
def lost_path(_: str, text: str) -> Asked:
    return Asked(f"/api/patients/{_quoted(text)}/nothing")


@place("path of the admin", runtimes=("django",), kinds=IN_PATHS)
def admin_path(_: str, text: str) -> Asked:
    return Asked(f"/admin/patients/patient/{_quoted(text)}/change/")


@place("search in the admin", runtimes=("django",))
def admin_search(_: str, text: str) -> Asked:
    return Asked(f"/admin/patients/patient/?q={_quoted(text)}")


@place("sign-in to the admin", runtimes=("django",))
def admin_sign_in(_: str, text: str) -> Asked:
    body = urllib.parse.urlencode({"username": text, "password": text, "csrfmiddlewaretoken": "x"})
    return Asked("/admin/login/", "POST", body.encode(), {"Content-Type": FORM})


@place("query")
def query(take: str, text: str) -> Asked:
    return Asked(f"{take}?search={_quoted(text)}")


@place("name of a query parameter")
def query_name(take: str, text: str) -> Asked:
    return Asked(f"{take}?{_quoted(text)}=1")


@place("form")
def form(take: str, text: str) -> Asked:
    body = urllib.parse.urlencode({"ssn": text, "a": text}).encode()
    return Asked(take, "POST", body, {"Content-Type": FORM})


@place("multipart field")
def multipart(take: str, text: str) -> Asked:
    return _multipart(take, 'name="notes"', text)


@place("multipart file's name")
def file_name(take: str, text: str) -> Asked:
    name = text.replace('"', "")
    return _multipart(take, f'name="chart"; filename="{name}.pdf"', "x")


def _multipart(take: str, disposition: str, content: str) -> Asked:
    lines = [
        "--edge",
        f"Content-Disposition: form-data; {disposition}",
        "",
        content,
        "--edge--",
        "",
    ]
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    return Asked(take, "POST", "\r\n".join(lines).encode(), headers)


@place("JSON body")
def json_body(take: str, text: str) -> Asked:
    return _json(take, {"ssn": text, "a": text})


@place("JSON body, deep, and as a key")
def deep_json(take: str, text: str) -> Asked:
    return _json(take, {"rows": [{"inner": {text: [text]}}]})


def _json(address: str, content: object) -> Asked:
    body = json.dumps(content).encode()
    return Asked(address, "POST", body, {"Content-Type": "application/json"})


@place("report of a violation", runtimes=("next-server",))
def violation(_: str, text: str) -> Asked:
    said = {"document-uri": f"http://localhost/?q={text}", "blocked-uri": text}
    said |= {"effective-directive": text, "script-sample": text, "source-file": text}
    asked = _json("/violations", {"csp-report": said})
    return replace(asked, headers={"Origin": "http://localhost", "Host": "localhost"})


@place("DRF's refusal as a 500", runtimes=("django",))
def drf(_: str, text: str) -> Asked:
    return _json("/canaries/drf/", {"number": text})


def _header(name: str) -> None:
    @place(f"header {name}")
    def header(take: str, text: str) -> Asked:
        return Asked(take, headers={name: text})


for _name in ("X-Patient", "User-Agent", "X-Forwarded-For", "X-Request-Id", "Authorization"):
    _header(_name)


@place("header Referer", kinds=IN_PATHS)
def referer(take: str, text: str) -> Asked:
    return Asked(take, headers={"Referer": f"http://localhost/patients/{_quoted(text)}?q=1"})


@place("cookie")
def cookie(take: str, text: str) -> Asked:
    return Asked(take, headers={"Cookie": f"sessionid=nobody; patient={_quoted(text)}"})


@place("cookie of the session")
def session_cookie(take: str, text: str) -> Asked:
    return Asked(take, headers={"Cookie": f"sessionid={_quoted(text)}"})


@place("baggage that comes in")
def baggage(take: str, text: str) -> Asked:
    said = [f"sentry-{key}={_quoted(text)}" for key in ("transaction", "user_segment", "release")]
    return Asked(take, headers={"baggage": ",".join([*said, f"other={_quoted(text)}"])})
