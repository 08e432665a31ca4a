"""A beat that ends by an error."""

from typing import NoReturn

from failures.tasks import PlantedError
from observability.celery_beat import Scheduler


class CrashingScheduler(Scheduler):
    """Fails where no entry is at fault."""

    def tick(self, *_: object, **__: object) -> NoReturn:
        """Fail."""
        raise PlantedError
