"""What left by other ways than the sink: processes' output, files, headers to a third host."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from e2e.canary_service import COPY
from e2e.detector import Detector
from e2e.report import Report
from e2e.third_host import ThirdHost


def _written_outside(began: float, outside: Path) -> Iterator[Path]:
    """Yield the files that were written outside of var/: in the service, its home, its TMPDIR."""
    for root in (COPY, outside):
        for folder, names, files in os.walk(root):
            names[:] = [name for name in names if name != "node_modules"]
            for name in files:
                path = Path(folder) / name
                if path.is_file() and path.stat().st_mtime >= began:
                    yield path


def note_outputs(report: Report, var: Path, detector: Detector, began: float, out: Path) -> None:
    """Enter what the processes printed, and what stands in files outside of ``var``."""
    for log in [*(var / "log").iterdir(), var / "make-dev.out"]:
        text = log.read_text(encoding="utf-8", errors="replace")
        report.note_text(f"output of {log.stem}", text, detector)
    for file in _written_outside(began, out):
        report.note_text(
            f"file outside var/ ({file.suffix})", file.read_text(errors="replace"), detector
        )


def note_third_host(report: Report, detector: Detector, host: ThirdHost) -> None:
    """Enter what the SDKs added to requests to a host that is none of the service's."""
    for given in host.given:
        for name, value in given.items():
            report.note_text(f"header {name} to a third host", value, detector)
