"""How a value stands in a database's words and in files: SQL, PostgreSQL's details, CSV, HL7, FHIR, multipart."""

from __future__ import annotations

import json

from corpus.encodings import Encoding, pick


def sql(value: str) -> str:
    """Return a literal."""
    return "'" + value.replace("'", "''") + "'"


def column(key: str) -> str:
    """Return a name that a column can have."""
    return key.replace("-", "_")


def where(key: str, value: str, variant: int) -> str:
    """A condition."""
    shapes = (
        'SELECT id FROM rows WHERE "{k}" = {v} LIMIT 21',
        "SELECT id FROM rows r WHERE r.{k} = {v} AND r.active",
        'SELECT COUNT(*) FROM "rows" WHERE "rows"."{k}" IN ({v}, NULL)',
        "DELETE FROM rows WHERE {k} LIKE {v}",
        "SELECT id FROM rows WHERE {k} <> {v} OR {k} IS NULL",
        "SELECT id FROM rows WHERE active AND `{k}`={v}",
    )
    return pick(shapes, variant, k=column(key), v=sql(value))


def where_function(key: str, value: str, variant: int) -> str:
    """A condition with a cast or a function."""
    shapes = (
        'SELECT id FROM rows WHERE "{k}" = {v}::text',
        "SELECT id FROM rows WHERE LOWER({k}) = LOWER({v})",
        'SELECT id FROM "rows" WHERE UPPER("rows"."{k}"::text) = UPPER({v})',
        "SELECT id FROM rows WHERE {k} = CAST({v} AS varchar)",
        "SELECT id FROM rows WHERE trim({k}) ILIKE {v}",
        "SELECT id FROM rows WHERE {k} BETWEEN {v} AND now()",
    )
    return pick(shapes, variant, k=column(key), v=sql(value))


def insert(key: str, value: str, variant: int) -> str:
    """An insertion: the column and its value stand apart."""
    shapes = (
        'INSERT INTO "rows" ("id", "{k}", "active") VALUES (DEFAULT, {v}, true)',
        "INSERT INTO rows ({k}, active) VALUES ({v}, true) RETURNING id",
        "INSERT INTO rows (active, {k}) VALUES (false, {v}), (true, NULL)",
        "INSERT INTO rows (active, {k}) VALUES (true, UPPER({v}))",
        "INSERT INTO rows (active, {k}) VALUES (true, {v}::text)",
    )
    return pick(shapes, variant, k=column(key), v=sql(value))


def update(key: str, value: str, variant: int) -> str:
    """A change."""
    shapes = (
        "UPDATE rows SET {k} = {v} WHERE id = $1",
        'UPDATE "rows" SET "active" = true, "{k}" = {v} WHERE "rows"."id" = %s',
        "UPDATE rows SET {k} = UPPER({v}), active = false",
        "UPDATE rows SET {k} = {v}::text WHERE active",
        "UPDATE rows SET {k} = COALESCE({v}, {k})",
    )
    return pick(shapes, variant, k=column(key), v=sql(value))


def detail(key: str, value: str, variant: int) -> str:
    """PostgreSQL's detail of a constraint, one column."""
    shapes = (
        'duplicate key value violates unique constraint "rows_key"\nDETAIL:  Key ({k})=({v}) already exists.',
        'DETAIL:  Key ({k})=({v}) is not present in table "rows".',
        "DETAIL:  Key (lower({k}::text))=({v}) already exists.",
        "DETAIL:  Key ({k})=({v}) is still referenced from table rows.\nCONTEXT:  SQL statement",
    )
    return pick(shapes, variant, k=column(key), v=value)


def detail_more(key: str, value: str, variant: int) -> str:
    """PostgreSQL's detail of a constraint, several columns."""
    shapes = (
        "DETAIL:  Key (active, {k})=(t, {v}) already exists.",
        "DETAIL:  Key ({k}, active)=({v}, t) already exists.",
        "DETAIL:  Key (active, {k}, page)=(t, {v}, up) conflicts with existing key",
    )
    return pick(shapes, variant, k=column(key), v=value)


def failing_row(_key: str, value: str, variant: int) -> str:
    """PostgreSQL's whole row: no name of a column stands in it."""
    shapes = (
        "DETAIL:  Failing row contains (null, {v}, t).",
        'null value in column "active" of relation "rows" violates not-null constraint\nDETAIL:  Failing row contains ({v}, null, f).',
    )
    return pick(shapes, variant, v=value)


