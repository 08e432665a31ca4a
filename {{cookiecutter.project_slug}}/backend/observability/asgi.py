"""Sends what waits before an ASGI server ends: some end by the signal, past Python's atexit."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    Message = Mapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Application = Callable[[Any, Receive, Send], Awaitable[None]]

PATIENCE: Final = 10  # seconds


def flushing(application: Application) -> Application:
    """Return the application with a lifespan, which Django's has not: at its end all is sent."""

    async def with_lifespan(scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await application(scope, receive, send)
            return
        while True:
            asked = (await receive())["type"]
            if asked == "lifespan.shutdown":
                await asyncio.to_thread(sentry_sdk.flush, PATIENCE)
            await send({"type": f"{asked}.complete"})
            if asked == "lifespan.shutdown":
                return

    return with_lifespan
