"""The project: settings, URLs, entry points. Importing it makes Celery's app the default one."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
