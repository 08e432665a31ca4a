"""The PHI engine: what of a text, and of an event, may stay. Pure functions; no Sentry, no Django.

    policy = phi.policy.load()
    phi.scrub_text("SSN 123-45-6789", policy)   # "SSN [ssn]"
    phi.scrub_event(event, policy)              # a new event

The TypeScript twin is `frontend/src/phi/`.
"""

from __future__ import annotations

from phi.assertion import assert_no_phi
from phi.keys import Field, field_of
from phi.policy import Policy, PolicyError, load
from phi.text import scrub_text
from phi.values import Values
from phi.walk import scrub_event

__all__ = [
    "Field",
    "Policy",
    "PolicyError",
    "Values",
    "assert_no_phi",
    "field_of",
    "load",
    "scrub_event",
    "scrub_text",
]
