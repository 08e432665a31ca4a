"""What `make dev` runs: checks, the processes under supervisor, and one table of addresses."""
