"""A pattern that the question accepts is one that the service accepts, and the other way round."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING, cast

import pytest
from baking import TEMPLATE_FOLDER, TEMPLATE_ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

PATTERNS = [
    *("MRN[- ]?[0-9]{5,10}", "NH[A-E][- ]?[0-9]{2}[- /]?[0-9]{6}", "[\\]\\[a-c-]{2}#/[0-9]?\\.[ ]{0,2}X\\\\"),
    *("", "[0-9]+", "(a)", "a|b", "\\d", "^a", "a.b", "[^0-9]", "[9-0]", "a{5,2}", "a{0}", "a{65}", "[0-9]?", "é"),
    *("[a-z]{1,30}[a-z]{1,30}", "[a-z]{1,32}[a-z]{1,32}", "a\n", "[--a]", "[a-]", "\\-", "a{1,}"),
]


@pytest.fixture(scope="module")
def asked() -> Callable[[str], bool]:
    """Return the hook's verdict: its two patterns and `bounded`, without running its checks of answers."""
    source = (TEMPLATE_ROOT / "hooks" / "pre_gen_project.py").read_text(encoding="utf-8")
    begin, end = source.index("PIECE = ("), source.index("RATE = (")
    bounded = source[source.index("def bounded(") : source.index("def warnings(")]
    names: dict[str, object] = {}
    exec(f"import re\n{source[begin:end]}\n{bounded}", names)  # noqa: S102 - our own source
    pieces, told = cast("str", names["PIECES"]), cast("Callable[[str], bool]", names["bounded"])
    return lambda pattern: re.fullmatch(pieces, pattern) is not None and told(pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_both_say_the_same(pattern: str, asked: Callable[[str], bool]) -> None:
    service = runpy.run_path(str(TEMPLATE_FOLDER / "backend" / "phi" / "grammar.py"))
    assert service["is_safe"](pattern) == asked(pattern)


def test_both_verdicts_are_among_them(asked: Callable[[str], bool]) -> None:
    assert {asked(pattern) for pattern in PATTERNS} == {True, False}
