"""`make release`: the source maps of the build go to Sentry, and nothing else does."""
