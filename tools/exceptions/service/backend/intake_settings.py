"""The service's settings with the intake desk, for the processes that `make exceptions` starts."""

from config.settings import *  # noqa: F403 - the door is in there
from config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, VAR

# Before the last, which looks at what the others have done.
INSTALLED_APPS = [*INSTALLED_APPS[:-1], "intake", *INSTALLED_APPS[-1:]]
MIDDLEWARE = [*MIDDLEWARE, "intake.middleware.bedside"]
ROOT_URLCONF = "intake.urls"
# A database that has gone away.
DATABASES["archive"] = {**DATABASES["default"], "PORT": 9, "CONN_MAX_AGE": 0}
CELERY_RESULT_BACKEND = f"file://{VAR / 'results'}"
(VAR / "results").mkdir(exist_ok=True)
