"""The service's settings with the test-only app, for processes that tests start."""

from canaries.modes import STREAM, vary_the_door
from failures.apps import refuse_outside_of_tests

refuse_outside_of_tests(production=False)
if STREAM:
    vary_the_door()

from config.settings import *  # noqa: E402, F403 - the guard comes first
from config.settings import INSTALLED_APPS, IS_PRODUCTION, MIDDLEWARE  # noqa: E402

refuse_outside_of_tests(production=IS_PRODUCTION)

INSTALLED_APPS = [*INSTALLED_APPS, "failures"]
ROOT_URLCONF = "failures.urls"
MIDDLEWARE = [*MIDDLEWARE, "failures.middleware.Failing"]
