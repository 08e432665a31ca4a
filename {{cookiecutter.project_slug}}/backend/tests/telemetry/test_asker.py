"""What a task is told of who asked, and what it believes of that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sentry_sdk
from django.contrib.auth.models import User
from django.http import HttpRequest
from sentry_sdk.scope import Scope

from observability import asker, ids


@pytest.fixture(autouse=True)
def scope() -> Iterator[Scope]:
    with sentry_sdk.isolation_scope() as made:
        made.clear()
        yield made
        asker._request.set(None)


def test_a_user_that_the_request_knows_is_told_as_a_hash(scope: Scope) -> None:
    request = HttpRequest()
    asker.begin(request)
    assert asker.header() == {}
    vars(request)["_cached_user"] = User(pk=4711, username="kowalski")
    scope.set_tag("role", "nurse")
    assert asker.header() == {"user": ids.hashed(4711), "role": "nurse"}


def test_what_was_told_is_told_on_as_it_is(scope: Scope) -> None:
    said = {"user": "[id:0123abcd]", "role": "doctor"}
    asker.take_over(scope, said)
    assert asker.header() == said


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "Kowalski",
        {"user": "Kowalski", "role": "Kowalski"},
        {"user": "4711", "role": ["nurse"]},
        {"user": "[id:Kowalski]", "role": "NURSE"},
    ],
)
def test_a_header_of_another_shape_is_not_believed(scope: Scope, forged: object) -> None:
    asker.take_over(scope, forged)
    assert not scope._user
    assert not scope._tags
