"""An acceptance corpus for the PHI engine: made from a seed, written without a look at the engine."""
