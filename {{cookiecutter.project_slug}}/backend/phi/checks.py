"""Check digits and ranges that tell an identifier from any other number. All take plain ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_VIN_VALUES: Final = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, *range(2, 10)],
        strict=True,
    )
)
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CARD_LENGTHS: Final = {
    "3": (14, 15),
    "4": (13, 16, 19),
    "5": (16,),
    "6": (16, 17, 18, 19),
    "2": (16,),
}


def digits_of(text: str) -> str:
    """Return the text's ASCII digits."""
    return "".join([character for character in text if "0" <= character <= "9"])


def luhn(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit of the others."""
    total = 0
    for index, character in enumerate(reversed(digits)):
        value = ord(character) - 48
        if index % 2:
            value *= 2
            if value > 9:
                value -= 9
        total += value
    return total % 10 == 0


def card(text: str) -> bool:
    """Tell whether it is a payment card's number: issuer's range, length and Luhn."""
    digits = digits_of(text)
    if len(digits) not in _CARD_LENGTHS.get(digits[:1], ()):
        return False
    first_two = int(digits[:2])
    first_four = int(digits[:4])
    if digits[0] == "5" and not 51 <= first_two <= 55:
        return False
    if digits[0] == "2" and not 2221 <= first_four <= 2720:
        return False
    if digits[0] == "3" and first_two not in (30, 34, 35, 36, 37, 38, 39):
        return False
    if digits[0] == "6" and first_two not in (60, 62, 63, 64, 65, 67):
        return False
    number = int(digits)
    return number & (number - 1) != 0 and luhn(digits)


def npi(text: str) -> bool:
    """Tell whether it is a National Provider Identifier (Luhn over 80840 and its ten digits)."""
    digits = digits_of(text)
    return len(digits) == 10 and digits[0] in "12" and luhn("80840" + digits)


def dea(text: str) -> bool:
    """Tell whether it is a DEA registration: two letters, six digits, a check digit."""
    digits = digits_of(text)
    if len(digits) != 7:
        return False
    odd = sum(int(character) for character in digits[0:6:2])
    even = sum(int(character) for character in digits[1:6:2])
    return (odd + 2 * even) % 10 == int(digits[6])


def vin(text: str) -> bool:
    """Tell whether it is a vehicle's number: 17 letters and digits, the ninth of them a check."""
    if len(text) != 17:
        return False
    total = 0
    for character, weight in zip(text, _VIN_WEIGHTS, strict=True):
        value = int(character) if character.isdigit() else _VIN_VALUES.get(character)
        if value is None:
            return False
        total += value * weight
    return text[8] == "0123456789X"[total % 11]


def iban(text: str) -> bool:
    """Tell whether it is an International Bank Account Number (mod 97)."""
    plain = "".join([character for character in text if character not in " -"])
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join([str(int(character, 36)) for character in turned])) % 97 == 1


def ipv4(text: str) -> bool:
    """Tell whether it is an address of four bytes that names a machine: no loopback, no mask."""
    parts = [int(part) for part in text.split(".")]
    if max(parts) > 255 or text.startswith("127.") or parts[0] in (0, 255):
        return False
    return not any(len(part) > 1 and part[0] == "0" for part in text.split("."))


def ipv6(text: str) -> bool:
    """Tell whether it is an IPv6 address other than `::` and `::1`."""
    if "." in text:
        return "::" in text or text.count(":") == 6
    if text.startswith("::1:") or text in {"::1", "::"}:
        return False  # this machine, with a port
    if text.count("::") > 1 or ":::" in text:
        return False
    groups = [group for group in text.split(":") if group]
    if "::" not in text and len(groups) != 8:
        return False
    if len(groups) > 7 + ("::" not in text) or any(len(group) > 4 for group in groups):
        return False
    return len(groups) >= 2 and len("".join(groups)) >= 4


def calendar(year: int, month: int, day: int) -> bool:
    """Tell whether it can be a date of a person or of a visit."""
    return 1850 <= year <= 2150 and 1 <= month <= 12 and 1 <= day <= 31


CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "card": card,
    "npi": npi,
    "dea": dea,
    "vin": vin,
    "iban": iban,
    "luhn": lambda text: luhn(digits_of(text)),
    "ipv4": ipv4,
    "ipv6": ipv6,
}
