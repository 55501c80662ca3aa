"""The clock as a door: it knocks, at an interval, on what the bot does by itself."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from bot.errors import BotError
from bot.world import World

log = logging.getLogger(__name__)


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Job(Protocol):
    """What `bot.jobs.Job` is, as far as a clock needs to know."""

    @property
    def name(self) -> str: ...

    @property
    def every(self) -> timedelta: ...

    @property
    def run(self) -> Callable[[World], object]: ...


class Ticker:
    """Each job has a thread of its own, never runs beside itself, and runs first at once.

    What is due lies in rows of the database; a knock that is missed or comes late is
    therefore made good by the next one, and several replicas may knock at the same time.
    `tell` hears the job's name and `done`, `unavailable` or `failed`.
    """

    def __init__(self, world: World, jobs: Sequence[Job], tell: Callable[[str, str], None]) -> None:
        self._world = world
        self._tell = tell
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(max(1, len(jobs)))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job in jobs:
            self._scheduler.add_job(
                self._knock,
                "interval",
                args=(job,),
                id=job.name,
                seconds=job.every.total_seconds(),
                next_run_time=datetime.now(UTC),
            )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Waits for jobs that are at work; each is one short unit of work."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _knock(self, job: Job) -> None:
        try:
            job.run(self._world)
        except BotError as error:
            log.warning("A job could not be done and will be tried again: %s", error, extra={"job": job.name})
            self._tell(job.name, "unavailable")
        except Exception:
            log.exception("A job failed and will be tried again.", extra={"job": job.name})
            self._tell(job.name, "failed")
        else:
            self._tell(job.name, "done")
