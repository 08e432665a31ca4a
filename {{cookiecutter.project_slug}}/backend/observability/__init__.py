"""Sentry in the Django and Celery processes: one door in (`setup`), one gate out (`gate`)."""
