"""`assert_no_phi` finds what it is there to find, and says nothing of it."""

from __future__ import annotations

import base64
import gzip
import html
import json
from urllib.parse import quote

import pytest
from sentry_sdk.envelope import Envelope, Item, PayloadRef

from phi.assertion import assert_no_phi

VALUES = ["Mark Young", "123-45-6789", "mark.young@example.org", 4155550132]


def event(text: str) -> bytes:
    return b'{"event_id":"0"}\n{"type":"event"}\n' + json.dumps({"a": {"b": [text]}}).encode()


SPELLED = [
    "called Mark Young today",
    "MARK_YOUNG",
    "mark%20young",
    "Mark+Young",
    "Mark^Young",
    "mark&#32;young",
    "\\u004dark Young",
    "Mark\u00a0Young",
    "123 45 6789",
    "123\u201345\u20136789",
    "(415) 555-0132",
    html.escape("mark.young@example.org"),
    quote(quote("mark.young@example.org")),
    base64.b64encode(b"patient Mark Young").decode(),
    base64.urlsafe_b64encode("naïve Mark Young?".encode()).decode(),
    b"Mark Young".hex(),
    "\uff2dark Young",
]


@pytest.mark.parametrize("text", SPELLED)
def test_however_it_is_spelled(text: str) -> None:
    with pytest.raises(AssertionError, match=r"value \d left in envelope 0 at line 3") as found:
        assert_no_phi([event(text)], VALUES)
    assert text not in str(found.value)


def test_wherever_it_stands() -> None:
    with pytest.raises(AssertionError, match=r"a\.b \(a key\)"):
        assert_no_phi([{"a": {"b": {"Mark Young": 1}}}], VALUES)
    with pytest.raises(AssertionError, match=r"\$\.a"):
        assert_no_phi([{"a": 4155550132}], VALUES)
    with pytest.raises(AssertionError):
        assert_no_phi([gzip.compress(event("Mark Young"))], VALUES)
    sent = Envelope(items=[Item(PayloadRef(json={"x": "Mark Young"}), type="event")])
    with pytest.raises(AssertionError):
        assert_no_phi([sent], VALUES)
    with pytest.raises(AssertionError, match="envelope 1 at line 1"):
        assert_no_phi(["{}\n", "no JSON, Mark Young"], VALUES)


def test_what_is_clean_passes() -> None:
    assert_no_phi([event("Mark was not [text] Young"), {"n": [1, None, True]}], VALUES)
    assert_no_phi([event("fedcba98a76543210fedcba987654321")], VALUES)


@pytest.mark.parametrize("values", [[], [""], ["A-b"], ["Mark Young", 1]])
def test_values_that_say_nothing_are_refused(values: list[object]) -> None:
    with pytest.raises(ValueError, match="Bring values"):
        assert_no_phi([event("x")], values)


def test_silence_is_no_success() -> None:
    with pytest.raises(ValueError, match="Nothing was sent"):
        assert_no_phi([], VALUES)
