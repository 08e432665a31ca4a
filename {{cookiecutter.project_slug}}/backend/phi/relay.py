"""The policy as Sentry's "advanced data scrubbing": a second line, on the server's side.

What Relay can reach: texts of errors, messages, breadcrumbs, contexts, data of spans, and the
tags that it is told by name. It never reaches a transaction's name, and knows no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from phi.keys import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phi.policy import Policy

_BUILT_IN: Final = (
    "@email:replace",
    "@usssn:replace",
    "@creditcard:replace",
    "@iban:replace",
    "@ip:replace",
    "@mac:replace",
    "@imei:replace",
    "@urlauth:replace",
    "@pemkey:replace",
)
_TEXTS: Final = (
    "$string",
    "$error.value",
    "$message",
    "$logentry.formatted",
    "$breadcrumb.message",
    "spans.*.description",
)
# Shapes of local variables are told under the names of the variables.
_PAIRS: Final = "** && !$frame.vars.**"
_IN_ONE_RULE: Final = 60  # names; Relay limits the size of a compiled pattern
# Too short, or names of things besides people's: contexts, runtimes and addresses have them too.
_NOT_ALONE: Final = frozenset({"name", "patient", "age", "url", "family", "given"})


def config(policy: Policy) -> dict[str, Any]:
    """Return the configuration to paste into Sentry's Security & Privacy settings, as an object."""
    rules: dict[str, Any] = {
        f"identifier_{name}": {
            "type": "pattern",
            "pattern": f"(?i){one.pattern}",
            "redaction": {"method": "replace", "text": one.mark},
        }
        for name, one in policy.identifiers.items()
    }
    texts = [*rules, *_BUILT_IN]
    fields = {
        f"fields_{number}": {
            "type": "redact_pair",
            "keyPattern": pattern,
            "redaction": {"method": "replace", "text": "[filtered]"},
        }
        for number, pattern in enumerate(_key_patterns(policy), 1)
    }
    tags = [f"tags.{name}" for name in sorted(policy.text_tags) if "." not in name]
    applications = {" || ".join([*_TEXTS, *tags]): texts}
    if fields:
        applications[_PAIRS] = list(fields)
    return {"rules": rules | fields, "applications": applications}


def _key_patterns(policy: Policy) -> Iterator[str]:
    registered = {*policy.tags, *policy.text_tags, *policy.contexts, *_NOT_ALONE}
    names = sorted(
        {
            "[_. -]?".join(tokens)
            for name in policy.field_names
            if name.lower() not in registered and (tokens := tokens_of(name))
        }
    )
    for at in range(0, len(names), _IN_ONE_RULE):
        some = "|".join(names[at : at + _IN_ONE_RULE])
        # Anchored: Relay looks for the pattern in whole texts as well.
        yield f"(?i)^(?:[a-z0-9]+[_. -]){{0,5}}(?-u:{some})s?[0-9]{{0,3}}$"
