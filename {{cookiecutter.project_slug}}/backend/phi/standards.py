"""What standards of health care write in a way of their own: FHIR, C-CDA, DICOM.

JSON's own keys are pairs like any other; here is what no key names: a reference's display, a code
of a clinical system, a concept's text, an id in the attribute `extension`, a line of a DICOM dump.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Set

    from phi.found import Found
    from phi.keys import Field, Keys

_MARK: Final = "[filtered]"
_SYSTEM: Final = re.compile(r"/(?:sct|cvx|ndc|icd[a-z0-9-]*)|snomed|loinc|rxnorm|/cpt", re.ASCII)
_SHOWN: Final = re.compile(r"([\"'])(display|code)\1 ?: ?([\"'])([^\"'{}\r\n]{1,200})\3", re.ASCII)
_CONCEPT: Final = re.compile(
    r"([\"'])text\1 ?: ?([\"'])([^\"{}\[\r\n][^\"{}\r\n]{0,400}?)\2 ?[,}]", re.ASCII
)
_CDA_ID: Final = re.compile(
    r"<(?:[a-z]{1,8}:)?id [^<>]{0,160}?extension=([\"'])([^\"'<>\[][^\"'<>]{1,80})\1", re.ASCII
)
_CDA_CODE: Final = re.compile(r"<[A-Za-z:]{1,24} [^<>]{0,300}codeSystem=[^<>]{0,300}", re.ASCII)
_CDA_VALUE: Final = re.compile(
    r" (?:code|displayName)=([\"'])([^\"'<>\[][^\"'<>]{1,200})\1", re.ASCII
)
_DICOM: Final = re.compile(
    r"\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\) ([A-Za-z' ]{2,60}?) {1,40}([A-Z]{2}): "
    r"([\"'])([^\[\r\n][^\r\n]{0,200}?)\3",
    re.ASCII,
)
_FURTHEST: Final = 300
_CONCEPTS: Final = frozenset(
    {
        *("code", "reasonCode", "reason", "vaccineCode", "substance", "manifestation"),
        *("medicationCodeableConcept", "valueCodeableConcept", "valueString", "conclusion"),
        *("conclusionCode", "bodySite", "reaction", "dosageInstruction", "note", "description"),
    }
)
# An OperationOutcome is none of the resources: it tells of errors, of no person.
_RESOURCE: Final = re.compile(r"resourceType[\"'] ?: ?[\"']([A-Z][A-Za-z]{2,40})", re.ASCII)


class Standards:
    """Finds what the standards' own notations tell."""

    def __init__(self, keys: Keys, resources: Set[str]):
        """Take what knows fields, and the names of FHIR's resources among those of paths."""
        self._keys = keys
        self._resources = resources
        self._concept = keys.find("diagnosis")

    def find(self, text: str, found: Found) -> None:
        """Add what is found in a text; each notation is looked for where a sign of it stands."""
        if "display" in text or "ystem" in text:
            self._shown(text, found)
        if "resourceType" in text and not self._resources.isdisjoint(_RESOURCE.findall(text)):
            found.extend((*match.span(3), _MARK, "fhir") for match in _CONCEPT.finditer(text))
        if "extension=" in text:
            found.extend((*match.span(2), "[id]", "cda") for match in _CDA_ID.finditer(text))
        if "codeSystem=" in text:
            for tag in _CDA_CODE.finditer(text):
                found.extend(
                    (*match.span(2), _MARK, "cda")
                    for match in _CDA_VALUE.finditer(text, *tag.span())
                )

    def _shown(self, text: str, found: Found) -> None:
        for match in _SHOWN.finditer(text):
            start, end = match.span()
            before = text[max(0, start - _FURTHEST) : start].rpartition("{")[2]
            around = before + text[end : end + _FURTHEST].partition("}")[0]
            clinical = _SYSTEM.search(around) is not None
            shown = match.group(2) == "display" and ("reference" in around or "system" in around)
            if (shown or clinical) and not match.group(4).startswith("["):
                found.append((*match.span(4), _MARK, "fhir"))

    def dicom(self, text: str, found: Found) -> None:
        """Add the values of a dump's lines: `(0010, 0010) Patient's Name  PN: 'ROE^JANE'`."""
        for line in _DICOM.finditer(text):
            field = self._keys.find(line.group(1))
            if field or line.group(2) == "PN":  # a person's name
                found.append((*line.span(4), field.mark if field else _MARK, "dicom"))

    def of_dict(self, value: dict[Any, Any]) -> dict[str, Field] | None:
        """Return the fields that keys of a FHIR object are, which name none by themselves."""
        concept = self._concept
        if concept is None:
            return None
        kind = value.get("resourceType")
        if type(kind) is str and kind in self._resources:
            return dict.fromkeys(_CONCEPTS, concept)
        system = value.get("system")
        if type(system) is str and _SYSTEM.search(system):
            return {"code": concept, "display": concept}
        if "reference" in value or type(system) is str:
            return {"display": concept}
        return {"text": concept} if "coding" in value else None
