"""How many planted words left, of names and notes that are made of words."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.report import Report, Row
from e2e.word_kinds import MOST_SHARE, NAME, NOTE


@dataclass(frozen=True)
class WordRate:
    """Words of one kind: how many were planted, how many left, how many names left whole."""

    kind: str
    words: int
    left: int
    whole_names: int

    @property
    def said(self) -> str:
        """Return it as one line."""
        names = f"; whole names: {self.whole_names}" if self.kind == NAME else ""
        share = 100 * self.left / self.words
        return f"{self.kind}: {self.left} of {self.words:,} words left ({share:.2f} %){names}"

    @property
    def too_many(self) -> bool:
        """Whether more left than may."""
        return self.left > MOST_SHARE * self.words or self.whole_names > 0


def is_of_words(row: Row) -> bool:
    """Whether the row's value is scored by its words, and not as a whole."""
    return row.kind in (NAME, NOTE)


def word_rates(report: Report) -> list[WordRate]:
    """Return the rate of each such kind that was planted."""
    found = []
    for kind in (NAME, NOTE):
        rows = [row for row in report.rows if row.kind == kind]
        if rows:
            left = sum(len({word for word, _ in row.kept}) for row in rows)
            whole = sum(row.neighbours for row in rows)
            found.append(WordRate(kind, sum(len(row.words) for row in rows), left, whole))
    return found
