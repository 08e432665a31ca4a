"""Patterns of a policy: few, fast, and read alike by both languages."""

from __future__ import annotations

import re

import pytest

from phi import grammar

SAFE = [
    "MRN[- ]?[0-9]{5,10}",
    "NH[A-E][- ]?[0-9]{2}[- /]?[0-9]{6}",
    "[\\]\\[a-c-]{2}#/[0-9]?\\.[ ]{0,2}X\\\\",
    "LAB[0-9]{8}",
    "\\(A\\)",
]
UNSAFE = [
    "",
    "[0-9]+",
    "[0-9]*",
    "(MRN)[0-9]",
    "a|b",
    "\\d{5}",
    "\\bMRN",
    "^MRN",
    "MRN$",
    "M.N",
    "[^0-9]",
    "[9-0]",
    "a{5,2}",
    "a{0}",
    "a{65}",
    "[0-9]?",
    "[0-9]{1,20}[0-9]{1,20}[0-9]{1,20}",
    "é",
    "MRN[0-9]{5}\n",
    "(?i)a",
]


@pytest.mark.parametrize("pattern", SAFE)
def test_safe(pattern: str) -> None:
    assert grammar.is_safe(pattern)
    re.compile(pattern, re.ASCII)


@pytest.mark.parametrize("pattern", UNSAFE)
def test_unsafe(pattern: str) -> None:
    assert not grammar.is_safe(pattern)
