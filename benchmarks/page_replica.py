"""One replica that takes pages further until none is due: `URL`, and nothing is delivered."""

import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from benchmarks.inside import connected, world
from benchmarks.paged import settings
from bot.actions import page_plan, page_sweep
from bot.errors import BotError
from bot.world import World
from storage.unit_of_work import Database
from tests.fakes.chat import Chat


@dataclass(frozen=True, slots=True)
class At:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def look_ahead(url: str, at: datetime) -> None:
    """What is due soon after this instant is planned; not part of what is measured."""
    with connected(url) as (database, _):
        known = replace(_known(database), clock=At(at))
        while True:
            page_sweep.sweep(known)
            with database.read() as work:
                if not work.page_plans.is_any_near(at, at + page_plan.NEAR):
                    return


def _known(database: Database) -> World:
    chat = Chat()
    return replace(world(database, {chat.chat: chat}), settings=settings())


def main() -> None:
    with connected(sys.argv[1]) as (database, _):
        known = _known(database)
        print("ready", flush=True)
        sys.stdin.readline()
        looked = 1
        while looked:
            with suppress(BotError):  # what a busy database refuses is tried again, as the clock does
                looked = page_sweep.sweep(known)
        print("done", flush=True)


if __name__ == "__main__":
    main()
