"""A recording sink: it takes envelopes like an ingest does, keeps them in memory and shows them."""
