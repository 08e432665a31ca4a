"""Invented people for trying the service out. None of them exists.

The Social Security numbers begin with 9 (never issued), the phone numbers hold 555-01 (kept for
fiction), the addresses end in example.org. The same call makes the same people.
"""

import datetime
import random
import uuid
from collections.abc import Iterator
from typing import NamedTuple

FIRST_NAMES = (  # noqa: SIM905 - easier to read than a list of strings
    "Ada Amir Anneke Bao Beatriz Carlos Chidi Dana Diego Elif Emeka Farah Finn Grace Hana Ines "
    "Ivo Jamal Jun Kavya Lars Leila Mateo Maya Nadia Noor Olga Omar Pia Quinn Rosa Samir Tomas "
    "Uma Vera Wei Yara Zoe"
).split()
LAST_NAMES = (  # noqa: SIM905 - see above
    "Abara Alvarez Bakker Brandt Castillo Chen Dubois Eriksen Farouk Fischer Garcia Haddad Ito "
    "Jansen Kaya Kowalski Larsen Mbeki Moreau Novak Okafor Osei Patel Quist Rivera Rossi Sato "
    "Silva Tanaka Umarov Varga Weiss Yilmaz Zhang"
).split()
NOTES = (
    "Allergic to penicillin.",
    "Seasonal asthma; inhaler renewed in spring.",
    "Prefers appointments in the morning.",
    "Type 2 diabetes, diet only.",
    "Recovering from knee surgery.",
    "",
)
REASONS = ("Check-up", "Follow-up", "Blood test", "Vaccination", "Persistent cough", "Back pain")
DOCTORS = (("demo", "Dana", "Okafor"), ("m.rossi", "Marta", "Rossi"), ("j.chen", "Jun", "Chen"))
PATIENT_COUNT = 60
FIRST_MRN = 100_001
DAYS_BACK, DAYS_AHEAD = 3, 7
SLOTS_PER_DAY = 6
FIRST_HOUR_UTC = 14


class Person(NamedTuple):
    """A patient's fields."""

    id: uuid.UUID
    mrn: str
    first_name: str
    last_name: str
    date_of_birth: datetime.date
    phone: str
    email: str
    ssn: str
    notes: str
    status: str


class Slot(NamedTuple):
    """An appointment, its people by number."""

    id: uuid.UUID
    patient: int
    doctor: int
    starts_at: datetime.datetime
    reason: str


def stable_id(name: str) -> uuid.UUID:
    """Return the same id for the same name, so that seeding again finds what is there."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"clinic-demo/{name}")


def _ssn(dice: random.Random) -> str:
    area, group, serial = dice.randrange(100), dice.randrange(1, 100), dice.randrange(1, 10_000)
    return f"9{area:02d}-{group:02d}-{serial:04d}"


def people() -> Iterator[Person]:
    """Yield the patients."""
    dice = random.Random(7)  # noqa: S311 - invented data, not a secret
    for number in range(PATIENT_COUNT):
        first, last = dice.choice(FIRST_NAMES), dice.choice(LAST_NAMES)
        yield Person(
            id=stable_id(f"patient/{number}"),
            mrn=f"MRN-{FIRST_MRN + number}",
            first_name=first,
            last_name=last,
            date_of_birth=datetime.date(1940, 1, 1) + datetime.timedelta(dice.randrange(28_000)),
            phone=f"(212) 555-01{number:02d}",
            email=f"{first}.{last}.{number}@example.org".lower(),
            ssn=_ssn(dice),
            notes=dice.choice(NOTES),
            status="inactive" if number % 12 == 11 else "active",
        )


def slots(today: datetime.date) -> Iterator[Slot]:
    """Yield appointments from some days before `today` to a week after it."""
    for offset in range(-DAYS_BACK, DAYS_AHEAD + 1):
        day = today + datetime.timedelta(offset)
        for index in range(SLOTS_PER_DAY):
            number = day.toordinal() * SLOTS_PER_DAY + index
            yield Slot(
                id=stable_id(f"appointment/{day}/{index}"),
                patient=number * 7 % PATIENT_COUNT,
                doctor=number % len(DOCTORS),
                starts_at=datetime.datetime.combine(
                    day, datetime.time(FIRST_HOUR_UTC + index), tzinfo=datetime.UTC
                ),
                reason=REASONS[number % len(REASONS)],
            )
