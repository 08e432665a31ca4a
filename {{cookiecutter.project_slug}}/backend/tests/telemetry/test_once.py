"""What makes two events of one error, and what does not."""

from __future__ import annotations

from observability import once

TRACE = "fedcba98765442108edcba9876543210"


def event(trace: str = TRACE) -> dict[str, object]:
    return {"contexts": {"trace": {"trace_id": trace}}}


def hint(error: BaseException) -> dict[str, object]:
    return {"exc_info": (type(error), error, None)}


def raised_from(cause: BaseException) -> Exception:
    error = RuntimeError()
    error.__cause__ = cause
    return error


def kept(error: BaseException, trace: str = TRACE) -> bool:
    return once.keep(event(trace), hint(error)) is not None


def test_an_error_is_kept_once_in_a_trace_whatever_comes_between() -> None:
    first, second = ValueError(), KeyError()
    assert [kept(one) for one in (first, second, first, second)] == [True, True, False, False]


def test_an_object_that_is_raised_for_ever_is_told_in_each_trace() -> None:
    cached = ValueError()
    assert [kept(cached), kept(cached, "0" * 32), kept(cached, "0" * 32)] == [True, True, False]


def test_a_told_cause_has_told_the_error_but_not_what_it_was_raised_during() -> None:
    cause = ValueError()
    assert kept(cause)
    assert not kept(raised_from(cause))
    other = RuntimeError()
    other.__context__ = cause
    assert kept(other)


def test_an_events_cause_and_members_are_told_with_it() -> None:
    cause, member = ValueError(), KeyError()
    assert kept(ExceptionGroup("several", [raised_from(cause), member]))
    assert not kept(cause)
    assert not kept(member)


def test_a_group_is_told_when_all_its_members_are() -> None:
    first, second = ValueError(), KeyError()
    assert kept(first)
    assert kept(ExceptionGroup("several", [first, second]))
    assert not kept(ExceptionGroup("several", [first, second]))


def test_causes_that_go_round_end() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert kept(one)
    assert not kept(other)


class Stubborn(Exception):  # noqa: N818 - it is one
    """Runs code of its own for whatever it is asked."""

    __slots__ = ()
    __dict__ = property(lambda _: 1 / 0)

    def __getattribute__(self, name: str) -> object:
        raise AssertionError(name)

    def __setattr__(self, name: str, value: object) -> None:
        raise AssertionError(name)


def test_an_error_that_cannot_be_marked_is_kept() -> None:
    error = Stubborn()
    assert [kept(error), kept(error)] == [True, True]


def test_an_end_of_the_process_is_fatal() -> None:
    assert (once.keep(event(), hint(SystemExit(7))) or {})["level"] == "fatal"
    ended = event() | {"exception": {"values": [{"mechanism": {"type": "excepthook"}}]}}
    assert (once.keep(ended, hint(ValueError())) or {})["level"] == "fatal"
    assert "level" not in (once.keep(event(), hint(ValueError())) or {})
