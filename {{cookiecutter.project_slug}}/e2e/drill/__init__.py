"""The leak drill: the whole stack as in production, thousands of made-up patients, and a report.

`make drill` is `python -m e2e.drill.closed` (no way out of this machine, where that is allowed),
which runs `dev.with_services` (PostgreSQL, a Redis-protocol broker), which runs `e2e.drill`.
"""
