"""The other side of `drain`: APScheduler with one stored job for each deadline, in a process of its own.

Its job does the least that can be called a reminder: it marks one row as sent, and calls nobody. As
its authors advise, it alone works on its store; `misfire_grace_time` is None, so that it drops none
for being late.
"""

import logging
import sys
import threading
from datetime import UTC, datetime
from importlib import import_module

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Column, Engine, Integer, MetaData, Table, bindparam, create_engine, text, update

metadata = MetaData()
reminders = Table(
    "bench_reminders", metadata, Column("id", Integer, primary_key=True), Column("sent", Integer)
)
"""How often each was sent."""

_MARK = update(reminders).where(reminders.c.id == bindparam("this")).values(sent=reminders.c.sent + 1)
_engines: list[Engine] = []
_waiting = threading.Semaphore(0)
DEFAULT_THREADS = 10


def remind(number: int) -> None:
    """What a stored job calls."""
    with _engines[0].begin() as connection:
        connection.execute(_MARK, {"this": number})
    _waiting.release()


class Storing(BackgroundScheduler):  # type: ignore[misc]  # It comes without types.
    """Works on nothing: even one that is paused looks for due jobs once more when it is shut down."""

    def _process_jobs(self) -> None:
        return None


def scheduler(engine: Engine, kind: type[BackgroundScheduler] = BackgroundScheduler) -> BackgroundScheduler:
    return kind(
        timezone=UTC,
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        executors={"default": ThreadPoolExecutor(DEFAULT_THREADS)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )


def store(url: str, count: int, at: datetime) -> None:
    """So many jobs, due at that instant; not part of what is measured."""
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(reminders.insert(), [{"id": n, "sent": 0} for n in range(count)])
    storing = scheduler(engine, Storing)
    storing.start()
    for number in range(count):
        storing.add_job(remind, "date", run_date=at, args=(number,), id=str(number))
    storing.shutdown()
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    engine.dispose()


def main() -> None:
    """`URL COUNT`; begins when a line comes, and says when all are sent."""
    logging.disable(logging.WARNING)
    url, count = sys.argv[1], int(sys.argv[2])
    engine = create_engine(url, pool_size=DEFAULT_THREADS + 1)
    _engines.append(engine)
    for connection in [engine.connect() for _ in range(DEFAULT_THREADS + 1)]:
        connection.close()
    print("ready", flush=True)
    sys.stdin.readline()
    working = scheduler(engine)
    working.start()
    for _ in range(count):
        _waiting.acquire()
    print("done", flush=True)
    working.shutdown()


if __name__ == "__main__":
    # A stored job finds its function by the module's name, and must meet the engine there.
    import_module("benchmarks.drain_apscheduler").main()