def table(key: str, value: str, variant: int) -> str:
    """A file's head and a row."""
    held = f'"{value}"' if any(letter in value for letter in ",;\t") else value
    shapes = (
        "\nid,{k},active\nnull,{v},true\n",
        "\n{k},active\n{v},true\n",
        "\nactive;{k}\ntrue;{v}\n",
        "\nactive\t{k}\ntrue\t{v}\n",
    )
    return pick(shapes, variant, k=key, v=held)


def multipart(key: str, value: str, variant: int) -> str:
    """A part of a form with files."""
    head = 'Content-Disposition: form-data; name="{k}"\r\n'
    shapes = (head + "\r\n{v}\r\n--limit--", head + "Content-Type: text/plain\r\n\r\n{v}\r\n--limit")
    return pick(shapes, variant, k=key, v=value)


def yaml(key: str, value: str, variant: int) -> str:
    """A document in YAML."""
    return pick(("---\nrow:\n  {k}: {v}\n  active: true\n", "row:\n  - {k}: '{v}'\n"), variant, k=key, v=value)


def validation(key: str, value: str, variant: int) -> str:
    """A validator's report that repeats its input."""
    held = json.dumps(value, ensure_ascii=False)
    shapes = (
        "{k}\n  Input should be valid [type=string_type, input_value={v!s}, input_type=str]",
        "Invalid value for {k}: {v!s}",
        "Row matching query does not exist. Lookup: {k}={v!s}",
        "KeyError at {k}: {v!s}",
    )
    return pick(shapes, variant, k=key, v=held)


RECORDS: dict[str, Encoding] = {
    "SQL WHERE": where, "SQL WHERE, function": where_function, "SQL INSERT": insert, "SQL UPDATE": update, "DETAIL Key": detail,
    "DETAIL Key, columns": detail_more, "CSV": table, "multipart": multipart, "YAML": yaml, "validation": validation,
}  # fmt: skip


def hl7(kind: str, value: str, variant: int) -> str:
    """A segment of HL7 version 2 with the value in its field."""
    name = value.replace(", ", "^").replace(" ", "^")
    patient = "PID|1||{mrn}||{name}||{dob}|F|||{street}||{phone}||||||{ssn}"
    empty = dict.fromkeys(("mrn", "name", "dob", "street", "phone", "ssn"), "")
    places = {
        "record number": ("mrn", f"{value}^^^CLINIC^MR"), "full name": ("name", name), "surname": ("name", value), "first name": ("name", "^" + value),
        "date of birth": ("dob", value.split("T")[0].replace("-", "")), "street": ("street", f"{value}^^"), "phone": ("phone", value),
        "phone, ten digits": ("phone", value), "SSN": ("ssn", value), "SSN, nine digits": ("ssn", value), "city": ("street", f"^^{value}"), "ZIP": ("street", f"^^^^{value}"),
    }  # fmt: skip
    place, held = places[kind]
    mark = ("\r", "\n", r"\r")[variant % 3]
    return "MSH|^~\\&|LAB|CLINIC|||||ORU^R01" + mark + patient.format(**{**empty, place: held}) + mark + "OBX|1"


def fhir(kind: str, value: str, variant: int) -> str:
    """A resource of FHIR as JSON with the value in its element."""
    elements: dict[str, dict[str, object]] = {
        "record number": {"identifier": [{"type": {"text": "MRN"}, "value": value}]},
        "full name": {"name": [{"text": value}]},
        "surname": {"name": [{"family": value}]},
        "first name": {"name": [{"given": [value]}]},
        "date of birth": {"birthDate": value},
        "street": {"address": [{"line": [value]}]},
        "city": {"address": [{"city": value}]},
        "ZIP": {"address": [{"postalCode": value}]},
        "phone": {"telecom": [{"system": "phone", "value": value}]},
        "e-mail": {"telecom": [{"system": "email", "value": value}]},
        "photograph": {"photo": [{"title": value}]},
        "coordinate": {"position": {"latitude": value}},
    }
    whole = json.dumps({"resourceType": "Patient", "active": True, **elements[kind]}, ensure_ascii=False)
    return whole if variant % 2 == 0 else json.dumps(whole)


HL7 = ("record number", "full name", "surname", "first name", "date of birth", "street", "phone", "phone, ten digits", "SSN", "SSN, nine digits", "city", "ZIP")  # fmt: skip
FHIR = ("record number", "full name", "surname", "first name", "date of birth", "street", "city", "ZIP", "phone", "e-mail", "photograph", "coordinate")  # fmt: skip
