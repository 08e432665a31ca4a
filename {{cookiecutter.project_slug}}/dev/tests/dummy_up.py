"""A stand-in for dev/up.py: the real runner with small programs. Used by test_runner.py."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from dev.health import Program
from dev.runner import Interrupted, interruptible, run, run_step, say


def main(folder: Path, mode: str) -> int:
    """Run in ``folder`` what ``mode`` asks for."""
    logs = folder / "log"
    logs.mkdir()
    environment = {**os.environ, "RUN_PYTHON": shlex.quote(sys.executable), "RUN_ROOT": str(folder)}
    with interruptible():
        try:
            if mode == "step":
                say("READY")
                run_step([sys.executable, "program.py", "family", "0"], folder, environment)
            web = Program("web", url=f"http://127.0.0.1:{os.environ['DUMMY_PORT']}/")
            pool = Program("pool", log_says="pool is up")
            within = 2 if mode == "mute" else 20
            configuration = folder / "supervisord.conf"
            return run(configuration, environment, logs, [web, pool], lambda: say("READY"), within)
        except Interrupted:
            return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
