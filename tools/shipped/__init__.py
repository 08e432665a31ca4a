"""Build the lists of words that every service ships, out of the libraries that it runs on.

The rules for tokens and for what counts as a message are the service's own: its `backend/` and
`dev/` are put on the path.
"""

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SERVICE: Final = ROOT / "{{cookiecutter.project_slug}}"
DATA: Final = ROOT / "build" / "words-data"

# The template's folder is baked as it lies there.
sys.dont_write_bytecode = True
# Before benchmarks/, which holds a phi.py.
sys.path[:0] = [str(SERVICE / "backend"), str(SERVICE)]
