"""Keyed hashes that stand for ids: the same id gives the same mark, and nobody can go back.

The key is `PHI_HASH_KEY`. Without one a random key serves for as long as the process lives.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
import unicodedata
from functools import lru_cache
from typing import Final

from observability import policy

logger = logging.getLogger(__name__)

_LONGEST: Final = 200
# Eight digits without a letter may be a birthday or a record's number, so no mark is made of those.
_MARKED: Final = re.compile(r"(?=[0-9]{0,7}[a-f])[0-9a-f]{8}")
# Few SSNs and addresses exist, so that who has the key could try them all.
_SSN: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9]{3}([-. /_\u2010-\u2015\u2212]?)[0-9]{2}\1[0-9]{4}(?![0-9A-Za-z])"
)


def hashed(value: object) -> str | None:
    """Return `[id:` and eight hex digits for an id; None for what is none, or may not be hashed.

    Refused are SSNs, e-mail addresses and medical record numbers, however they are spelled.
    """
    # Exactly these: a subclass could run code of the application's, and a boolean is no id.
    if type(value) is int:
        if abs(value) >= 10**_LONGEST:
            return None
    elif type(value) is not str:
        return None
    text = str(value)
    if not text or len(text) > _LONGEST or _refused(unicodedata.normalize("NFKC", text)):
        return None
    digest = hmac.new(_key(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    found = _MARKED.search(digest)
    return f"[id:{found[0]}]" if found else None


def _refused(text: str) -> bool:
    mrn = _mrn()
    return "@" in text or bool(_SSN.search(text)) or bool(mrn and mrn.search(text))


def _mrn() -> re.Pattern[str] | None:
    found = policy.current()
    return re.compile(found.mrn, re.IGNORECASE) if found is not None and found.mrn else None


@lru_cache(maxsize=1)
def _key() -> bytes:
    given = os.environ.get("PHI_HASH_KEY", "").strip()
    if given:
        return given.encode()
    logger.info(
        "PHI_HASH_KEY is empty: ids in telemetry are hashed with a key of this process alone."
    )
    return secrets.token_bytes(32)
