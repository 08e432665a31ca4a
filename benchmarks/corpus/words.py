"""What the known-words rule is measured with: library messages, surnames by how common they are, clinical notes."""

from __future__ import annotations

import importlib.resources
import random
import re

from corpus import people, templates

WORD = re.compile(r"[A-Za-z]+")
MARK = re.compile(
    r"\[(?:ssn|email|phone|date|mrn|card|iban|ip|mac|vin|mbi|dea|npi|zip|street|url|age|id|number|media|filtered|text)\]"
)
HOLE = re.compile("\u27e6(.*?)\u27e7")
SENTENCES = (
    "Could not save {v} because the form was invalid",
    "{v} not found",
    "Duplicate entry for {v}",
    "Reminder to {v} failed: connection reset",
    "no slot left for {v} today",
    "Unhandled value: {v}",
    "Failed to merge record of {v} into the list",
    "user {v} is not allowed to update this resource",
)
NOTES = (
    "Patient reports {v} since the last visit",
    "assessment: {v}, follow up in two weeks",
    "started on {v} yesterday",
    "history of {v} and {w}",
    "Could not save note: {v} suspected, rule out {w}",
    "invalid value: '{v}'",
    "{v}",
    "Referral for {v} was rejected",
)


def messages(listing: str) -> list[tuple[str, list[str]]]:
    """Return each message as a program prints it, with the words that are its own."""
    return [(HOLE.sub(r"\1", line), WORD.findall(HOLE.sub(" ", line))) for line in templates.lines(listing)]


def kept(words: list[str], answer: str) -> int:
    """Count the words of a message that an answer still holds."""
    left = WORD.findall(MARK.sub(" ", answer))
    count = 0
    for word in words:
        if word in left:
            left.remove(word)
            count += 1
    return count


def surnames() -> list[tuple[str, float]]:
    """Return the surnames of the 1990 Census with the per cent of people who bear them."""
    text = importlib.resources.files("names").joinpath("dist.all.last").read_text(encoding="ascii")
    return [(line.split()[0], float(line.split()[1])) for line in text.splitlines()]


def sentences(seed: int) -> list[tuple[str, str, float]]:
    """Return a text, the name in it and its weight, for each of the commonest surnames; then rarer ones by chance."""
    rng = random.Random(seed)
    every = [(name, share) for name, share in surnames() if share > 0]
    common, rest = every[:3000], every[3000:]
    scale = sum(share for _, share in rest) / sum(share for _, share in rest[::16])
    taken = common + [(name, share * scale) for name, share in rest[::16]]
    return [(rng.choice(SENTENCES).format(v=name), name, share) for name, share in taken]


def whole_names(seed: int, count: int) -> list[tuple[str, str, str]]:
    """Return texts that hold a first name and a surname, drawn as often as people bear them, with both."""
    rng = random.Random(seed)
    shares = surnames()
    firsts = []
    for listing in ("dist.male.first", "dist.female.first"):
        text = importlib.resources.files("names").joinpath(listing).read_text(encoding="ascii")
        firsts += [(line.split()[0].title(), float(line.split()[1])) for line in text.splitlines()]
    lasts = [name.title() for name, _ in shares]
    found = []
    for _ in range(count):
        first = rng.choices([name for name, _ in firsts], [share for _, share in firsts])[0]
        last = rng.choices(lasts, [share + 1e-9 for _, share in shares])[0]
        if rng.random() < 0.1:
            first, last = people.first(rng), people.last(rng)
        shape = rng.choice(("{0} {1}", "{1}, {0}", "{0}_{1}", "{0}.{1}"))
        found.append((rng.choice(SENTENCES).format(v=shape.format(first, last)), first, last))
    return found


def notes(seed: int) -> list[tuple[str, tuple[str, ...]]]:
    """Return notes with the clinical words in them."""
    rng = random.Random(seed)
    words = templates.lines("notes.txt")
    found: list[tuple[str, tuple[str, ...]]] = []
    for word in words:
        for spelled in (word, word.capitalize()):
            other, shape = rng.choice(words), rng.choice(NOTES)
            held = (spelled, other) if "{w}" in shape else (spelled,)
            found.append((shape.format(v=spelled, w=other), held))
    return found
