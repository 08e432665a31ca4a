"""Other scrubbers behind the engine's own protocol: JSON lines in, the same scrubbed out.

    python peer.py NAME [--time]

Runs with the Python that has them installed, see `benchmarks/requirements.txt`. With `--time` each answer is
`{"id": …, "seconds": …}`: the process's CPU time for that event, reading and writing left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Scrub = Callable[[dict[str, Any]], dict[str, Any]]


def field_names() -> list[str]:
    """Return every field name of the corpus in snake case: peers know what they are to look for."""
    import re

    from corpus.cases import KINDS

    snake = {re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for kind in KINDS for name in kind.fields}
    return sorted(snake | {name.replace("_", "") for name in snake} | {name.replace("_", "-") for name in snake})


def sentry_sdk() -> Scrub:
    """Return sentry-sdk's EventScrubber, recursive, with all names."""
    from sentry_sdk.scrubber import DEFAULT_DENYLIST, DEFAULT_PII_DENYLIST, EventScrubber

    scrubber = EventScrubber(
        denylist=[*DEFAULT_DENYLIST, *field_names()],
        pii_denylist=DEFAULT_PII_DENYLIST,
        recursive=True,
    )

    def scrub(event: dict[str, Any]) -> dict[str, Any]:
        scrubber.scrub_event(event)
        return event

    return scrub


def plain(value: Any) -> Any:
    """Return what JSON can hold of sentry-sdk's annotated values."""
    return getattr(value, "value", None)


def relay_defaults() -> Scrub:
    """Return Relay with its defaults, IP addresses and all names."""
    from sentry_relay import processing

    config = processing.convert_datascrubbing_config(
        {"scrubData": True, "scrubDefaults": True, "scrubIpAddresses": True, "sensitiveFields": field_names()}
    )
    return lambda event: relayed(config, event)


def relayed(config: object, event: dict[str, Any]) -> dict[str, Any]:
    """Return what Relay makes of an event, without its own remarks on it."""
    from sentry_relay import processing

    answer: dict[str, Any] = processing.pii_strip_event(config, event)
    answer.pop("_meta", None)
    return answer


def relay_strong() -> Scrub:
    """Return Relay with every rule that it has on every text, and all names."""
    from sentry_relay import processing

    built_in = ["@ip", "@imei", "@mac", "@email", "@creditcard", "@iban", "@userpath", "@pemkey", "@urlauth", "@usssn", "@password", "@bearer"]  # fmt: skip
    replace = {"method": "replace", "text": "[filtered]"}
    snake = [name for name in field_names() if "-" not in name and len(name) > 4]
    # Relay limits a pattern's size: names that hold a shorter one of the list need not be said.
    shortest = [name for name in snake if not any(other in name for other in snake if other != name)]
    keys = "|".join(["ssn", "mrn", "dob", "npi", "dea", "vin", "zip", "imei", "iban", "fax", *shortest])
    keys = keys.replace("_", "[_-]?")
    config = {
        "rules": {
            "names": {"type": "redact_pair", "keyPattern": f"(?i)({keys})", "redaction": replace},
            "said": {"type": "pattern", "pattern": f"(?i)\\b(?:{keys})\\b['\"]?\\s*[:=]\\s*['\"]?([^'\"&,;\\s]+)", "replaceGroups": [1], "redaction": replace},
            "phone": {"type": "pattern", "pattern": r"\+?[0-9]?[ -.]?\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}", "redaction": replace},
            "dates": {"type": "pattern", "pattern": r"\b(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}\b", "redaction": replace},
            "long": {"type": "pattern", "pattern": r"\b[0-9]{6,}\b", "redaction": replace},
        },
        "applications": {"$string": [*built_in, "said", "phone", "dates", "long"], "**": ["names"]},
    }  # fmt: skip
    processing.validate_pii_config(json.dumps(config))
    return lambda event: relayed(config, event)


def logfire() -> Scrub:
    """Return logfire's scrubber with all names."""
    from logfire import ScrubbingOptions  # noqa: F401  # the public name of what is used below
    from logfire._internal.scrubbing import Scrubber

    scrubber = Scrubber([name.replace("_", "[._ -]?") for name in field_names() if "-" not in name])
    return lambda event: scrubber.scrub_value((), event)[0]


PEERS: dict[str, Callable[[], Scrub]] = {
    "nothing": lambda: lambda event: event,
    "sentry-sdk": sentry_sdk,
    "relay": relay_defaults,
    "relay, strong": relay_strong,
    "logfire": logfire,
}


def main() -> None:
    """Answer line by line until the input ends."""
    scrub, timed = PEERS[sys.argv[1]](), "--time" in sys.argv
    for line in sys.stdin:
        given = json.loads(line)
        event = given["event"] if "event" in given else {"message": given["text"]}
        start = time.process_time()
        answer = scrub(event)
        seconds = time.process_time() - start
        if timed:
            told = {"id": given["id"], "seconds": seconds}
        elif "event" in given:
            told = {"id": given["id"], "event": answer}
        else:
            told = {"id": given["id"], "text": answer["message"]}
        sys.stdout.write(json.dumps(told, default=plain) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
