"""The stop switch: by variable, by file, and looked at no more than every five seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from observability import switch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.delenv("TELEMETRY_OFF", raising=False)
    switch.forget()
    yield tmp_path
    switch.forget()


@pytest.mark.parametrize(
    ("value", "is_off"), [("1", True), ("true", True), ("", False), ("0", False)]
)
def test_by_variable(monkeypatch: pytest.MonkeyPatch, value: str, is_off: bool) -> None:
    monkeypatch.setenv("TELEMETRY_OFF", value)
    assert switch.off() is is_off


def test_by_file_within_five_seconds(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("observability.switch.time.monotonic", lambda: now[0])
    assert not switch.off()
    (state / "telemetry-off").touch()
    now[0] += 4.9
    assert not switch.off()
    now[0] += 0.1
    assert switch.off()
    (state / "telemetry-off").unlink()
    now[0] += 5
    assert not switch.off()


def test_a_folder_that_cannot_be_read_sends_nothing(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (state / "file").touch()
    monkeypatch.setenv("VAR_DIR", str(state / "file"))
    assert switch.off()
