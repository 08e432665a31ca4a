"""What becomes of errors when a process is told to end, when there are too many, or no ingest."""

from capture.table import Row

_SHUTDOWN = "Shutdown"
_FAULTS = "Floods and faults of the ingest"

ROWS: tuple[Row, ...] = (
    Row(
        "shutdown-gunicorn",
        _SHUTDOWN,
        "gunicorn: SIGTERM while errors wait to be sent",
        "once",
        "error",
        "no",
        "the SDK's atexit, for 8 s",
    ),
    Row(
        "shutdown-recycled",
        _SHUTDOWN,
        "gunicorn: a worker ends after its `max_requests`, while errors wait to be sent",
        "once",
        "error",
        "no",
        "as above",
        "while the server goes on",
    ),
    Row(
        "shutdown-rolling",
        _SHUTDOWN,
        "gunicorn: SIGHUP (rolling restart) under errors",
        "once",
        "error",
        "no",
        "as above",
        "each answered 500 has its event",
    ),
    Row(
        "shutdown-uvicorn",
        _SHUTDOWN,
        "uvicorn: SIGTERM while errors wait to be sent",
        "once",
        "error",
        "no",
        "`observability.asgi`",
    ),
    Row(
        "shutdown-command",
        _SHUTDOWN,
        "management command: SIGTERM while errors wait to be sent",
        "once",
        "error",
        "yes",
        "`config.start`",
    ),
    Row(
        "flood-burst",
        _FAULTS,
        "10 000 errors of one process at once",
        "counted",
        by="the SDK's queue of 100 envelopes, `observability.losses`",
        note="sent + counted as lost = 10 000; other requests are answered meanwhile",
    ),
    Row(
        "flood-task",
        _FAULTS,
        "500 errors of a task at once",
        "counted",
        by="as above",
        note="sent + counted as lost = 500, once the child has ended; other tasks go on",
    ),
    *(
        Row(
            f"ingest-{id}",
            _FAULTS,
            f"the ingest {way}",
            "counted",
            by="`observability.losses`",
            note="requests take as long as without Sentry",
        )
        for id, way in (  # noqa: A001 - as the row calls it
            ("500", "answers 500"),
            ("429", "answers 429"),
            ("hangs", "does not answer"),
            ("refuses", "refuses connections"),
        )
    ),
    Row(
        "ingest-garbage",
        _FAULTS,
        "the ingest answers 200 and garbage",
        "once",
        "error",
        "no",
        "nobody reads the answer",
        "requests take as long as without Sentry",
    ),
)
