"""What nobody will see is not made: the SDK's own spans about Django, in requests not traced.

The SDK starts a span for every query, receiver, template and view, whether the request is traced
or not; most of what a request that is not traced costs goes there. There, Django's methods are
called past the SDK's wrappings; the breadcrumbs of queries stay. Spans of the application's and
Celery's are left alone, since trace headers are made of them. For speed, not for safety.
"""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from django.core.handlers.base import BaseHandler
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.dispatch import Signal
from django.template.response import SimpleTemplateResponse
from sentry_sdk.consts import INSTRUMENTER
from sentry_sdk.integrations import django as integration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.scope import Scope, _current_scope, _isolation_scope
from sentry_sdk.tracing import NoOpSpan, Span, Transaction
from sentry_sdk.tracing_utils import _format_sql

from observability import breadcrumbs
from observability.sampling import Sampler
from observability.unrecorded_requests import UnrecordedTransaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

logger = logging.getLogger(__name__)

_ORIGINS: Final = frozenset({DjangoIntegration.origin, DjangoIntegration.origin_db})
_SPANS: Final = (UnrecordedTransaction, Transaction, Span)


class Unrecorded(NoOpSpan):
    """A span that keeps nothing, and leaves its parent the current one."""

    def __enter__(self) -> Unrecorded:
        """Begin nothing."""
        return self

    def __exit__(
        self,
        ty: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """End nothing."""


_SHARED: Final = Unrecorded()


def _say_statement(cursor: Any, sql: Any, *_: Any, **__: Any) -> None:
    breadcrumbs.of_query(_format_sql(cursor.cursor, sql))


def _say_connect(_: Any) -> None:
    breadcrumbs.of_query("connect")


# Methods that the SDK wraps to make spans, with what is said in place of the wrapping.
HOOKS: Final[tuple[tuple[Any, str, Callable[..., None] | None], ...]] = (
    (BaseDatabaseWrapper, "connect", _say_connect),
    (BaseDatabaseWrapper, "_commit", None),
    (BaseDatabaseWrapper, "_rollback", None),
    (BaseHandler, "make_view_atomic", None),
    (CursorWrapper, "execute", _say_statement),
    (CursorWrapper, "executemany", _say_statement),
    (Signal, "_live_receivers", None),
    (SimpleTemplateResponse, "render", None),
)
_originals: dict[tuple[Any, str], Any] = {}


def install() -> None:
    """Have the SDK ask here first, once; before `init`, which wraps Django's methods."""
    original = Scope.start_span
    if hasattr(original, "leaves_out"):
        return

    def start_span(self: Scope, instrumenter: str = INSTRUMENTER.SENTRY, **about: Any) -> Span:
        if about.get("origin") in _ORIGINS and untraced():
            return _SHARED
        return original(self, instrumenter, **about)

    start_span.leaves_out = _ORIGINS  # type: ignore[attr-defined]  # a mark
    Scope.start_span = start_span  # type: ignore[method-assign]
    _spare_decisions(Scope)
    _originals.update({(place, name): getattr(place, name) for place, name, _ in HOOKS})
    _spare_descriptions(integration)
    _leave_middlewares(integration)
    _leave_views_of_drf(integration)


def settle() -> None:
    """Have Django's methods called past what `init` wrapped them in, where nothing is traced."""
    for place, name, say in HOOKS:
        original = _originals.pop((place, name), None)
        wrapped = getattr(place, name)
        if original is not None and wrapped is not original:
            setattr(place, name, _past(wrapped, original, say))


def _past(wrapped: Any, original: Any, say: Callable[..., None] | None) -> Any:
    if say is None:

        @wraps(original)
        def method(*given: Any, **named: Any) -> Any:
            return (original if untraced() else wrapped)(*given, **named)

        return method

    @wraps(original)
    def saying(*given: Any, **named: Any) -> Any:
        if not untraced():
            return wrapped(*given, **named)
        try:
            say(*given, **named)
        except Exception:  # noqa: BLE001 - a query without its breadcrumb is better than none
            logger.info("A query left no breadcrumb.")
        return original(*given, **named)

    return saying


def _spare_decisions(place: Any) -> None:
    original = place.start_transaction

    @wraps(original)
    def start_transaction(
        self: Scope, transaction: Any = None, *given: Any, **named: Any
    ) -> Transaction | NoOpSpan:
        if type(transaction) is UnrecordedTransaction:
            return transaction
        if (
            type(transaction) is Transaction
            and transaction.parent_sampled is False
            and transaction.sampled is None
            and type(self.get_client().options["traces_sampler"]) is Sampler
        ):
            # As the sampler would say, which is told all about the request for it.
            transaction.sampled, transaction.sample_rate = False, 0.0
            return transaction
        started: Transaction | NoOpSpan = original(self, transaction, *given, **named)
        return started

    place.start_transaction = start_transaction


def _spare_descriptions(place: Any) -> None:
    describe = place._set_db_data

    def set_db_data(span: Any, *about: Any) -> None:
        if span is not _SHARED:
            describe(span, *about)  # asks the connection for its parameters

    place._set_db_data = set_db_data


def _leave_middlewares(place: Any) -> None:
    # The door asks for no spans of middlewares, and the wrapping is for nothing else.
    place.patch_django_middlewares = lambda: None


def _leave_views_of_drf(place: Any) -> None:
    # It does so at the first request.
    patch = place._patch_drf

    def patch_drf() -> None:
        from rest_framework import request

        requests: Any = request.Request
        original = requests._authenticate
        patch()
        if requests._authenticate is not original:
            requests._authenticate = _past(requests._authenticate, original, None)
        place._patch_drf = lambda: None

    place._patch_drf = patch_drf


def untraced() -> bool:
    """Tell whether this code works for a request or task whose trace is not recorded."""
    current, isolation = _current_scope.get(), _isolation_scope.get()
    span = (current and current._span) or (isolation and isolation._span)
    return type(span) in _SPANS and span.sampled is False
