"""The policy that is measured: the baked service's own, with one identifier and one field more, in each mode."""

from __future__ import annotations

import json
from pathlib import Path

MODES = ("patterns", "known-words")
FIELD = "study_subject_id"
IDENTIFIER = {"pattern": "STU-[0-9]{6}", "example": "STU-204817", "counter_example": "STU-2048"}


def written(service: Path, folder: Path) -> dict[str, Path]:
    """Write a policy file for each mode into the folder; return their paths."""
    own = json.loads((service / "phi" / "policy.json").read_text(encoding="utf-8"))
    fields = own.get("fields", {})
    own["fields"] = [*fields, FIELD] if isinstance(fields, list) else {**fields, "add": [*fields.get("add", []), FIELD]}
    own["identifiers"] = {**own.get("identifiers", {}), "study_subject": IDENTIFIER}
    own["loosenings"] = [*own.get("loosenings", [])]
    reason = {"reason": "measured in both modes", "name": "benchmarks", "date": "2026-01-01"}
    found = {}
    for mode in MODES:
        found[mode] = folder / f"policy-{mode}.json"
        policy = {**own, "free_text": mode}
        if mode == "patterns":
            policy["loosenings"] = [*own["loosenings"], {"section": "free_text", "items": [mode], **reason}]
        found[mode].write_text(json.dumps(policy), encoding="utf-8")
    return found
