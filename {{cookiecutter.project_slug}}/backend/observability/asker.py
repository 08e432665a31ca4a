"""Who asked, carried from a request to the tasks that it leads to: a keyed hash, and a role.

Its answer says the same to the web app's server, which knows the session and nobody behind it.
The message's header has neither a name nor the id itself. What a header says is taken over only in
that shape, and a role only if the policy names it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final
from weakref import ref

import sentry_sdk
from celery.signals import before_task_publish, task_prerun

from observability import ids, policy, shapes

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from sentry_sdk.scope import Scope

HEADER: Final = "asked_by"
ROLE: Final = "role"
ANSWERED: Final = {"user": "X-Telemetry-User", ROLE: "X-Telemetry-Role"}

_request: ContextVar[ref[HttpRequest] | None] = ContextVar("asker_request", default=None)


def begin(request: HttpRequest) -> None:
    """Say whose request this code works for; who that is may come to be known later."""
    _request.set(ref(request))


def user_of(request: HttpRequest | None) -> str | None:
    """Return the id of who asks, as the database has it; None if the request does not know yet.

    Not by `request.user`: that would ask the database, which may be what fails.
    """
    user = vars(request).get("_cached_user") if request is not None else None
    given = getattr(user, "pk", None)
    return None if given is None else str(given)


def header() -> dict[str, str]:
    """Return what a task is told: `user`, a keyed hash, and `role`, each where it is known."""
    scope = sentry_sdk.get_isolation_scope()
    asked = _request.get()
    given = user_of(asked() if asked is not None else None)
    given = given or shapes.mapping(scope._user).get("id")
    said: dict[str, str] = {}
    # A task that sends another one was told a hash itself.
    shapes.put(said, "user", shapes.hashed_id(given) or ids.hashed(given))
    shapes.put(said, ROLE, _role(shapes.mapping(scope._tags).get(ROLE)))
    return said


def answer(response: HttpResponseBase) -> None:
    """Say in the answer's headers who asked, if it is somebody signed in."""
    said = header()
    for name, value in said.items() if "user" in said else ():
        response.headers[ANSWERED[name]] = value


def take_over(scope: Scope, given: object) -> None:
    """Put into the scope what a message's header says."""
    said = shapes.mapping(given)
    user, role = shapes.hashed_id(said.get("user")), _role(said.get(ROLE))
    if user is not None:
        scope.set_user({"id": user})
    if role is not None:
        scope.set_tag(ROLE, role)


def _role(given: object) -> str | None:
    found = policy.current()
    return shapes.one_of(given, found.tags.get(ROLE, frozenset())) if found is not None else None


def _carry(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None and (said := header()):
        headers.setdefault(HEADER, said)


def _begin_task(task: Any = None, **_: Any) -> None:
    # In eager mode the request itself goes on.
    if not task.request.is_eager:
        _request.set(None)
        take_over(sentry_sdk.get_isolation_scope(), getattr(task.request, HEADER, None))


before_task_publish.connect(_carry, weak=False)
task_prerun.connect(_begin_task, weak=False)
