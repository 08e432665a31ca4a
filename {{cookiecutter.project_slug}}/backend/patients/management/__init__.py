"""Commands of the example domain."""
