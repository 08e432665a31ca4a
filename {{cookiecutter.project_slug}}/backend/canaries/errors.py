"""Texts of exceptions."""

from __future__ import annotations

import json
import logging
import threading
from datetime import date
from decimal import Decimal

import sentry_sdk
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.forms import ChoiceField, Form, IntegerField
from django.template import Context, Template
from rest_framework.exceptions import APIException

from canaries.place import Canary, PlantedError, place
from patients.models import Clinic, Patient

logger = logging.getLogger(__name__)


class _Form(Form):
    age = IntegerField()
    born = ChoiceField(choices=[("x", "y")])


@place("exception: message")
def message(canary: Canary) -> None:
    raise PlantedError(canary.read())


@place("exception: message with a frame in it")
def message_with_frame(canary: Canary) -> None:
    raise PlantedError(
        f'failed\n  File "/srv/x.py", line 3, in {canary.read()}\n    at {canary.read()}'
    )


@place("exception: dictionary as argument")
def dictionary(canary: Canary) -> None:
    raise PlantedError({"a": canary.read(), canary.read(): 1})


@place("exception: bytes as argument")
def bytes_argument(canary: Canary) -> None:
    raise PlantedError(canary.read().encode())


@place("exception: cause")
def cause(canary: Canary) -> None:
    raise PlantedError from ValueError(canary.read())


@place("exception: context")
def context(canary: Canary) -> None:
    try:
        raise KeyError(canary.read())
    except KeyError:
        raise PlantedError  # noqa: B904 - the context is the place


@place("exception: group")
def group(canary: Canary) -> None:
    raise ExceptionGroup("group", [ValueError(canary.read()), PlantedError()])


@place("exception: group's message")
def group_message(canary: Canary) -> None:
    raise ExceptionGroup(canary.read(), [PlantedError()])


@place("exception: note")
def note(canary: Canary) -> None:
    error = PlantedError()
    error.add_note(canary.read())
    raise error


@place("exception: JSON that does not parse")
def broken_json(canary: Canary) -> None:
    try:
        json.loads("{" + canary.read())
    except ValueError as error:
        raise PlantedError(f"{error}: {getattr(error, 'doc', '')}") from error


@place("exception: number that is none")
def no_number(canary: Canary) -> None:
    int(canary.read())


@place("exception: date that is none")
def no_date(canary: Canary) -> None:
    date.fromisoformat(f"on {canary.read()}")


@place("exception: undecodable bytes")
def undecodable(canary: Canary) -> None:
    (canary.read().encode() + b"\xff").decode()


@place("exception: Django's ValidationError")
def validation(canary: Canary) -> None:
    raise ValidationError({"ssn": [f"{canary.read()} is taken"]})


@place("exception: invalid lookup value")
def lookup(canary: Canary) -> None:
    Patient.objects.get(pk=canary.read())


@place("exception: DoesNotExist")
def does_not_exist(canary: Canary) -> None:
    raise Patient.DoesNotExist(f"no patient {canary.read()}")


@place("exception: IntegrityError")
def integrity(canary: Canary) -> None:
    name = canary.read()
    Clinic.objects.filter(name=name).delete()
    with transaction.atomic():
        Clinic.objects.create(name=name)
        try:
            with transaction.atomic():
                Clinic.objects.create(name=name)
        except IntegrityError as error:
            del name
            transaction.set_rollback(True)
            raise PlantedError(f"{error} DETAIL: Key (name)=({canary.read()})") from error


@place("exception: database error with SQL")
def sql_error(canary: Canary) -> None:
    with connection.cursor() as cursor:
        quoted = "'" + canary.read().replace("'", "''") + "'"
        cursor.execute("SELECT * FROM nowhere WHERE ssn = " + quoted)  # noqa: S608 - the place


@place("exception: username that is taken")
def username(canary: Canary) -> None:
    raise get_user_model().MultipleObjectsReturned(canary.read())


@place("exception: template")
def template(canary: Canary) -> None:
    Template("{% load static %}{{ x.missing }}{% include name %}").render(
        Context({"name": f"{canary.read()}.html"})
    )


@place("exception: a form's errors")
def form(canary: Canary) -> None:
    asked = _Form({"age": canary.read(), "born": canary.read()})
    raise PlantedError(f"{asked.errors.as_json()} {asked.errors}")


@place("exception: DRF's 5xx")
def drf(canary: Canary) -> None:
    raise APIException(canary.read())


@place("exception: decimal")
def decimal(canary: Canary) -> None:
    Decimal("1") / Decimal(0) if not canary.read() else Decimal(f"no {canary.read()}")


@place("exception: in a thread")
def in_thread(canary: Canary) -> None:
    def fail() -> None:
        raise PlantedError(canary.read())

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@place("exception: captured by hand")
def by_hand(canary: Canary) -> None:
    sentry_sdk.capture_exception(PlantedError(canary.read()))


@place("exception: logged with its traceback")
def logged(canary: Canary) -> None:
    try:
        raise PlantedError(canary.read())
    except PlantedError:
        logger.exception("a constant line")


@place("exception: str() of it lies")
def lying_str(canary: Canary) -> None:
    class LyingError(PlantedError):
        def __str__(self) -> str:
            return canary.read()

    raise LyingError
