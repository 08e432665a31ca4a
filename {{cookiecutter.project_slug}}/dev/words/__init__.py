"""The service's own words: what its source spells may stand in telemetry (`make words`)."""
