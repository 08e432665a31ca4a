"""Classes D to M and R: numbers that somebody gave out."""

from __future__ import annotations

import re
from random import Random

from corpus import checks, people
from corpus.checks import digits
from corpus.kinds import Kind

SEPARATORS = ("-", "-", "-", " ", ".", "\u2013", "\u2011", "\u00a0", "\u2012")
UPPER = "ABCDEFGHJKLMNPRSTVWXYZ"


def letters(rng: Random, count: int) -> str:
    """Return so many capitals."""
    return "".join(rng.choice(UPPER) for _ in range(count))


def american(rng: Random) -> tuple[str, str, str]:
    """Return the three groups of a number in the USA."""
    return (
        f"{rng.randint(2, 9)}{rng.randint(0, 8)}{rng.randint(2, 9)}",
        f"{rng.randint(2, 9)}{rng.randint(10, 99)}",
        f"{rng.randint(0, 9999):04}",
    )


def telephone(rng: Random) -> str:
    """Return a telephone number with separators, or with its country."""
    area, middle, end = american(rng)
    return rng.choice(
        (
            f"({area}) {middle}-{end}", f"({area}){middle}-{end}", f"{area}-{middle}-{end}", f"{area}.{middle}.{end}",
            f"{area} {middle} {end}", f"+1 {area} {middle} {end}", f"+1-{area}-{middle}-{end}", f"+1{area}{middle}{end}",
            f"1-{area}-{middle}-{end}", f"+1 ({area}) {middle}-{end}", f"{area}-{middle}-{end} ext. {rng.randint(12, 987)}",
            f"+44 20 {rng.randint(7000, 7999)} {rng.randint(1000, 9999)}", f"+49 30 {digits(rng, 7)}",
            f"+33 {rng.randint(1, 7)} {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
            f"+52 55 {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}", f"+91 {digits(rng, 5)} {digits(rng, 5)}",
            f"+61 4{rng.randint(10, 99)} {rng.randint(100, 999)} {rng.randint(100, 999)}", f"+4477{digits(rng, 8)}",
        )
    )  # fmt: skip


def email(rng: Random) -> str:
    """Return an e-mail address."""
    first, last = people.first(rng).casefold(), people.last(rng).casefold().replace("'", "")
    domain = rng.choice(
        (
            "example.org",
            "mail.example.com",
            "clinic.example.net",
            "hospital.example.co.uk",
            "münchen.example",
            "example.museum",
        )
    )
    return rng.choice(
        (
            f"{first}.{last}@{domain}",
            f"{first[0]}{last}@{domain}",
            f"{first}+{last}@{domain}",
            f"{last}_{first}{rng.randint(1, 99)}@{domain}",
            f"{first}.{last}@{domain}".upper(),
        )
    )


def email_secrets(value: str) -> tuple[str, ...]:
    """Neither the address may stay nor a name that stands before its at sign."""
    local = value.replace("%40", "@").split("@")[0]
    return value, local, *(piece for piece in re.split(r"[.+_]", local) if len(piece) > 4)


def words(value: str) -> tuple[str, ...]:
    """No word of it may stay."""
    return value, *(word for word in value.split() if len(word) > 4)


def ssn(rng: Random) -> str:
    """Return a social security number with the same separator twice."""
    between = rng.choice(SEPARATORS)
    return between.join((f"{rng.randint(101, 665)}", f"{rng.randint(10, 99)}", f"{rng.randint(1000, 9999)}"))


def account(rng: Random) -> str:
    """Return a bank's number."""
    return digits(rng, rng.randint(8, 12))


def member(rng: Random) -> str:
    """Return a health plan's number."""
    return rng.choice(
        (
            f"{letters(rng, 3)}{digits(rng, 9)}",
            digits(rng, 9),
            f"{letters(rng, 1)}{digits(rng, 8)}",
            f"{digits(rng, 3)}-{digits(rng, 6)}",
        )
    )


