"""Celery's queue of files, made safe for more than one process and for what messages hold.

Kombu's own transport takes a message by moving it through the system's temporary folder, readable
to others, and may take one that is not written yet, which loses it. Here a message appears whole,
readable to the service's user only, and never leaves its folders. What a broker promises beyond
that (a killed worker's message comes back), files do not: one machine, development and tests.
"""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """Reads and writes one file per message."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        unfinished = folder / f".{name}"
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(dumps(payload))
        unfinished.rename(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002 - kombu's
        taken = Path(self.processed_folder)
        for file in sorted(Path(self.data_folder_in).glob(f"[0-9]*.{queue}.msg")):
            mine = taken / file.name
            # Only one process can move a file; the others look for the next one.
            with suppress(FileNotFoundError):
                file.rename(mine)
                message = loads(mine.read_text(encoding="utf-8"))
                mine.unlink()
                return message
        raise Empty


class Transport(filesystem.Transport):
    """`filesystem://`, as `config.celery` registers it."""

    Channel = Channel
