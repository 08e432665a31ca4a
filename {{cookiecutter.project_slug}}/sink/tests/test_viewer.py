"""The page is closed: only its own script and style run, and it builds no markup out of data."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from sink.viewer import PAGE


def test_the_policy_allows_its_own_script_and_style_alone(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    without_namespace = page.replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in without_namespace
    assert "https://" not in without_namespace
    assert not re.search(r"<(?:script|img|iframe|object)[^>]*\bsrc=|@import|url\(", page)


def test_values_never_become_markup() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "DOMParser",
    ):
        assert way not in page
