"""Pages that nobody answers, taken further and carried by processes that are killed; see `replicas.py`."""

from datetime import timedelta
from pathlib import Path

from adapters.likeness.connect import Likeness
from bot.actions import page as pages
from bot.actions.delivery import deliver_next
from bot.actions.page_sweep import sweep
from bot.config import Settings
from bot.domain.audit import Actor
from bot.domain.escalation import target
from bot.ports import Store, Voice
from bot.world import World
from storage.bell import Bell
from storage.unit_of_work import Database, connect
from tests.fakes.chat import Chat
from tests.fakes.clock import StoppedClock
from tests.fakes.teller import NoMeter
from tests.simulation.replicas import WAITS, Paper, nurse

TEAMS = 5
LATER = timedelta(minutes=6)
"""By then the second step of every page is due, and no third one."""
SOON = timedelta(minutes=4)
"""Then it is near, and planned for as many as one sweep plans."""


def world(store: Store, voice: Voice, *, later: timedelta = LATER) -> World:
    names = [f"{level}{team}" for level in ("first", "second") for team in range(TEAMS)]
    policies = {
        f"team{team}": [
            {"page": f"person:first{team}", "wait": "5m"},
            {"page": f"person:second{team}", "wait": "5m"},
        ]
        for team in range(TEAMS)
    }
    settings = Settings.model_validate(
        {"people": {name: {"slack": name} for name in names}, "escalation": policies}
    )
    clock = StoppedClock()
    clock.move(seconds=later.total_seconds())
    return World(clock, store, settings, {"slack": voice}, NoMeter(), Likeness())


def ask(store: Store, count: int) -> dict[int, int]:
    """So many, each about a ticket of its own, and what is next of most is planned; the team of each page."""
    here, asked = world(store, Chat(), later=timedelta()), {}
    with store.change() as work:
        for number in range(count):
            team = number % TEAMS
            wanted = pages.Wanted(who=target(f"policy:team{team}"), about=f"zendesk:{number}")
            asked[pages.put(here, work, Actor("", "test", "page"), wanted).page.id] = team
    sweep(world(store, Chat(), later=SOON))
    return asked


def is_quiet(database: Database) -> bool:
    with database.read() as work:
        carrying = {state for _, state, _, _ in work.outbox.figures()}
        return not carrying & WAITS and not work.pages.is_any_due(world(database, Chat()).clock.now())


def live(url: str, page: Path) -> None:
    database = connect(url, Bell())
    database.carry()
    here = world(database, Paper(page))
    while not is_quiet(database):
        sweep(here)
        while deliver_next(here, f"{database.token}/1"):
            pass
        database.release_orphans()
    database.close()


if __name__ == "__main__":
    nurse(live)
