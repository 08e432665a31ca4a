"""Write the table of prompts in README.md anew, from cookiecutter.json.

Usage: python tools/prompts_table.py [--check]   (--check writes nothing and exits 1 if the table is stale)
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- prompts -->", "<!-- /prompts -->"
LONGEST_DEFAULT = 50
ENTRIES_SHOWN = 3


def shown(default: str) -> str:
    """Return a default as the table shows it; of a long list, the first entries and how many more there are."""
    if not default:
        return "(empty)"
    if sources := re.findall(r"cookiecutter\.(\w+)", default):
        return f"made from `{sources[0]}`"
    entries = default.split(", ")
    if len(default) > LONGEST_DEFAULT and len(entries) > ENTRIES_SHOWN:
        return f"`{', '.join(entries[:ENTRIES_SHOWN])}` and {len(entries) - ENTRIES_SHOWN} more"
    return f"`{default}`"


def cell(text: str) -> str:
    """Return ``text`` so that Markdown keeps it within one cell of a table."""
    return text.replace("|", "\\|")


def table(questions: dict[str, str], sentences: dict[str, str]) -> str:
    """Return the table of the questions that are asked, in their order."""
    rows = ["| prompt | default | what it is |", "| --- | --- | --- |"]
    asked = [name for name in questions if not name.startswith("_")]
    rows += [f"| `{name}` | {cell(shown(questions[name]))} | {cell(sentences[name])} |" for name in asked]
    return "\n".join(rows)


def renewed(readme: str, new_table: str) -> str | None:
    """Return ``readme`` with the table between the markers replaced, or None where they are not there once each."""
    if readme.count(BEGIN) != 1 or readme.count(END) != 1 or readme.index(BEGIN) > readme.index(END):
        return None
    head, rest = readme.split(BEGIN)
    return f"{head}{BEGIN}\n{new_table}\n{END}{rest.split(END)[1]}"


def main(root: Path, *, check: bool) -> int:
    """Bring the table below ``root`` up to date, or only say whether it is; return the exit code."""
    questions = json.loads((root / "cookiecutter.json").read_text(encoding="utf-8"))
    readme = root / "README.md"
    old = readme.read_text(encoding="utf-8")
    new = renewed(old, table(questions, questions["__prompts__"]))
    if new is None:
        print(f"prompts: README.md must hold {BEGIN} and, after it, {END}, once each; the table goes between them")
        return 1
    if new == old:
        return 0
    if check:
        print("prompts: the table in README.md is not what cookiecutter.json says; run: python tools/prompts_table.py")
        return 1
    readme.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(f"prompts: {' '.join(sys.argv[1:])} is not accepted; --check, or nothing, is")
    sys.exit(main(ROOT, check="--check" in sys.argv))
