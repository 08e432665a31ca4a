"""The policy as Sentry's "advanced data scrubbing": a second line, on the server's side.

What Relay can reach: texts of errors, messages, breadcrumbs, contexts, data of spans, and the
tags that it is told by name. It never reaches a transaction's name, and knows no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from phi.keys import tokens_of

if TYPE_CHECKING:
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
    rules["fields"] = {
        "type": "redact_pair",
        "keyPattern": _keys(policy),
        "redaction": {"method": "replace", "text": "[filtered]"},
    }
    tags = [f"tags.{name}" for name in sorted(policy.text_tags) if "." not in name]
    return {
        "rules": rules,
        "applications": {" || ".join([*_TEXTS, *tags]): texts, _PAIRS: ["fields"]},
    }


def _keys(policy: Policy) -> str:
    registered = {*policy.tags, *policy.text_tags, *policy.contexts, *_NOT_ALONE}
    names = sorted(
        {
            "[_. -]?".join(tokens)
            for name in policy.field_names
            if name.lower() not in registered and (tokens := tokens_of(name))
        }
    )
    # Without a name nothing is a pair; Relay refuses an empty pattern.
    return f"(?i)(?:^|[^a-z])(?:{'|'.join(names) or '[^ -~]'})s?[0-9]{{0,3}}(?:$|[^a-z])"
