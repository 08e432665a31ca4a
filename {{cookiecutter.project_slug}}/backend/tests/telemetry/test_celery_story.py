"""What a message says of earlier tries is another process's word: it is taken by its shape only."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from observability import celery_story

NOW = 1_795_000_000.5


def request(headers: object) -> Any:
    return SimpleNamespace(headers=headers)


def crumbs(headers: object) -> list[str]:
    return [one["message"] for one in celery_story.earlier_tries(headers)]


def test_a_try_is_told_by_the_class_alone() -> None:
    headers = celery_story.with_this_try(request({"other": 1}), ValueError("Ada Kowalski"))
    assert headers["other"] == 1
    ((moment, failed_with),) = headers["tries"]
    assert (type(moment), failed_with) == (float, "ValueError")
    again = celery_story.with_this_try(request(headers), type("Kowalski", (Exception,), {})())
    assert [said for _, said in again["tries"]] == ["ValueError", "an exception"]


def test_a_message_remembers_so_many_tries() -> None:
    headers: dict[str, Any] = {}
    for _ in range(30):
        headers = celery_story.with_this_try(request(headers), None)
    assert len(headers["tries"]) == 20


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {"tries": "Ada"},
        {"tries": [None, [], ["Ada", "Ada"], [NOW], [NOW, 7], [True, "x"]]},
        {"tries": [[1e300, "x"], [float("nan"), "x"], [-1, "x"], [float("inf"), "x"]]},
    ],
)
def test_what_has_another_shape_is_left_out(wrong: object) -> None:
    assert crumbs(wrong) == []
    assert list(celery_story.with_this_try(request(wrong), None)["tries"][-1:])


def test_what_has_the_shape_is_a_breadcrumb() -> None:
    assert crumbs({"tries": [[NOW, "OSError"]]}) == ["An earlier try failed: OSError"]
