"""Whole events as a busy service sends them, fresh at every call: for timing, and for what grows with size."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from corpus import encodings, encodings_records, kinds_numbers, people, templates
from corpus.cases import KINDS

FRAMES = (
    (
        "django/core/handlers/base.py",
        "_get_response",
        "response = wrapped_callback(request, *callback_args, **callback_kwargs)",
    ),
    ("django/views/decorators/csrf.py", "_view_wrapper", "return view_func(request, *args, **kwargs)"),
    ("rest_framework/viewsets.py", "view", "return self.dispatch(request, *args, **kwargs)"),
    ("rest_framework/views.py", "dispatch", "response = self.handle_exception(exc)"),
    ("rest_framework/mixins.py", "create", "serializer.is_valid(raise_exception=True)"),
    ("django/db/models/query.py", "get", "raise self.model.DoesNotExist("),
    ("patients/views.py", "perform_create", "serializer.save(created_by=self.request.user)"),
    ("patients/services.py", "register", "row = Patient.objects.get(mrn=mrn)"),
)
QUERIES = (
    'SELECT "patients_patient"."id", "patients_patient"."last_name" FROM "patients_patient" WHERE "patients_patient"."mrn" = %s LIMIT 21',
    'INSERT INTO "patients_appointment" ("created_at", "patient_id", "starts_at") VALUES (%s, %s, %s) RETURNING "patients_appointment"."id"',
    "SELECT 1",
    'UPDATE "django_session" SET "session_data" = %s WHERE "django_session"."session_key" = %s',
)
LINES = [*templates.lines("harmless_python.txt"), *templates.lines("harmless_web.txt")]
PLANTED = [kind for kind in KINDS if kind.fields]


def said(rng: Random) -> str:
    """Return a line of a log; one in six holds a value."""
    if rng.random() < 1 / 6:
        kind = rng.choice(PLANTED)
        written = rng.choice(
            (
                encodings.assigned,
                encodings.as_json,
                encodings.quoted,
                encodings_records.detail,
                encodings.representation,
            )
        )
        return written(rng.choice(kind.fields), kind.make(rng), rng.randrange(9))
    return templates.fill(rng.choice(LINES), rng)


def frame(rng: Random) -> dict[str, Any]:
    """Return a frame: the same code at every event, other locals."""
    path, function, line = rng.choice(FRAMES)
    return {
        "filename": path, "abs_path": f"/srv/app/{path}", "function": function, "module": path[:-3].replace("/", "."), "lineno": rng.randint(20, 900), "in_app": path.startswith("patients"),
        "pre_context": ["        try:", "            self.check(request)", "        except Http404:", "            raise", ""], "context_line": f"        {line}", "post_context": ["", "    def finish(self):", '        """Close what is open."""', "        self.done = True", ""],
        "vars": {"self": f"<View at 0x{rng.getrandbits(40):x}>", "request": "<WSGIRequest: POST '/api/patients/'>", "mrn": repr(str(rng.randint(10**6, 10**7))), "row": {"last_name": repr(people.last(rng)), "active": "True"}, "kwargs": "{}", "count": str(rng.randint(0, 99))},
    }  # fmt: skip


def crumb(rng: Random) -> dict[str, Any]:
    """Return a breadcrumb."""
    moment = f"{templates.moment(rng).timestamp():.6f}"
    if rng.random() < 0.4:
        return {
            "type": "default",
            "category": "query",
            "timestamp": moment,
            "level": "info",
            "message": rng.choice(QUERIES),
            "data": {"db.system": "postgresql"},
        }
    if rng.random() < 0.3:
        return {
            "type": "http",
            "category": "httplib",
            "timestamp": moment,
            "level": "info",
            "data": {
                "url": f"http://api.internal/patients/{rng.randint(10**5, 10**6)}/",
                "method": "GET",
                "status_code": 200,
                "reason": "OK",
            },
        }
    return {"type": "log", "category": "clinic.rows", "timestamp": moment, "level": "info", "message": said(rng)}


def event(rng: Random, size: int) -> dict[str, Any]:
    """Return an event of about so many bytes of JSON."""
    whole: dict[str, Any] = {
        "event_id": f"{rng.getrandbits(128):032x}", "platform": "python", "level": "error", "timestamp": templates.moment(rng).isoformat(), "environment": "staging", "release": "1.2.3", "server_name": "api-1", "transaction": "/api/patients/",
        "exception": {"values": [{"type": "IntegrityError", "module": "django.db.utils", "value": said(rng), "stacktrace": {"frames": []}}]},
        "breadcrumbs": {"values": []},
        "request": {"method": "POST", "url": "https://clinic.example/api/patients/", "query_string": f"page=2&mrn={rng.randint(10**6, 10**7)}", "headers": {"Host": "clinic.example", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)", "Accept": "*/*", "X-Request-Id": f"{rng.getrandbits(128):032x}"}, "data": {"first_name": people.first(rng), "last_name": people.last(rng), "phone": kinds_numbers.telephone(rng), "note": "walk in"}},
        "user": {"id": str(rng.randint(1, 9999)), "email": kinds_numbers.email(rng), "ip_address": "203.0.113.7"},
        "tags": {"role": "nurse", "operation": "create"}, "contexts": {"runtime": {"name": "CPython", "version": "3.12.4"}, "trace": {"trace_id": f"{rng.getrandbits(128):032x}", "span_id": f"{rng.getrandbits(64):016x}", "op": "http.server"}},
        "extra": {"lines": []}, "spans": [],
    }  # fmt: skip
    frames, crumbs = whole["exception"]["values"][0]["stacktrace"]["frames"], whole["breadcrumbs"]["values"]
    room = size - len(json.dumps(whole))
    while room > 0:
        if len(frames) < 25 and len(frames) < 1 + size // 1800:
            frames.append(made := frame(rng))
        elif len(crumbs) < 50 or rng.random() < 0.2:
            crumbs.append(made := crumb(rng))
        elif rng.random() < 0.5:
            made = {
                "span_id": f"{rng.getrandbits(64):016x}",
                "op": "db",
                "description": rng.choice(QUERIES),
                "data": {"db.system": "postgresql", "rows": rng.randint(0, 50)},
            }
            whole["spans"].append(made)
        else:
            whole["extra"]["lines"].append(made := {"at": said(rng), "seen": True})
        room -= len(json.dumps(made)) + 2
    return whole


def hard_texts(service: Path) -> list[str]:
    """Return the pieces of which the service makes its own long texts that slow patterns dislike."""
    return list(json.loads((service / "dev" / "hard_texts.json").read_text(encoding="utf-8")))


def hard(text: str, size: int, number: int) -> dict[str, Any]:
    """Return an event with a text that slow patterns dislike; the number makes it one that no cache has seen."""
    return {"message": f"{number:x} " + (text * (size // len(text) + 1))[:size]}
