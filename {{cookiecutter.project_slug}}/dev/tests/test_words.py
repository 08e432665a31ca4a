"""`make words`: what is taken from a service's source, what is left out, what is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dev.words import __main__ as command
from dev.words import python_source, script_source
from dev.words.gather import gather, spoken

PYTHON = '''
"""Docstring about Mary."""
from django.db import models
CHOICES = ["Zebra"]
message_for_all = "Nothing was found"

class Visit(models.Model):
    class Meta:
        constraints = [models.UniqueConstraint(fields=["a"], name="visit_once_a_day")]

    def __str__(self) -> str:
        """Return Johnson."""
        return f"Visit number {self.pk}"

def book(visit_time):
    logger.warning("Room %s was taken for %(name)s", visit_time)
    data["Secretkey"] = "Lemur"
    with sentry_sdk.start_span(op="function", name="Reserve the Veranda") as span:
        span.set_data("Secretkey", "Lemur")
    raise ValueError(f"Cannot book {visit_time}" + ", ask reception")
urlpatterns = [path("rooms/<int:pk>/", view)]
'''
SCRIPT = """
// Mary in a comment
import { useRoom } from "./Lemur";
export class RoomError extends Error {}
export function bookRoom(roomNumber: number) {
  const label = "Zebra";
  if (!roomNumber) throw new RoomError(`Room ${roomNumber} isn't free` + " today");
  console.error("Booking failed", label);
  const span = { op: "Lemur", attributes: { name: "Zebra" }, name: "Walrus" };
  Sentry.startSpan({ op: "Lemur", attributes: { name: "Zebra" }, name: 'Air the Pavilion' }, use);
  return <p title="Giraffe">Ask Johnson</p>;
}
"""


def make_service(root: Path) -> Path:
    """Write a small service with a model, a page, data that must be left out, and its locks."""
    for path, text in {
        "backend/visits/models.py": PYTHON,
        "backend/visits/migrations/0001_initial.py": "raise ValueError('Walrus')\n",
        "backend/visits/demo_data.py": "raise ValueError('Walrus')\n",
        "backend/visits/management/commands/seed.py": "raise ValueError('Walrus')\n",
        "backend/tests/test_visits.py": "raise ValueError('Walrus')\n",
        "backend/requirements.txt": "django==5.2 \\\n    --hash=sha256:0\npsycopg[binary]==3.3\n",
        "frontend/src/app/rooms/[id]/page.tsx": SCRIPT,
        "frontend/src/app/rooms/page.test.tsx": "throw new Error('Walrus')\n",
        "frontend/src/api/schema.ts": "// auto-generated\nthrow new Error('Walrus')\n",
        "frontend/package-lock.json": json.dumps(
            {
                "packages": {
                    "": {},
                    "node_modules/@scope/tool": {},
                    "node_modules/a/node_modules/zod": {},
                    "node_modules/devtool": {"dev": True},
                }
            }
        ),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def gathered(root: Path, **lists: str) -> set[str]:
    read = {name: frozenset(words.split()) for name, words in lists.items()}
    none: frozenset[str] = frozenset()
    own = gather(
        root, read.get("shipped", none), read.get("names", none), read.get("clinical", none)
    )
    return set(own.words)


def test_what_python_says() -> None:
    source = python_source.read(PYTHON)
    said = set(spoken(source.messages))
    assert {"Nothing", "Visit", "number", "Room", "taken", "Cannot", "book", "reception"} <= said
    assert not said & {"name", "s", "Mary", "Johnson", "Zebra", "Lemur", "Secretkey"}
    assert {"visit_once_a_day", "visit_time", "Visit", "UniqueConstraint"} <= source.identifiers
    assert source.routes == ["rooms/<int:pk>/"]
    assert source.spans == ["Reserve the Veranda"]


def test_what_scripts_say() -> None:
    said = set(spoken(script_source.messages(SCRIPT)))
    assert said == {"Room", "isn't", "free", "today", "Booking", "failed"}
    names = script_source.identifiers(SCRIPT)
    assert {"useRoom", "RoomError", "roomNumber", "bookRoom"} <= names
    assert not names & {"Mary", "Lemur", "Zebra", "Giraffe", "Johnson", "Ask"}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (SCRIPT, ["Air the Pavilion"]),
        ('startSpanManual({name: "a {b} c"}, (span) => span.end())', ["a {b} c"]),
        ("Sentry.startInactiveSpan({\n  name: `room ${n}`,\n})", ["room  "]),
        ("Sentry.startSpan(options, () => log({ name: 'Lemur' }))", []),
        ("Sentry.startSpan({ op: 'x' }, () => log({ name: 'Lemur' }))", []),
    ],
)
def test_spans_are_called_what_their_first_argument_says(code: str, names: list[str]) -> None:
    assert list(script_source.span_names(code)) == names


def test_escapes_are_what_they_stand_for() -> None:
    assert list(script_source.messages(r"throw Error('it\'s \u0041\n b\x2e')")) == ["it's A  b."]


def test_a_whole_service(tmp_path: Path) -> None:
    words = gathered(make_service(tmp_path))
    assert {"visits_visit", "visits", "rooms", "bookRoom", "reception"} <= words
    assert {"Reserve", "Veranda", "Air", "Pavilion"} <= words
    assert {"django", "psycopg", "scope", "tool", "zod"} <= words
    assert not words & {"Walrus", "devtool", "Zebra", "Giraffe", "Lemur", "Mary", "Johnson"}


def test_shipped_words_are_not_repeated_and_suspects_are_set_apart(tmp_path: Path) -> None:
    root = make_service(tmp_path)
    words = gathered(root, shipped="reception", names="room visit", clinical="time")
    assert not words & {"reception", "Room", "Visit", "visit_time"}
    assert "bookRoom" in words


def make_lists(root: Path, names: str = "") -> None:
    folder = root / "phi" / "words"
    folder.mkdir(parents=True)
    for name in ("shipped.txt", "clinical.txt"):
        (folder / name).write_text("")
    (folder / "names.txt").write_text(names)
    (root / "phi" / "policy.json").write_text('{"words": {"allow": [{"word": "Room"}]}}')


def test_the_command_writes_what_it_then_finds_current(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_lists(make_service(tmp_path), names="lock\nreception\nroom\n")
    (tmp_path / "backend" / "phi").mkdir()
    (tmp_path / "backend" / "phi" / "words.py").write_text("lock = 5\n")
    assert command.main(["--check"], tmp_path) == 1
    assert "do not fit the source; run: make words" in capsys.readouterr().out
    assert command.main([], tmp_path) == 0
    said = capsys.readouterr().out
    assert "words: reception (backend/visits/models.py) is a name or a clinical word" in said
    assert "words: Room (" not in said  # the policy lets it stand
    assert "words: lock (" not in said  # the engine's own source is not the reader's to change
    assert command.main(["--check"], tmp_path) == 0
    (tmp_path / "backend" / "visits" / "views.py").write_text("raise KeyError('Ocelot')\n")
    assert command.main(["--check"], tmp_path) == 1
    assert "words: own.txt: 3 new, may leave: KeyError Ocelot views\n" in capsys.readouterr().out


def test_all_that_is_learned_is_told_within_bounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_lists(make_service(tmp_path))
    views = tmp_path / "backend" / "visits" / "views.py"
    views.write_text("raise KeyError\n")
    assert command.main([], tmp_path) == 0
    capsys.readouterr()
    learned = [f"Zeph{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(50)]
    views.write_text(f"raise KeyError('{' '.join(learned)}')\n")
    assert command.main([], tmp_path) == 0
    said = capsys.readouterr().out
    assert f"words: own.txt: 50 new, may leave: {' '.join(learned[:40])} and 10 more\n" in said
    views.write_text("raise KeyError\n")
    assert command.main([], tmp_path) == 0
    assert "words: own.txt: 50 no longer there: Zephaa Zephab" in capsys.readouterr().out
    assert command.main([], tmp_path) == 0
    assert "own.txt" not in capsys.readouterr().out


def test_source_that_cannot_be_parsed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_lists(make_service(tmp_path))
    (tmp_path / "backend" / "visits" / "broken.py").write_text("def (:\n")
    assert command.main([], tmp_path) == 1
    assert capsys.readouterr().out.startswith(
        "words: backend/visits/broken.py, line 1, cannot be parsed: "
    )
