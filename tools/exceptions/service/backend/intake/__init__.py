"""A clinic's intake desk, written as a team under pressure would: each part of it fails on some input."""
