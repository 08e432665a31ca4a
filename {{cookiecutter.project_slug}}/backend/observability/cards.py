"""Tells a payment card's number. Pure."""

from __future__ import annotations

import re
from typing import Final

# First digits and lengths that the card schemes give out.
_SCHEMES: Final = re.compile(
    r"4[0-9]{12}(?:[0-9]{3}){0,2}"  # Visa
    r"|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    r"|3[47][0-9]{13}"  # American Express
    r"|(?:6011|65[0-9]{2}|64[4-9][0-9])[0-9]{12}"  # Discover
    r"|3(?:0[0-5]|[68][0-9])[0-9]{11}"  # Diners Club
    r"|35(?:2[89]|[3-8][0-9])[0-9]{12}"  # JCB
)


def is_card(digits: str) -> bool:
    """Tell whether a card scheme gives out such a number, and its last digit is right."""
    if not _SCHEMES.fullmatch(digits):
        return False
    ones = [int(one) for one in digits]
    doubled = [sum(divmod(2 * one, 10)) for one in ones[-2::-2]]
    return (sum(ones[-1::-2]) + sum(doubled)) % 10 == 0
