"""Read the policy: the shipped defaults of `phi/defaults`, and what the organisation knows better.

`phi/policy.schema.json` says what a policy may hold. One that is missing or wrong is no policy:
`load` raises `PolicyError`, one line that names file and key. The TypeScript twin is
`frontend/src/phi/policy.ts`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from phi import grammar, identifiers, loosenings, merge, schema, telemetry
from phi.errors import PolicyError
from phi.rules import Rules
from phi.words import Words, WordsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from phi.identifiers import Identifier
    from phi.loosenings import Loosening
    from phi.telemetry import Metric

FOLDER: Final = Path(__file__).resolve().parents[2] / "phi"
PATH: Final = FOLDER / "policy.json"
SCHEMA: Final = FOLDER / "policy.schema.json"
DEFAULTS: Final = FOLDER / "defaults"
SERVICE: Final = FOLDER.parent / "service.json"  # holds the answers, of old bakes without fields
WORDS: Final = FOLDER / "words"
FREE_TEXT: Final = ("known-words", "patterns")

__all__ = ["DEFAULTS", "FOLDER", "FREE_TEXT", "PATH", "Policy", "PolicyError", "load"]


@dataclass(frozen=True)
class Policy:
    """What may leave: compiled once, never changed."""

    rules: Rules
    free_text: str = "known-words"
    words: Words | None = None  # `load` always gives some: without any word no text is known
    words_problem: str = ""  # why there are no words, in one line
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)  # with the values they take
    text_tags: frozenset[str] = frozenset()  # tags whose values are scrubbed texts
    contexts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    mrn: str = ""  # the medical record numbers' pattern; empty for none
    identifiers: Mapping[str, Identifier] = field(default_factory=dict)
    field_names: tuple[str, ...] = ()  # shipped ones in force with their spellings, and own ones
    own_fields: tuple[str, ...] = ()  # the organisation's, in no shipped spelling
    fields_left_out: tuple[str, ...] = ()  # shipped and answered ones that are not in force
    headers: frozenset[str] = frozenset()  # names in lower case
    prefixes: tuple[str, ...] = ()  # of addresses under which patients are shown
    loosenings: tuple[Loosening, ...] = ()
    unused_loosenings: tuple[str, ...] = ()
    sha256: str = ""  # of the policy file's bytes: both halves of the service must have the same


def load(path: Path | None = None, *, free_text: str | None = None) -> Policy:
    """Return the policy of the file (the service's own if None), merged over the defaults.

    Args:
        path: the organisation's file.
        free_text: a mode to try, whatever the file says.

    Raises:
        PolicyError: the file cannot be read, says something that is not understood, or lets out
            more than the defaults do and gives no reason.
    """
    path = path or PATH
    file = "phi/policy.json" if path == PATH else path.name
    content, data = _read(path, file)
    _check(data, file)
    defaults = {one.stem: _read(one, f"phi/defaults/{one.name}")[1] for one in _shipped()}
    own, out, missing = merge.chosen_fields(data, defaults["fields"], _answered())
    merged = merge.merged(defaults, data, own, out)
    found, wrong, told = identifiers.read(data.get("identifiers", {}))
    if wrong:
        proofs = "with an example and a counter_example"
        accepted = f"a pattern in the safe grammar ({grammar.ACCEPTED}), {proofs}"
        raise PolicyError.of(file, f"identifiers.{wrong}", told, accepted)
    loose = loosenings.of(data, out, missing)
    _refuse([one for one in loose if not one.is_answered], file)
    spelled = merge.identifiers_of(merge.names(merged["fields"]["fields"], own))
    words, words_problem = _words(data, spelled)
    allowed = telemetry.read(data.get("telemetry"), file)
    mrn = found[identifiers.ANSWERED].pattern if identifiers.ANSWERED in found else ""
    prefixes = data.get("urls", {}).get("sensitive_prefixes", [])
    return Policy(
        rules=Rules(
            defaults=merged,
            fields=[name for name, kind in own.items() if not kind],
            identifiers=list(found.values()),
            prefixes=prefixes,
        ),
        free_text=free_text or data.get("free_text", FREE_TEXT[0]),
        words=words,
        words_problem=words_problem,
        tags=allowed.tags,
        text_tags=allowed.text_tags,
        contexts=allowed.contexts,
        metrics=allowed.metrics,
        mrn=mrn,
        identifiers=found,
        field_names=merge.names(merged["fields"]["fields"], own),
        own_fields=tuple(own),
        fields_left_out=tuple(out),
        headers=frozenset(name.lower() for name in data.get("headers", ())),
        prefixes=tuple(prefixes),
        loosenings=tuple(loose),
        unused_loosenings=tuple(loosenings.unused(data, out)),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _shipped() -> list[Path]:
    return sorted(DEFAULTS.glob("*.json"))


def _answered() -> list[str]:
    """Return the field names that were answered at the bake."""
    if not SERVICE.is_file():
        return []
    names = _read(SERVICE, "service.json")[1].get("phi_fields", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        accepted = "the list of field names that the service was baked with"
        raise PolicyError.of("service.json", "phi_fields", "is of another kind", accepted)
    return names


def _check(data: dict[str, Any], file: str) -> None:
    _, described = _read(SCHEMA, "phi/policy.schema.json")
    try:
        schema.check(data, described)
    except schema.NotAcceptedError as error:
        raise PolicyError.of(file, error.key, error.given, error.accepted) from error


def _refuse(unanswered: list[Loosening], file: str) -> None:
    if unanswered:
        raise PolicyError.of(file, *loosenings.refusal(unanswered))


def _words(data: dict[str, Any], spelled: Iterable[str]) -> tuple[Words, str]:
    given = data.get("words", {})
    try:
        denied = given.get("deny", ())
        allowed = [*given.get("allow", ()), *spelled]
        return Words.load(WORDS, allowed, denied), ""
    except WordsError as error:
        return Words(()), str(error)


def _read(path: Path, file: str) -> tuple[bytes, dict[str, Any]]:
    try:
        content = path.read_bytes()
        data = json.loads(content)
    except OSError as error:
        raise PolicyError.of(file, "the file", "cannot be read", "a readable JSON file") from error
    except (ValueError, RecursionError) as error:
        raise PolicyError.of(file, "the file", "is no JSON", "a JSON object") from error
    if not isinstance(data, dict):
        raise PolicyError.of(file, "the file", "is no object", "a JSON object")
    return content, data
