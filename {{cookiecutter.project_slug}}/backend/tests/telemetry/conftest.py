"""Answers differ from service to service; tests that name a value bring their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from observability import policy


@pytest.fixture
def plain_mrn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the policy a medical record number that the tests can spell."""
    own = policy.current()
    assert own is not None
    known = replace(own, mrn="MRN[- ]?[0-9]{5,10}")
    monkeypatch.setattr(policy, "current", lambda: known)
