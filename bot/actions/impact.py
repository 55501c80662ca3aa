"""What people say of the customers of an incident, and when its board is drawn anew."""

from dataclasses import replace
from datetime import datetime

from bot.actions import outgoing
from bot.actions.board import REDRAW_PAUSE
from bot.actions.change import changing
from bot.domain.audit import Actor
from bot.domain.impact import Impact
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.world import World


def state(world: World, by: Actor, key: str, *, customers: int | None, sentiment: str) -> Impact:
    """A number that somebody vouches for, how customers feel, or both; the other one stays as it was."""
    with changing(world, by, key, tickets=True) as change:
        before = change.work.impacts.of(key)
        now = before
        if customers is not None:
            now = replace(now, stated=customers, stated_by=by.person, stated_at=change.now)
            change.happened(Kind.CUSTOMERS, say("Customers affected: {count}", count=customers))
        if sentiment:
            now = replace(now, sentiment=sentiment, sentiment_by=by.person, sentiment_at=change.now)
            change.happened(Kind.CUSTOMERS, say("Customers say: {text}", text=sentiment))
        change.work.impacts.put(now)
        change.audit(
            {"stated": before.stated, "sentiment": before.sentiment},
            {"stated": now.stated, "sentiment": now.sentiment},
        )
        return now


def redraw(world: World, key: str, since: datetime | None) -> None:
    """The cards of an incident whose board changed, and the progress of what is being linked."""
    now = world.clock.now()
    with world.store.change() as work:
        work.tickets.turn()
        incident = work.incidents.get(key)
        if incident is None or not work.impacts.take_redraw(key, now):
            return
        rooms = work.rooms.of(key)
        outgoing.redraw(world, work, incident, rooms, asks=False)
        for batch in work.ticket_links.batches(key, (since or incident.declared_at) - REDRAW_PAUSE):
            outgoing.tell_rooms(world, work, incident, rooms, batch, aloud=False)
