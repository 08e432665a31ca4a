"""Gunicorn reads this by itself, and again at SIGHUP: settings, its own lines, and killed workers.

It imports nothing of the service, which the workers load: what the main process had loaded would
stay old in workers that a rolling restart starts anew.
"""

import json
import logging
import mmap
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import environ
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

bind = f"127.0.0.1:{os.environ.get('API_PORT') or 8000}"
workers = 2
threads = 4
# Longer than the web app's server keeps an idle connection (4 s): else it may send a request on one
# that was closed here in the same moment, and the request is lost.
keepalive = 30  # seconds
# Gunicorn's own access log has paths; ours, `access`, has routes.
accesslog = None
# Its socket would lie in the user's home, shared by all services.
control_socket_disable = True


# --- Its own lines: of the main process, and of workers until Django has set up theirs ------------


class _Variables(environ.Env):  # type: ignore[misc]  # untyped
    """The environment and `.env`, which this process leaves to its workers to read."""

    ENVIRON = dict(os.environ)


class JsonLines(logging.Formatter):
    """As `config.logs.JsonFormatter` has it. What gunicorn says is of processes and addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {"time": time, "level": record.levelname, "logger": record.name}
        said |= {"message": record.getMessage(), "runtime": "gunicorn"}
        if record.exc_info and record.exc_info[1] is not None:
            from observability import printed  # this process ends by that, so it may load it

            said["exception"] = printed.failure(record.exc_info[1])
        return json.dumps(said)


def _lines_are_json() -> bool:
    root = Path(__file__).resolve().parent.parent
    _Variables.read_env(root / ".env")
    answers = json.loads((root / "service.json").read_text(encoding="utf-8"))
    given = _Variables.ENVIRON.get(answers["variables"]["environment"], "").strip()
    is_production = (given or answers["defaults"]["environment"]) == "production"
    default = "json" if is_production else "text"
    return (_Variables.ENVIRON.get("LOG_FORMAT", "").strip() or default) == "json"


class JsonLogger(Logger):  # type: ignore[misc]  # untyped
    """Gunicorn's own, whose lines are JSON; its `logconfig` would bring the access log as well."""

    def setup(self, cfg: Any) -> None:
        """Set up what the configuration says; gunicorn asks for it anew at SIGHUP."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


if _lines_are_json():
    logger_class = JsonLogger


# --- Workers that are killed: by the kernel as memory runs out, by gunicorn as they hang ----------
# They cannot tell of it. The main process has no Sentry, so the next worker tells.


_TOLD, _ENDED = 0, 1


def pre_fork(server: Any, worker: Any) -> None:
    """Let the worker know of those that were killed before it, and be able to say how it fares."""
    worker.killed, server.killed = getattr(server, "killed", []), []
    worker.has = mmap.mmap(-1, 2)  # shared with the main process


def post_worker_init(worker: Any) -> None:
    """Tell, as soon as the service is loaded."""
    from observability import killed_workers

    for timed_out in worker.killed:
        killed_workers.tell(timed_out=timed_out)
    worker.has[_TOLD] = 1


def worker_exit(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's
    """Say, in the worker, that it ends by itself."""
    worker.has[_ENDED] = 1


def child_exit(server: Any, worker: Any) -> None:
    """Remember, in the main process, a worker that did not, and whom it did not tell of."""
    if not worker.has[_TOLD]:
        server.killed += worker.killed
    if not worker.has[_ENDED]:
        server.killed.append(worker.aborted)
    worker.has.close()
