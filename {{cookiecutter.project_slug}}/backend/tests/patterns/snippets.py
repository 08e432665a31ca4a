"""The Python that AGENTS.md and the skill show, as files that can be linted, typed and imported."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = ("AGENTS.md", ".agents/skills/sentry-integration/SKILL.md")
LONGEST = 150  # lines of a document
_FENCE = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shown() -> list[tuple[str, str, str]]:
    """Return language, name and code of each code fence, in the documents' order."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS]
    return [found.groups() for text in texts for found in _FENCE.finditer(text)]  # type: ignore[misc]


def write(folder: Path) -> list[Path]:
    """Write each Python fence into a file of its own, called `shown_` and its name."""
    written = []
    for language, name, code in shown():
        if language == "python":
            file = folder / f"shown_{name}.py"
            file.write_text(f'"""What the documents show."""\n\n{code}', encoding="utf-8")
            written.append(file)
    return written
