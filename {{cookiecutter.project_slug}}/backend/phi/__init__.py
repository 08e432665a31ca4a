"""The PHI engine: pure functions that say what of a text or an event may leave."""
