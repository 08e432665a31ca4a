"""Spans that nobody will see are not made: the SDK's own about Django, in requests not traced.

The SDK starts a span for every query, receiver, template and view, whether the request is traced
or not; most of what a request that is not traced costs goes there. Spans of the application's and
Celery's are left alone, since trace headers are made of them. For speed, not for safety.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sentry_sdk.consts import INSTRUMENTER
from sentry_sdk.integrations import django as integration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.scope import Scope
from sentry_sdk.tracing import NoOpSpan, Span, Transaction

if TYPE_CHECKING:
    from types import TracebackType

_ORIGINS: Final = frozenset({DjangoIntegration.origin, DjangoIntegration.origin_db})


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


def install() -> None:
    """Have the SDK ask here first, once; before `init`, which wraps middlewares."""
    original = Scope.start_span
    if hasattr(original, "leaves_out"):
        return

    def start_span(self: Scope, instrumenter: str = INSTRUMENTER.SENTRY, **about: Any) -> Span:
        if about.get("origin") in _ORIGINS and _is_untraced(self):
            return _SHARED
        return original(self, instrumenter, **about)

    start_span.leaves_out = _ORIGINS  # type: ignore[attr-defined]  # a mark
    Scope.start_span = start_span  # type: ignore[method-assign]
    _spare_descriptions(integration)
    _leave_middlewares(integration)


def _spare_descriptions(place: Any) -> None:
    describe = place._set_db_data

    def set_db_data(span: Any, *about: Any) -> None:
        if span is not _SHARED:
            describe(span, *about)  # asks the connection for its parameters

    place._set_db_data = set_db_data


def _leave_middlewares(place: Any) -> None:
    # The door asks for no spans of middlewares, and the wrapping is for nothing else.
    place.patch_django_middlewares = lambda: None


def _is_untraced(scope: Scope) -> bool:
    span = scope.span or scope.get_isolation_scope().span
    return type(span) in (Transaction, Span) and span.sampled is False  # type: ignore[union-attr]
