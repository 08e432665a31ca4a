"""The service's settings with the test-only app, for processes that the harness starts."""

from canaries.apps import refuse_outside_of_tests
from canaries.modes import open_the_gate, vary_the_door

refuse_outside_of_tests(production=False)
vary_the_door()

from config.settings import *  # noqa: E402, F403 - the door is in there
from config.settings import INSTALLED_APPS, IS_PRODUCTION  # noqa: E402

refuse_outside_of_tests(production=IS_PRODUCTION)
open_the_gate()

INSTALLED_APPS = [*INSTALLED_APPS, "canaries"]
ROOT_URLCONF = "canaries.urls"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
