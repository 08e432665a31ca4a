"""The whole stack in a real browser, against the recording sink."""
