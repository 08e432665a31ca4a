"""A worker that ends by an error of its own, where no task is at fault."""

from typing import NoReturn

from celery import Celery, bootsteps

from failures.tasks import PlantedError


class Crash(bootsteps.StartStopStep):
    """Fails as the worker begins to take tasks."""

    def start(self, _: object) -> NoReturn:
        """Fail."""
        raise PlantedError


def add_to(app: Celery) -> None:
    """Have the app's workers crash."""
    app.steps["consumer"].add(Crash)
