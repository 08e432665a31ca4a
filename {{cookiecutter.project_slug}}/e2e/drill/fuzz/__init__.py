"""Bent telemetry through the real gates: made-up patients' values at random positions of real items.

`python -m e2e.drill.fuzz --count 100000 --seed 7` has the gates of Django, of the Next server and of
its tunnel answer, and searches what they would send. What once left is kept in `vectors.json`.
"""

from e2e.drill.fuzz.run import fuzz

__all__ = ["fuzz"]
