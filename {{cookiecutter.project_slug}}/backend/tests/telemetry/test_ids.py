"""Keyed hashes: the same for the same id, and refused for what could be guessed."""

from __future__ import annotations

import hashlib
import hmac
import logging
from typing import TYPE_CHECKING

import pytest

from observability import ids, shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("plain_mrn")

UUID = "4f1c9d3e-0000-4000-8000-0123456789ab"


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    ids._key.cache_clear()
    yield
    ids._key.cache_clear()


def test_the_hash_is_hmac_sha256_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHI_HASH_KEY", "secret")
    digest = hmac.new(b"secret", UUID.encode(), hashlib.sha256).hexdigest()
    assert ids.hashed(UUID) == f"[id:{digest[:8]}]"
    assert ids.hashed(17) == ids.hashed("17")


def test_a_mark_of_digits_alone_is_neither_made_nor_believed() -> None:
    for number in range(1000):
        mark = ids.hashed(f"row {number}")
        assert shapes.hashed_id(mark) == mark is not None
    # A birthday, and a record's number.
    assert shapes.hashed_id("[id:19550312]") is None
    assert shapes.hashed_id("[id:00412345]") is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1.5,
        "",
        b"bytes",
        {"id": 1},
        "x" * 201,
        10**200,
        "123-45-6789",
        "123 45 6789",
        "123.45.6789",
        "123456789",
        123456789,
        "ssn:123-45-6789",
        "\uff11\uff12\uff13-\uff14\uff15-\uff16\uff17\uff18\uff19",
        "mary@example.org",
        "MRN-123456",
        "mrn 123456",
        "x/MRN123456",
    ],
)
def test_what_could_be_guessed_is_not_hashed(value: object) -> None:
    assert ids.hashed(value) is None


def test_without_a_key_one_per_process_and_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PHI_HASH_KEY", "")
    with caplog.at_level(logging.INFO):
        first = ids.hashed(UUID)
        assert ids.hashed(UUID) == first
    assert [record.name for record in caplog.records] == ["observability.ids"]
    ids._key.cache_clear()
    assert ids.hashed(UUID) != first
