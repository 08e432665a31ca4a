"""Kinds of characters; everything outside ASCII counts as a letter, as it does in TypeScript."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORD: Final = _LETTERS | frozenset("0123456789")


def is_letter(one: str) -> bool:
    """Tell whether the character is a letter; an empty string is none."""
    return one in _LETTERS or one > "\x7f"


def is_word(one: str) -> bool:
    """Tell whether the character is a letter or a digit; an empty string is neither."""
    return one in _WORD or one > "\x7f"
