"""The tables of the known-words rule: messages kept, names and clinical words that leave."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from corpus import report, words
from corpus.tools import Tool, engine


class Known:
    """One language's answers to all texts of the rule."""

    def __init__(self, tool: Tool) -> None:
        """Keep the tool."""
        self.tool = tool

    def messages(self, listing: str) -> tuple[list[str], list[str]]:
        """Return shares of words and of whole messages kept, and the messages that lost a word."""
        every = words.messages(listing)
        answers = self.tool.answers([text for text, _ in every], text=True)
        kept = [words.kept(own, answer or "") for (_, own), answer in zip(every, answers, strict=True)]
        whole = sum(count == len(own) for count, (_, own) in zip(kept, every, strict=True))
        total = sum(len(own) for _, own in every)
        lost = [
            f"{text}  ->  {answer}"
            for (text, own), answer, count in zip(every, answers, kept, strict=True)
            if count < len(own)
        ]
        shares = [
            f"{report.per_cent(sum(kept), total):.1f}",
            f"{report.per_cent(whole, len(every)):.1f}",
            str(len(every)),
        ]
        return shares, lost

    def surnames(self, seed: int, spelled: str) -> tuple[float, list[str]]:
        """Return the share of people whose surname leaves, and these surnames, the commonest first."""
        every = words.sentences(seed)
        spelling = {"Title": str.title, "lower": str.lower}[spelled]
        texts = [text.replace(name, spelling(name)) for text, name, _ in every]
        answers = self.tool.answers(texts, text=True)
        left, gone = 0.0, []
        for (text, name, share), answer in zip(every, answers, strict=True):
            own = words.WORD.findall(text.replace(name, " "))
            if words.WORD.findall(answer or name).count(spelling(name)) > own.count(spelling(name)):
                left += share
                gone.append(spelling(name))
        return report.per_cent(left, sum(share for _, _, share in every)), gone

    def whole(self, seed: int, known_values: bool) -> tuple[float, float, list[str]]:
        """Return the shares of people whose whole name leaves, and of whose name any part does."""
        every = words.whole_names(seed, 2000)
        questions: list[Any] = [text for text, _, _ in every]
        if known_values:
            questions = [
                {"message": text, "extra": {"row": {"first_name": first, "last_name": last}}}
                for text, first, last in every
            ]
        answers = self.tool.answers(questions, text=not known_values)
        both, either, left = 0, 0, []
        for (text, first, last), answer in zip(every, answers, strict=True):
            held = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
            said = words.WORD.findall(held)
            sentence = words.WORD.findall(text.replace(first, " ").replace(last, " "))
            out = [
                one
                for one in (first, last)
                if all(part in said and said.count(part) > sentence.count(part) for part in words.WORD.findall(one))
            ]
            both += len(out) == 2
            either += len(out) > 0
            left += [held] if out else []
        return report.per_cent(both, len(every)), report.per_cent(either, len(every)), left

    def notes(self, seed: int) -> tuple[float, list[str]]:
        """Return the share of clinical words that leave, and these words."""
        every = words.notes(seed)
        answers = self.tool.answers([text for text, _ in every], text=True)
        left = [
            word
            for (_, held), answer in zip(every, answers, strict=True)
            for word in held
            if word in words.WORD.findall(answer if answer is not None else word)
        ]
        return report.per_cent(len(left), sum(len(held) for _, held in every)), left


def run(service: Path, policies: dict[str, Path], _peers: list[Tool], given: argparse.Namespace) -> None:
    """Print the table, and what was lost or left."""
    rows: report.Rows = []
    examples: list[str] = []
    for language in given.languages:
        one = Known(engine(service, language, policies["known-words"], "known-words"))
        listed, lost = one.messages("messages_listed.txt")
        unlisted, lost_more = one.messages("messages_unlisted.txt")
        title, title_left = one.surnames(given.seed, "Title")
        lower, lower_left = one.surnames(given.seed, "lower")
        both, either, whole_left = one.whole(given.seed, known_values=False)
        known_both, known_either, known_left = one.whole(given.seed, known_values=True)
        notes, notes_left = one.notes(given.seed)
        rows += [
            [one.tool.name, "messages of listed libraries: words kept, whole (N)", " ".join(listed)],
            [one.tool.name, "messages of other libraries: words kept, whole (N)", " ".join(unlisted)],
            [one.tool.name, "surnames that leave, by population: Title, lower case", f"{title:.2f} {lower:.2f}"],
            [one.tool.name, "names that leave: whole, any part", f"{both:.2f} {either:.2f}"],
            [one.tool.name, "the same with the name in a field", f"{known_both:.2f} {known_either:.2f}"],
            [one.tool.name, "clinical words in notes that leave", f"{notes:.2f}"],
        ]
        examples = examples or [
            f"lost in listed: {len(lost)}", *lost, f"lost in others: {len(lost_more)}", *lost_more,
            f"surnames, Title: {' '.join(title_left[:80])}", f"surnames, lower: {' '.join(lower_left[:80])}",
            f"names: {len(whole_left)}", *whole_left[:20], f"with fields: {len(known_left)}", *known_left[:20],
            f"clinical: {' '.join(notes_left[:80])}",
        ]  # fmt: skip
    sys.stdout.write(
        f"\nKnown words, seed {given.seed}, per cent.\n\n" + report.table(["tool", "what", ""], rows) + "\n"
    )
    if given.missed:
        with given.missed.open("a", encoding="utf-8") as missed:
            missed.write("\nKNOWN WORDS\n" + "\n".join(examples) + "\n")
