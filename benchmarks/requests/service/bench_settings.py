"""The service's settings and a view that fails, with Sentry begun as BENCH_DOOR says."""

import os
from typing import Any

import sentry_sdk
from observability import setup


def _stock(*, dsn: str, environment: str, release: str, traces_sample_rate: float, **_: Any) -> None:
    if dsn:
        sentry_sdk.init(
            dsn=dsn,
            environment=environment,
            release=release,
            traces_sample_rate=traces_sample_rate,
            send_default_pii=False,
        )


if os.environ["BENCH_DOOR"] == "stock":
    setup.start = _stock

from config.settings import *  # noqa: E402, F403 - the door is replaced first
from config.settings import LOGGING, MIDDLEWARE, REST_FRAMEWORK  # noqa: E402

ROOT_URLCONF = "bench_urls"
if os.environ["BENCH_PLAIN"]:
    # As if the template had none of it: no request ids, no line per request, errors logged as they are.
    MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("observability.")]
    del REST_FRAMEWORK["EXCEPTION_HANDLER"]
    LOGGING["formatters"] = {name: {"format": "%(levelname)s %(name)s: %(message)s"} for name in ("text", "json")}
