"""One stack, one browser and one visit for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from e2e.browser import chromium
from e2e.stack import Sent, Stack, running
from e2e.walk import Walk, visit


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Stack]:
    """Return the running service; the browser is looked for first, as it is quicker to miss."""
    assert browser.is_connected()
    with running(tmp_path_factory.mktemp("var folder")) as stack:
        yield stack


@pytest.fixture(scope="session")
def walk(browser: Browser, stack: Stack) -> Walk:
    """Return what one visit saw."""
    return visit(browser, stack)


@pytest.fixture(scope="session")
def sent(stack: Stack, walk: Walk) -> list[Sent]:
    """Return what had arrived at the sink after the visit."""
    assert walk.pressed
    return stack.sent()
