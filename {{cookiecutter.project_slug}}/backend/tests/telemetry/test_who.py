"""Who asks, in answers to the web app: by the same hash as in events."""

import pytest
import sentry_sdk
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import RequestFactory
from rest_framework.test import APIClient

from observability import asker, ids
from tests.conftest import World

USER, ROLE = asker.ANSWERED["user"], asker.ANSWERED["role"]


def test_an_answer_says_it_of_somebody_signed_in(world: World) -> None:
    client = APIClient()
    client.force_login(world.doctor.user)
    answer = client.get("/api/session/")
    told = {name: answer.headers[name] for name in (USER, ROLE)}
    assert told == {USER: ids.hashed(str(world.doctor.user.pk)), ROLE: "doctor"}


def test_an_answer_says_nothing_of_nobody(world: World) -> None:
    assert world.doctor.user.pk
    assert {USER, ROLE}.isdisjoint(APIClient().get("/api/session/").headers)


def said(user: User, role: object) -> HttpResponse:
    request, answer = RequestFactory().get("/"), HttpResponse()
    vars(request)["_cached_user"] = user
    with sentry_sdk.isolation_scope() as scope:
        scope.set_tag("role", role)
        asker.begin(request)
        asker.answer(answer)
    return answer


@pytest.mark.parametrize("role", ["Mary Johnson", None, ["doctor"]])
def test_a_role_that_the_policy_does_not_list_is_not_said(world: World, role: object) -> None:
    answer = said(world.doctor.user, role)
    assert answer.headers[USER] == ids.hashed(str(world.doctor.user.pk))
    assert ROLE not in answer.headers


def test_an_id_that_could_be_guessed_is_not_said() -> None:
    assert {USER, ROLE}.isdisjoint(said(User(pk="123-45-6789"), "doctor").headers)
