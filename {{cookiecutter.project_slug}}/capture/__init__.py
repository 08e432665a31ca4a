"""Every way to fail, as a table: tests expect what it says, and docs/capture.md is made of it."""
