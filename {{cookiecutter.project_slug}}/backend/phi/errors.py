"""What can be wrong with a policy."""

from __future__ import annotations


class PolicyError(Exception):
    """What is wrong with the policy, in one line that names file and key."""

    @classmethod
    def of(cls, file: str, key: str, given: str, accepted: str) -> PolicyError:
        """Return the error for a key of the file that says what is not accepted."""
        return cls(f"{file}: {key} {given}. Accepted: {accepted}. Correct the file.")
