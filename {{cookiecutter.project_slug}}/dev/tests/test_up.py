"""What a failed step says to a person."""

from __future__ import annotations

from dev.up import reason, warnings


def test_a_refused_setting_is_its_own_line() -> None:
    output = "noise\nNot started: RELEASE is 'x'. Accepted: a version. Correct it.\nmore\n"
    assert reason("migrate", output) == [
        "Not started: RELEASE is 'x'. Accepted: a version. Correct it."
    ]


def test_what_production_would_refuse_is_said_once() -> None:
    line = "WARNING In production this is refused: phi/policy.json: the file is no JSON."
    assert warnings(f"{line}\nApplying 0001\n{line}\nWARNINGS: none\n") == [line]
    assert warnings("Applying 0001\n") == []


def test_of_a_traceback_only_the_reason_is_shown() -> None:
    output = """Traceback (most recent call last):
  File "manage.py", line 3, in <module>
    main()
django.db.utils.OperationalError: connection refused
\tIs the server running?
"""
    assert reason("migrate", output) == [
        "migrate failed: django.db.utils.OperationalError: connection refused"
    ]


def test_other_output_is_shown_by_its_end() -> None:
    lines = [f"line {number}" for number in range(40)]
    shown = reason("next build", "\n".join(lines))
    assert shown[0] == "next build failed:"
    assert shown[1:] == [f"  {line}" for line in lines[-15:]]
