"""The forty: what is asked of the running service, with which made-up patient, and where it fails."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

HERE: Final = Path(__file__).parent
PEOPLE: Final[list[dict[str, str]]] = json.loads((HERE / "people.json").read_text(encoding="utf-8"))

Way = Literal["api", "form", "raw", "web", "visit", "submit", "press"]
# Where the event of each way comes from.
GROUPS: Final = ("Django", "DRF", "Celery", "PostgreSQL", "browser", "Next.js server")


@dataclass(frozen=True)
class Case:
    """One exception.

    `api` posts the patient to Django as JSON, `form` as a form, `raw` the text `body`; `web` posts JSON to Next's
    server; `visit` opens a page, `submit` sends the form of one, `press` does what a button of the board does.
    """

    title: str
    group: str
    way: Way
    path: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)

    @property
    def runtime(self) -> str:
        """The `runtime` tag of its event."""
        return {"Celery": "celery", "browser": "browser", "Next.js server": "next-server"}.get(self.group, "django")

    @property
    def person(self) -> dict[str, str]:
        """The patient whom it is about, `changes` included."""
        chosen = PEOPLE[CASES.index(self) % len(PEOPLE)]
        return {**chosen, **{name: text.format(**chosen) for name, text in self.changes.items()}}


_CHARTS, _API, _TASKS, _LEDGER = ("/intake/charts", "/intake/api", "/intake/tasks", "/intake/ledger")
_BEDSIDE = {"X-Bedside": "7|{first_name} {last_name}"}

CASES: Final = (
    Case("A row that is not there", "Django", "api", f"{_CHARTS}/open/"),
    Case("More rows than one", "Django", "api", f"{_CHARTS}/family/"),
    Case("A value that a check constraint refuses", "Django", "api", f"{_CHARTS}/status/"),
    Case("A model that does not validate", "Django", "api", f"{_CHARTS}/register/"),
    Case("A template that cannot be parsed", "Django", "api", f"{_CHARTS}/letter/"),
    Case("An address that cannot be reversed", "Django", "api", f"{_CHARTS}/link/"),
    Case("A view without a success URL", "Django", "form", f"{_CHARTS}/new/", changes={"mrn": "{mrn}-F"}),
    Case("A file name that climbs out", "Django", "api", f"{_CHARTS}/scan/"),
    Case("A query in a broken transaction", "Django", "api", f"{_CHARTS}/merge/"),
    Case("A header that middleware cannot read", "Django", "api", f"{_CHARTS}/open/", headers=_BEDSIDE),
    Case("A serializer's field that the model lacks", "DRF", "api", f"{_API}/referral/"),
    Case("A key that is not in the validated data", "DRF", "api", f"{_API}/callback/"),
    Case(
        "A body that does not parse, answered with 502",
        "DRF",
        "raw",
        f"{_API}/result/",
        body='{{"patient": "{last_name}, {first_name}" "ssn": "{ssn}"}}',
    ),
    Case("A view that returns nothing", "DRF", "api", f"{_API}/arrival/"),
    Case("A model in a response", "DRF", "api", f"{_API}/next/"),
    Case("A serializer that creates with a field too many", "DRF", "api", f"{_API}/walk-in/"),
    Case("A task that fails on a value", "Celery", "api", f"{_TASKS}/import/"),
    Case("A task whose retries are used up", "Celery", "api", f"{_TASKS}/fax/"),
    Case("A task that takes too long", "Celery", "api", f"{_TASKS}/match/"),
    Case("A task that no worker knows", "Celery", "api", f"{_TASKS}/letter/"),
    Case("An argument that cannot be serialised", "Celery", "api", f"{_TASKS}/next/"),
    Case("A chord whose member fails", "Celery", "api", f"{_TASKS}/insured/"),
    Case("A unique constraint", "PostgreSQL", "api", f"{_LEDGER}/add/"),
    Case("A foreign key that points nowhere", "PostgreSQL", "api", f"{_LEDGER}/book/"),
    Case("A column that may not be null", "PostgreSQL", "api", f"{_LEDGER}/import/"),
    Case("A value that is no date", "PostgreSQL", "api", f"{_LEDGER}/born/"),
    Case("A value that is too long", "PostgreSQL", "api", f"{_LEDGER}/correct/"),
    Case("A database that refuses connections", "PostgreSQL", "api", f"{_LEDGER}/archive/"),
    Case("A property of undefined", "browser", "press", "plan"),
    Case("A fetch that fails", "browser", "press", "call back"),
    Case("A date that is none", "browser", "press", "since"),
    Case("JSON that does not parse", "browser", "press", "notes"),
    Case("An object that React cannot render", "browser", "press", "who waits"),
    Case("A rejection that nobody handles", "browser", "press", "slot"),
    Case("A route handler's own error", "Next.js server", "web", "/intake/import", body="list"),
    Case("A server component that fails", "Next.js server", "visit", "/intake/chart?name={last_name}"),
    Case("A server action that fails for a reason", "Next.js server", "submit", "/intake/discharge"),
    Case("A fetch that is refused", "Next.js server", "web", "/intake/eligibility"),
    Case("A schema that does not match", "Next.js server", "web", "/intake/check"),
    Case("A module that is not there", "Next.js server", "web", "/intake/letter"),
)
