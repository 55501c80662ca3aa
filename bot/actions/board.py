"""When what is counted of an incident's customers is drawn anew."""

from datetime import timedelta

from bot.ports import Work
from bot.world import World

REDRAW_PAUSE = timedelta(seconds=5)
"""Boards and progress are drawn anew at most once in this time."""


def touch(world: World, work: Work, incident: str) -> None:
    """The board of this incident is no longer right."""
    work.impacts.changed(incident, world.clock.now(), pause=REDRAW_PAUSE)
