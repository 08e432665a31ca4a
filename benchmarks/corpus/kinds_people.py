"""Classes A to C: names, places, dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from corpus import people
from corpus.kinds import Kind

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def parts(value: str) -> tuple[str, ...]:
    """Return the words of a name: none of them may stay."""
    return tuple(part for part in re.split(r"[ ,.]+", value) if len(part) > 2)


def front_door(value: str) -> tuple[str, ...]:
    """Neither the whole address may stay nor house number and street."""
    return value, " ".join(value.split()[:2])


def day(rng: Random, first: int = 1931, last: int = 2019) -> date:
    """Return a day between two years."""
    return date(first, 1, 1) + timedelta(days=rng.randrange((last - first) * 365))


def written(rng: Random, when: date) -> str:
    """Return a date as people and programs write it."""
    month = MONTHS[when.month - 1]
    return rng.choice(
        (
            when.isoformat(),
            when.isoformat(),
            f"{when.month:02}/{when.day:02}/{when.year}",
            f"{when.month}/{when.day}/{when.year}",
            f"{when.day:02}.{when.month:02}.{when.year}",
            f"{when.day:02}-{month[:3]}-{when.year}",
            f"{month} {when.day}, {when.year}",
            f"{when.day} {month[:3]} {when.year}",
            f"{when.year}/{when.month:02}/{when.day:02}",
        )
    )


def both_ways(value: str) -> tuple[str, ...]:
    """Return a date as it is, and without its dashes as HL7 has it."""
    return value, value.split("T")[0].replace("-", "")


def stored(rng: Random, when: date) -> str:
    """Return a date as a field holds it."""
    return rng.choice((written(rng, when), when.isoformat(), when.strftime("%Y%m%d"), f"{when.isoformat()}T00:00:00Z"))


KINDS = (
    Kind(
        "full name", "A", people.full,
        ("patient_name", "patientName", "full_name", "fullName", "PATIENT_NAME", "guardian_name", "next_of_kin",
         "nextOfKin", "emergency_contact_name", "subscriber_name", "patient-name", "mother_maiden_name", "name"),
        secrets=parts,
    ),
    Kind(
        "surname", "A", people.last,
        ("last_name", "lastName", "LastName", "last-name", "surname", "family_name", "maiden_name", "patient_last_name"),
    ),
    Kind(
        "first name", "A", people.first,
        ("first_name", "firstName", "FIRST_NAME", "given_name", "givenName", "middle_name", "preferred_name"),
    ),
    Kind(
        "street", "B", people.street,
        ("address", "street_address", "addressLine1", "address_line_1", "home_address", "street", "mailingAddress"),
        ("lives at {v}", "address {v}", "moved to {v}", "shipped to {v}", "{v}"),
        bare=True,
        secrets=front_door,
    ),
    Kind("city", "B", people.city, ("city", "home_city", "patientCity", "birth_city", "CITY", "addressCity")),
    Kind(
        "ZIP", "B", lambda rng: f"{rng.randint(10001, 99899)}" + rng.choice(("", "", f"-{rng.randint(1001, 9899)}")),
        ("zip", "zip_code", "zipCode", "postal_code", "postalCode", "ZIP", "billing_zip", "patient_zip"),
        ("ZIP {v}", "zip code {v}", "postal code: {v}", "zip: {v}"),
    ),
    Kind(
        "coordinate", "B", lambda rng: f"{rng.choice('-+').strip('+')}{rng.uniform(12, 99):.5f}",
        ("latitude", "longitude", "home_latitude", "geoLongitude", "patient_latitude", "lat", "lng"),
    ),
    Kind(
        "date of birth", "C", lambda rng: stored(rng, day(rng)),
        ("date_of_birth", "dateOfBirth", "dob", "DOB", "birth_date", "birthDate", "birthdate", "patient_dob", "dateofbirth"),
        secrets=both_ways,
    ),
    Kind(
        "date of birth in prose", "C", lambda rng: written(rng, day(rng)),
        (),
        ("DOB {v}", "DOB: {v}", "dob {v}", "date of birth {v}", "Date of Birth: {v}", "born on {v}", "born {v}", "birth date {v}"),
    ),
    Kind(
        "stay or death", "C", lambda rng: stored(rng, day(rng, 2016, 2026)),
        ("admission_date", "admissionDate", "discharge_date", "date_of_death", "dischargeDate", "deathDate", "date_of_admission"),
    ),
    Kind(
        "stay or death in prose", "C", lambda rng: written(rng, day(rng, 2016, 2026)),
        (),
        ("admitted on {v}", "admission date {v}", "discharged on {v}", "discharge date: {v}", "died on {v}", "date of death {v}"),
    ),
    Kind("age", "C", lambda rng: str(rng.randint(90, 109)), ("age", "patient_age", "patientAge", "AGE", "age_years", "ageInYears")),
    Kind(
        "age in prose", "C", lambda rng: str(rng.randint(90, 109)), (),
        ("aged {v}", "age {v}", "age: {v}", "{v} years old", "{v}-year-old", "{v} year old", "a {v} y/o", "{v}yo"),
    ),
)  # fmt: skip
