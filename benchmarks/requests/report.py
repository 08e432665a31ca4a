"""Medians, what each way adds, and whether the marks are met."""

from __future__ import annotations

import platform
from os import cpu_count, getloadavg
from statistics import median
from typing import Final

Figures = dict[str, dict[str, dict[str, list[float]]]]  # rounds, by kind, measure and way

# What Sentry may add to a request's CPU time over `off`, in milliseconds.
MOST: Final = {"clean": 0.3, "error": 3.0}
# Over `off`: stock, ours, their ratio, that of the whole requests. Over `plain off`: stock, and all that is ours.
HEADS: Final = ("stock", "ours", "ratio", "whole", "plain stock", "all of ours", "ratio", "whole")


def added(rounds: dict[str, list[float]], way: str, without: str) -> float:
    """Return the median of what a way takes more than another in the same round."""
    return median(one - other for one, other in zip(rounds[way], rounds[without], strict=True))


def report(figures: Figures, rounds: int, requests: int) -> int:
    """Print the tables and a line for each mark; return the exit code."""
    print(f"{'':<24}" + "".join(f"{name:>24}" for name in next(iter(figures.values()))["cpu"]))
    for kind, measures in figures.items():
        for measure, unit in (("cpu", "ms"), ("answer", "ms"), ("bytes", "B")):
            digits = 0 if unit == "B" else 2
            shown = (
                f"{median(each):.{digits}f} ({min(each):.{digits}f} to {max(each):.{digits}f})"
                for each in measures[measure].values()
            )
            print(f"{kind + ', ' + measure:<24}" + "".join(f"{one:>24}" for one in shown))
    print()
    print(f"{'added, ms':<24}" + "".join(f"{head:>13}" for head in HEADS))
    ratios: dict[str, tuple[float, float]] = {}
    for kind, measures in figures.items():
        for measure in ("cpu", "answer"):
            each = measures[measure]
            stock, ours = added(each, "stock", "off"), added(each, "ours", "off")
            bare, everything = (added(each, way, "plain off") for way in ("plain stock", "ours"))
            whole, bare_whole = (median(each["ours"]) / median(each[way]) for way in ("stock", "plain stock"))
            if measure == "cpu":
                ratios[kind] = (ours / stock, whole)
            row = (stock, ours, ours / stock, whole, bare, everything, everything / bare, bare_whole)
            print(f"{kind + ', ' + measure:<24}" + "".join(f"{one:>13.2f}" for one in row))
    print(
        f"\nN = {rounds} rounds of {requests} requests, interleaved; medians (fastest to slowest round); "
        f"{platform.system()} on {cpu_count()} cores, load {getloadavg()[1]:.0f}\n"
    )
    return marks(figures, ratios)


def marks(figures: Figures, ratios: dict[str, tuple[float, float]]) -> int:
    """Print a line for each mark; return 1 if one is missed."""
    lines = [
        (
            f"{kind}: ours adds {of_added:.2f} of what stock adds, the whole is {whole:.2f} of stock's (≤ 1.0)",
            max(of_added, whole) <= 1,
        )
        for kind, (of_added, whole) in ratios.items()
    ]
    for kind, most in MOST.items():
        ours = added(figures[kind]["cpu"], "ours", "off")
        lines.append((f"{kind}: ours adds {ours:.3f} ms of CPU time (≤ {most})", ours <= most))
    for line, met in lines:
        print(f"{'met   ' if met else 'MISSED'} {line}")
    return 0 if all(met for _, met in lines) else 1
