"""Read the policy: the shipped defaults of `phi/defaults`, and what the organisation knows better.

A policy that is missing or wrong is no policy: `load` raises `PolicyError`, one line that names
file and key. The TypeScript twin is `frontend/src/phi/policy.ts`.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from phi import telemetry
from phi.errors import PolicyError
from phi.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phi.telemetry import Metric
    from phi.words import Words

FOLDER: Final = Path(__file__).resolve().parents[2] / "phi"
PATH: Final = FOLDER / "policy.json"
DEFAULTS: Final = FOLDER / "defaults"
FREE_TEXT: Final = ("known-words", "patterns")

__all__ = ["DEFAULTS", "FOLDER", "FREE_TEXT", "PATH", "Policy", "PolicyError", "load"]


@dataclass(frozen=True)
class Policy:
    """What may leave: compiled once, never changed."""

    rules: Rules
    free_text: str = "known-words"
    words: Words | None = None
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    contexts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    mrn: str = ""  # the medical record numbers' pattern; empty for none
    sha256: str = ""  # of the policy file's bytes: both halves of the service must have the same


def load(path: Path | None = None, *, free_text: str | None = None) -> Policy:
    """Return the policy of the file (the service's own if None), merged over the defaults.

    Raises:
        PolicyError: the file cannot be read, or says something that is not understood.
    """
    path = path or PATH
    content, data = _read(path)
    name = f"phi/{path.name}" if path == PATH else path.name
    allowed = telemetry.read(data.get("telemetry"), name) if "telemetry" in data else None
    chosen = free_text or data.get("free_text", FREE_TEXT[0])
    if chosen not in FREE_TEXT:
        raise PolicyError.of(name, "free_text", "is unknown", " or ".join(FREE_TEXT))
    mrn = _mrn(data, name)
    rules = Rules(
        defaults={file.stem: _read(file)[1] for file in sorted(DEFAULTS.glob("*.json"))},
        fields=_strings(data.get("fields", []), "fields", name),
        mrn=mrn,
        prefixes=_strings(_prefixes(data, name), "urls.sensitive_prefixes", name),
    )
    return Policy(
        rules=rules,
        free_text=chosen,
        tags=allowed.tags if allowed else {},
        contexts=allowed.contexts if allowed else {},
        metrics=allowed.metrics if allowed else {},
        mrn=mrn,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _read(path: Path) -> tuple[bytes, dict[str, Any]]:
    try:
        content = path.read_bytes()
        data = json.loads(content)
    except OSError as error:
        raise PolicyError.of(
            path.name, "the file", "cannot be read", "a readable JSON file"
        ) from error
    except ValueError as error:
        raise PolicyError.of(path.name, "the file", "is no JSON", "a JSON object") from error
    if not isinstance(data, dict):
        raise PolicyError.of(path.name, "the file", "is missing or no object", "an object")
    return content, data


def _strings(value: object, key: str, file: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise PolicyError.of(file, key, "is no list of names", 'a list such as ["ssn", "mrn"]')
    return value


def _prefixes(data: dict[str, Any], file: str) -> object:
    urls = data.get("urls", {})
    if not isinstance(urls, dict):
        raise PolicyError.of(file, "urls", "is no object", "an object")
    return urls.get("sensitive_prefixes", [])


def _mrn(data: dict[str, Any], file: str) -> str:
    identifiers = data.get("identifiers", {})
    if not isinstance(identifiers, dict):
        raise PolicyError.of(file, "identifiers", "is missing or no object", "an object")
    entry = identifiers.get("mrn")
    if entry is None:
        return ""
    pattern: Any = entry.get("pattern", "") if isinstance(entry, dict) else 0
    try:
        re.compile(pattern)
    except (re.error, TypeError) as error:
        raise PolicyError.of(
            file, "identifiers.mrn.pattern", "is no pattern", "a regular expression"
        ) from error
    return str(pattern)
