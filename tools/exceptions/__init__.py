"""Forty real exceptions, as they were raised and as Sentry would get them: `make exceptions`."""
