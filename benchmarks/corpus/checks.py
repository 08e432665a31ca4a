"""Numbers with check digits, as registries give them out; all made up."""

from __future__ import annotations

from random import Random

VIN_VALUE = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))  # fmt: skip
VIN_WEIGHT = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
MBI = "ACDEFGHJKMNPQRTUVWXY"
CARDS = {"4": 16, "51": 16, "55": 16, "2223": 16, "34": 15, "37": 15, "6011": 16, "65": 16}
IBANS = {"DE": 18, "NL": 0, "FR": 23, "GB": 0, "ES": 20, "CH": 17, "AT": 16}


def digits(rng: Random, count: int) -> str:
    """Return so many digits, the first one not 0."""
    return rng.choice("123456789") + "".join(rng.choice("0123456789") for _ in range(count - 1))


def luhn(number: str) -> str:
    """Return the number with its Luhn check digit."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return number + str(-total % 10)


def card(rng: Random) -> str:
    """Return a card number, in groups or in one piece."""
    start, size = rng.choice(list(CARDS.items()))
    number = luhn(start + digits(rng, size - len(start) - 1))
    groups = (number[:4], number[4:10], number[10:]) if size == 15 else tuple(number[n : n + 4] for n in (0, 4, 8, 12))
    return rng.choice(("", "", " ", "-")).join(groups)


def iban(rng: Random) -> str:
    """Return an IBAN, in groups or in one piece."""
    country, size = rng.choice(list(IBANS.items()))
    bank = {"NL": "ABNA" + digits(rng, 10), "GB": "NWBK" + digits(rng, 14)}.get(country) or digits(rng, size)
    moved = "".join(str(int(letter, 36)) for letter in bank + country + "00")
    whole = f"{country}{98 - int(moved) % 97:02}{bank}"
    return rng.choice((whole, " ".join(whole[n : n + 4] for n in range(0, len(whole), 4))))


def npi(rng: Random) -> str:
    """Return a national provider identifier: ten digits, Luhn behind 80840."""
    return luhn("80840" + rng.choice("12") + digits(rng, 8))[5:]


def dea(rng: Random) -> str:
    """Return a DEA number: two letters, six digits, a check digit."""
    number = digits(rng, 6)
    odd, even = sum(map(int, number[::2])), sum(map(int, number[1::2]))
    return rng.choice("ABFM") + rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") + number + str((odd + 2 * even) % 10)


def vin(rng: Random) -> str:
    """Return a vehicle identification number."""
    letters = [rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(12)] + list(digits(rng, 5))
    letters[0] = rng.choice("123JKW")
    total = sum(VIN_VALUE[letter] * weight for letter, weight in zip(letters, VIN_WEIGHT, strict=True))
    letters[8] = "0123456789X"[total % 11]
    return "".join(letters)


def mbi(rng: Random) -> str:
    """Return a Medicare beneficiary identifier, with or without dashes."""
    either = MBI + "0123456789"
    parts = ("123456789", MBI, either, "0123456789", MBI, either, "0123456789", MBI, MBI, "0123456789", "0123456789")
    letters = "".join(rng.choice(part) for part in parts)
    return rng.choice((letters, f"{letters[:4]}-{letters[4:7]}-{letters[7:]}"))


def imei(rng: Random) -> str:
    """Return a mobile device's number: fifteen digits, Luhn."""
    return luhn("35" + digits(rng, 12))