def plate(rng: Random) -> str:
    """Return a number plate."""
    return rng.choice(
        (
            f"{rng.randint(1, 9)}{letters(rng, 3)}{rng.randint(100, 999)}",
            f"{letters(rng, 3)}-{rng.randint(1000, 9999)}",
            f"{letters(rng, 3)} {rng.randint(1000, 9999)}",
        )
    )


def mac(rng: Random) -> str:
    """Return a network card's address."""
    pairs = [f"{rng.randrange(256):02x}" for _ in range(6)]
    joined = rng.choice((":", ":", "-")).join(pairs)
    return rng.choice((joined, joined.upper()))


SSN_FIELDS = (
    "ssn",
    "SSN",
    "patient_ssn",
    "patientSsn",
    "social_security_number",
    "socialSecurityNumber",
    "ssnNumber",
    "guarantor_ssn",
)
PHONE_FIELDS = (
    "phone",
    "phone_number",
    "phoneNumber",
    "mobile",
    "mobile_phone",
    "homePhone",
    "PHONE",
    "cell_phone",
    "work_phone",
    "contact_phone",
)
FAX_FIELDS = ("fax", "fax_number", "faxNumber", "FAX", "clinic_fax", "office_fax")

KINDS = (
    Kind("phone", "D", telephone, PHONE_FIELDS, ("call {v}", "phone {v}", "Tel: {v}", "reached at {v}", "{v}", "tel:{v}"), bare=True),
    Kind("phone, ten digits", "D", lambda rng: "".join(american(rng)), PHONE_FIELDS, ("phone {v}", "phone number {v}", "Tel: {v}", "mobile: {v}", "telephone {v}", "cell {v}")),
    Kind("fax", "E", telephone, FAX_FIELDS, ("fax {v}", "faxed to {v}", "Fax: {v}", "fax number {v}"), bare=True),
    Kind("fax, ten digits", "E", lambda rng: "".join(american(rng)), FAX_FIELDS, ("fax {v}", "Fax: {v}", "fax number {v}", "FAX no. {v}")),
    Kind("e-mail", "F", email, ("email", "email_address", "emailAddress", "contact_email", "EMAIL", "user_email", "e_mail"), ("mail to {v} bounced", "user {v} not found", "<{v}>", "mailto:{v}", "{v}"), bare=True, secrets=email_secrets),
    Kind("e-mail, percent", "F", lambda rng: email(rng).replace("ü", "u").replace("@", "%40"), ("email", "recipient_email"), ("to={v}", "confirm/{v}/", "{v}"), bare=True, secrets=email_secrets),
    Kind("SSN", "G", ssn, SSN_FIELDS, ("SSN {v}", "social security number {v}", "{v}", "ssn: {v}", "number {v} is taken"), bare=True),
    Kind("SSN, nine digits", "G", lambda rng: f"{rng.randint(101, 665)}{rng.randint(10, 99)}{rng.randint(1000, 9999)}", SSN_FIELDS, ("SSN {v}", "SSN: {v}", "social security number {v}", "ssn {v}", "Social Security # {v}")),
    Kind("SSN, last four", "G", lambda rng: f"{rng.randint(1001, 9899)}", ("ssn_last4", "ssnLast4", "last_four_ssn", "ssn_last_four", "ssn4")),
    Kind("record number", "H", lambda rng: digits(rng, rng.randint(6, 9)), ("mrn", "MRN", "medical_record_number", "medicalRecordNumber", "patient_mrn", "mrnNumber", "record_number"), ("MRN {v}", "MRN: {v}", "mrn {v}", "MRN #{v}", "medical record number {v}", "medical record no. {v}")),
    Kind("record number, policy's pattern", "H", lambda rng: "MRN" + rng.choice("- ") + digits(rng, rng.randint(5, 9)), ("mrn", "patient_mrn"), ("{v}", "merged {v}", "duplicate of {v}"), bare=True),
    Kind("Medicare", "I", checks.mbi, ("mbi", "medicare_number", "medicare_id", "medicareId", "beneficiary_id"), ("MBI {v}", "{v}", "beneficiary {v}"), bare=True),
    Kind("plan number", "I", member, ("member_id", "memberId", "health_plan_id", "policy_number", "insurance_id", "subscriber_id", "insurancePolicyNumber"), ("member ID {v}", "Member ID: {v}", "policy number {v}", "subscriber ID: {v}", "health plan number {v}")),
    Kind("card", "J", checks.card, ("card_number", "cardNumber", "credit_card", "creditCardNumber"), ("card {v}", "{v}", "charged to {v}"), bare=True),
    Kind("IBAN", "J", checks.iban, ("iban", "IBAN", "bank_iban"), ("IBAN {v}", "{v}", "transfer to {v}"), bare=True),
    Kind("bank account", "J", account, ("account_number", "accountNumber", "bank_account", "routing_number", "bankAccountNumber"), ("account number {v}", "account no. {v}", "Account: {v}", "acct # {v}", "routing number {v}")),
    Kind("DEA", "K", checks.dea, ("dea", "dea_number", "deaNumber"), ("DEA {v}", "{v}", "prescriber {v}"), bare=True),
    Kind("NPI", "K", checks.npi, ("npi", "NPI", "provider_npi", "npiNumber", "npi_number"), ("NPI {v}", "NPI: {v}", "npi {v}", "provider NPI {v}")),
    Kind("licence, passport", "K", lambda rng: rng.choice((letters(rng, 1) + digits(rng, 7), digits(rng, 9), letters(rng, 1) + digits(rng, 8))), ("license_number", "licenseNumber", "drivers_license", "driverLicense", "passport", "passport_number", "passportNo", "driver_license_number"), ("driver's license {v}", "drivers license {v}", "passport {v}", "passport number {v}", "license number {v}", "Passport No. {v}", "license no. {v}")),
    Kind("VIN", "L", checks.vin, ("vin", "VIN", "vehicle_vin", "vehicle_identification_number"), ("VIN {v}", "{v}", "vehicle {v}"), bare=True),
    Kind("plate", "L", plate, ("license_plate", "licensePlate", "plate_number", "plateNumber"), ("license plate {v}", "plate {v}", "License plate: {v}", "plate number {v}")),
    Kind("MAC", "M", mac, ("mac_address", "macAddress", "MAC", "device_mac"), ("MAC {v}", "{v}", "device at {v}"), bare=True),
    Kind("IMEI", "M", checks.imei, ("imei", "IMEI", "device_imei", "imeiNumber"), ("IMEI {v}", "IMEI: {v}", "imei {v}", "IMEI number {v}")),
    Kind("serial, device", "M", lambda rng: letters(rng, 2) + digits(rng, rng.randint(6, 9)), ("serial_number", "serialNumber", "device_id", "deviceId", "device_serial", "pump_serial_number", "implant_serial"), ("serial number {v}", "serial no. {v}", "S/N {v}", "Serial: {v}", "device ID {v}")),
    Kind("policy's identifier", "R", lambda rng: f"STU-{rng.randint(100000, 999999)}", ("study_subject_id", "studySubjectId", "STUDY_SUBJECT_ID"), ("{v}", "subject {v} left", "kit of {v}"), bare=True),
    Kind("policy's field", "R", lambda rng: rng.choice(("fibromyalgia", "Hodgkin lymphoma", "sertraline 50 mg", "warfarin", "ileostomy", "endometriosis")), ("diagnosis", "diagnosis_text", "primaryDiagnosis", "medication", "medication_name", "notes", "clinical_notes", "admittingDiagnosis"), secrets=words),
    Kind("secret", "R", lambda rng: rng.choice(("hunter", "Winter", "glpat-", "tok_")) + "".join(rng.choice("abcdefghkmnpqrstuvwxyz23456789") for _ in range(14)), ("password", "api_key", "apiKey", "token", "access_token", "secret", "client_secret", "auth_token", "passwordConfirm")),
)  # fmt: skip
