"""A sink in this process, spoken to as an SDK or a browser would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sink.app import build


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Return an HTTP client of a fresh sink."""
    with TestClient(build(), base_url="http://127.0.0.1:8969") as client:
        yield client
