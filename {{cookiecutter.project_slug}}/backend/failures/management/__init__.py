"""Commands that fail."""
