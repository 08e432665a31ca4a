"""Errors on demand, to see that each arrives at Sentry once and without its text."""
