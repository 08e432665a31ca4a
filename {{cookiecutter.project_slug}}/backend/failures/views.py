"""Ways to fail in plain Django views: `fail` looks them up by the address."""

from __future__ import annotations

import logging
import os
import re
import signal as signals
import sys
import threading
import uuid
from functools import partial
from typing import TYPE_CHECKING

import sentry_sdk
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from failures import errors, receivers, tasks
from patients.models import Clinic
from sentry_check import tasks as sentry_check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

logger = logging.getLogger(__name__)


def view(_: HttpRequest) -> HttpResponse:
    message = "a view fails"
    raise ValueError(message)


def template(request: HttpRequest) -> HttpResponse:
    return render(request, "failures/page.html", {"broken": partial(errors.fail, "a template")})


def streaming(_: HttpRequest) -> HttpResponseBase:
    def body() -> Iterator[bytes]:
        yield b"begun"
        errors.fail("a streaming body")

    return StreamingHttpResponse(body())


def signal(_: HttpRequest) -> HttpResponse:
    receivers.asked.send(sender=None)
    return HttpResponse()


def signal_robust(_: HttpRequest) -> HttpResponse:
    receivers.asked.send_robust(sender=None)
    return HttpResponse()


def on_commit(_: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        transaction.on_commit(partial(errors.fail, "what follows a commit"))
    return HttpResponse()


def on_commit_robust(_: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        transaction.on_commit(lambda: errors.fail("what follows a commit"), robust=True)
    return HttpResponse()


def returned_500(_: HttpRequest) -> HttpResponse:
    return JsonResponse({"detail": "Something went wrong."}, status=500)


def not_found(_: HttpRequest) -> HttpResponse:
    raise Http404


def permission_denied(_: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def bad_request(_: HttpRequest) -> HttpResponse:
    raise BadRequest


def validation(_: HttpRequest) -> HttpResponse:
    raise ValidationError({"first_name": ValidationError("%(value)s is wrong", "invalid")})


@csrf_protect
def csrf(_: HttpRequest) -> HttpResponse:
    return HttpResponse()


def suspicious(_: HttpRequest) -> HttpResponse:
    message = "a request is suspicious"
    raise SuspiciousOperation(message)


def system_exit(_: HttpRequest) -> HttpResponse:
    sys.exit(7)  # at 3 gunicorn would end as a whole


def killed(_: HttpRequest) -> HttpResponse:
    os.kill(os.getpid(), signals.SIGKILL)  # as the kernel does when memory runs out
    return HttpResponse()


def ended(_: HttpRequest) -> HttpResponse:
    os._exit(7)


def timeout(_: HttpRequest) -> HttpResponse:
    # For ever, and in a thread without letting the others run.
    return HttpResponse(re.fullmatch("(a+)+b", "a" * 64))


def in_a_thread(_: HttpRequest) -> HttpResponse:
    thread = threading.Thread(target=errors.fail, args=("a thread",))
    thread.start()
    thread.join()
    return HttpResponse()


def integrity(_: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        for _number in range(2):
            Clinic.objects.create(name="One name for two")
    return HttpResponse()


def operational(_: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(5)")
        else:
            cursor.execute("SELECT name FROM no_such_table")
    return HttpResponse()


def log_exception_raise(_: HttpRequest) -> HttpResponse:
    try:
        errors.fail("a step")
    except errors.FailedOnPurposeError:
        logger.exception("A step failed.")
        raise
    return HttpResponse()


def log_error_raise(_: HttpRequest) -> HttpResponse:
    try:
        errors.fail("a step")
    except errors.FailedOnPurposeError as error:
        logger.error("A step failed: %s", error)
        raise
    return HttpResponse()


def log_raise_from(_: HttpRequest) -> HttpResponse:
    try:
        errors.fail("a step")
    except errors.FailedOnPurposeError as error:
        logger.exception("A step failed.")
        raise errors.OtherFailureError from error
    return HttpResponse()


def capture_raise(_: HttpRequest) -> HttpResponse:
    try:
        errors.fail("a step")
    except errors.FailedOnPurposeError as error:
        sentry_sdk.capture_exception(error)
        raise
    return HttpResponse()


def a_b_a(_: HttpRequest) -> HttpResponse:
    first, second = errors.FailedOnPurposeError("a"), errors.OtherFailureError("b")
    for error in (first, second, first):
        sentry_sdk.capture_exception(error)
    return HttpResponse()


def group(_: HttpRequest) -> HttpResponse:
    message = "several steps failed"
    raise ExceptionGroup(message, [errors.FailedOnPurposeError("a"), errors.OtherFailureError("b")])


def group_of_told(_: HttpRequest) -> HttpResponse:
    error = errors.FailedOnPurposeError("a")
    sentry_sdk.capture_exception(error)
    message = "several steps failed"
    raise ExceptionGroup(message, [error])


def log_critical(_: HttpRequest) -> HttpResponse:
    logger.warning("The disk is nearly full.")
    logger.critical("The disk is full.")
    return HttpResponse()


def log_warning(_: HttpRequest) -> HttpResponse:
    logger.warning("The disk is nearly full.")
    return HttpResponse()


def message_info(_: HttpRequest) -> HttpResponse:
    sentry_sdk.capture_message("The import is done.", level="info")
    return HttpResponse()


def patient(_: HttpRequest) -> HttpResponse:
    sentry_sdk.set_context("patient", {"id": "4f1c9d3e-0000-4000-8000-0123456789ab", "name": "Ada"})
    errors.fail("a view")
    return HttpResponse()


def queue(_: HttpRequest) -> HttpResponse:
    sentry_check.fail.delay(uuid.uuid4().hex, "in a worker")
    return HttpResponse()


def queue_retried(_: HttpRequest) -> HttpResponse:
    Clinic.objects.exists()
    tasks.retried_by_hand.delay()
    return HttpResponse()


def flood(_: HttpRequest) -> HttpResponse:
    for _number in range(10_000):
        sentry_sdk.capture_message("The disk is full.", level="error")
    return HttpResponse()


def passing(_: HttpRequest) -> HttpResponse:
    return HttpResponse()  # the middleware fails, before or after


def process_exception(_: HttpRequest) -> HttpResponse:
    raise errors.OtherFailureError


WAYS: Mapping[str, Callable[[HttpRequest], HttpResponseBase]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(view, template, streaming, signal, signal_robust, on_commit, on_commit_robust),
        *(returned_500, not_found, permission_denied, bad_request, csrf, suspicious, system_exit),
        *(in_a_thread, integrity, operational, log_exception_raise, log_error_raise),
        *(log_raise_from, capture_raise, a_b_a, group, group_of_told, log_critical, log_warning),
        *(message_info, process_exception, patient, queue, queue_retried, flood, validation),
        *(killed, ended, timeout),
    )
} | {"middleware": passing, "middleware-after": passing}


@csrf_exempt
def fail(request: HttpRequest, way: str) -> HttpResponseBase:
    return WAYS[way](request)


async def fail_asynchronously(_: HttpRequest) -> HttpResponse:
    errors.fail("an asynchronous view")
    return HttpResponse()
