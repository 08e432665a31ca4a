"""The errors that the ways to fail raise."""


class FailedOnPurposeError(Exception):
    pass


class OtherFailureError(Exception):
    pass


def fail(what: str) -> None:
    message = f"{what} fails on purpose"
    raise FailedOnPurposeError(message)
