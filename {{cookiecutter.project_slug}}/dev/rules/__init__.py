"""Rules of this service's own, for what no linter knows. `make lint` runs `python -m dev.rules`."""
