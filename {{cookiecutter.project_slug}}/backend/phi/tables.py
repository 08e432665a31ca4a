"""Rows whose columns are named elsewhere: CSV under a header line, HL7 segments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from phi.found import Found
    from phi.keys import Keys
    from phi.literals import Literals

_CELL: Final = re.compile(r"[ \t]*[\"']?[A-Za-z_][A-Za-z0-9_ ().-]{0,40}[\"']?[ \t]*", re.ASCII)
_QUOTED: Final = re.compile(r"[ ]*\"(?:[^\"]|\"\")*\"", re.ASCII)
_SEGMENT: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:PID|NK1|GT1|IN[123]|PD1|DG1|OBX|NTE|AL1|PV[12]|MRG|ACC|PR1|FT1)\|[^\r\n\"']*",
    re.ASCII,
)
_HL7_FIELD: Final = re.compile(r"[^|\r\n]{2,}", re.ASCII)
_HL7_KEPT: Final = re.compile(r"[A-Z]{1,3}|\[[a-z]+\]|[0-9]", re.ASCII)
_DELIMITERS: Final = ",;\t|"


class Tables:
    """Finds values by the header of their column."""

    def __init__(self, keys: Keys, literals: Literals):
        """Take what knows fields and placeholders."""
        self._keys = keys
        self._literals = literals

    def csv(self, text: str, start: int, found: Found) -> int:
        """Add the cells under sensitive headers, if the name at `start` stands in a header line.

        Returns where the table ends, or -1 if there is none.
        """
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", start)
        if last == -1 or last - first > 2_000:
            return -1
        header = text[first:last].rstrip("\r")
        for delimiter in _DELIMITERS:
            cells = header.split(delimiter)
            if delimiter == "|" and not cells[0].strip() and not cells[-1].strip():
                cells = ["_", *cells[1:-1], "_"]  # a table in Markdown
            if len(cells) < 2:
                continue
            lead = re.search(r"(?:^|[:\"'(\[ >])([A-Za-z_][A-Za-z0-9_]*[ \t]*)\Z", cells[0])
            if lead and not _CELL.fullmatch(cells[0]):
                cells[0] = lead.group(1)
            if all(_CELL.fullmatch(cell) for cell in cells):
                return self._rows(text, last + 1, cells, delimiter, found)
        return -1

    def _rows(
        self, text: str, position: int, cells: list[str], delimiter: str, found: Found
    ) -> int:
        fields = [self._keys.find(cell.strip(" \t\"'")) for cell in cells]
        end = -1
        while position < len(text):
            stop = text.find("\n", position)
            stop = len(text) if stop == -1 else stop
            spans = _cells(text, position, stop, delimiter)
            if len(spans) == len(fields):
                for field, (start, last) in zip(fields, spans, strict=True):
                    value = text[start:last]
                    if field and self._literals.goes(value, field):
                        found.append((start, last, field.mark, f"csv:{field.name}"))
                end = stop
            elif end != -1 and not set(text[position:stop]) <= set("-+|= \r"):
                break
            position = stop + 1
        return end

    def hl7(self, text: str, found: Found) -> None:
        """Add the fields of HL7 segments that tell of a person."""
        for segment in _SEGMENT.finditer(text):
            start = segment.start() + 4
            for part in _HL7_FIELD.finditer(text, start, segment.end()):
                if not _HL7_KEPT.fullmatch(part.group()):
                    found.append((*part.span(), "[filtered]", "hl7"))


def _cells(text: str, position: int, stop: int, delimiter: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    while True:
        quoted = _QUOTED.match(text, position, stop)
        end = text.find(delimiter, quoted.end() if quoted else position, stop)
        last = stop if end == -1 else end
        start, finish = position, last
        while start < finish and text[start] in " \t\"'":
            start += 1
        while finish > start and text[finish - 1] in " \t\r\"'":
            finish -= 1
        spans.append((start, finish))
        if end == -1:
            return spans
        position = end + 1
