"""One message a day about all incidents: who wants one, and sending it when it is due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.actions import identity, outgoing
from bot.domain.audit import Actor, entry
from bot.domain.digest import Days, Digest, first, following
from bot.domain.wording import say
from bot.errors import Conflict
from bot.ports import Work
from bot.world import World

VIEW = "digest"

BATCH = 500
"""Digests of one unit of work; the rest is sent at the next knock."""


def ask(world: World, by: Actor, days: Days, clock: str, *, always: bool) -> Digest:
    """From now on in the chat where they ask; an earlier wish of the same person is forgotten."""
    with world.change(by) as work:
        now, me = world.clock.now(), identity.identities(world, work, by.person)
        before = work.digests.of(me)
        work.digests.remove(me)
        due = first(days, clock, now, zone(world, work, by.person))
        since = min((one.since for one in before), default=now)
        one = Digest(who=by.person, days=days, clock=clock, due_at=due, since=since, always=always)
        work.digests.put(one)
        work.audit.add(entry(by, "", now, {}, {"digest": days.value, "at": clock}))
        return one


def stop(world: World, by: Actor) -> None:
    with world.change(by) as work:
        if not work.digests.remove(identity.identities(world, work, by.person)):
            raise Conflict(say("You get no digest."))
        work.audit.add(entry(by, "", world.clock.now(), {"digest": True}, {"digest": False}))


def mine(world: World, work: Work, person: str) -> Digest | None:
    return next(iter(work.digests.of(identity.identities(world, work, person))), None)


def zone(world: World, work: Work, person: str) -> ZoneInfo:
    """As the settings say of this person, else as their chat does, else as customers read times."""
    key = identity.known_as(world, work, person)
    configured = world.settings.people.get(key)
    known = work.people.get(person)
    if configured and "timezone" in configured.model_fields_set:
        return ZoneInfo(configured.timezone)
    return _zone(known.zone if known else "") or world.settings.status_updates.zone


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def send_due(world: World) -> None:
    """Each once, however many knock; after a downtime one is sent for all that was missed."""
    now = world.clock.now()
    with world.store.read() as work:
        begins = list(_not_kept(world, work, now))
        if not begins and not work.digests.is_any_due(now):
            return
    with world.store.change() as work:
        for one in begins:
            work.digests.put(one)
        for one in work.digests.take_due(now, limit=BATCH):
            _send(world, work, one, now)


def _not_kept(world: World, work: Work, now: datetime) -> Iterator[Digest]:
    """Digests that the settings want for channels, and that are new, or otherwise than they were."""
    given = {one.to: one for one in world.settings.stakeholders.digests}
    kept = {one.who: one for one in work.digests.of(given)} if given else {}
    for to, one in given.items():
        days, before = Days(one.days), kept.get(to)
        wanted = Digest(
            who=to,
            days=days,
            clock=one.at,
            due_at=first(days, one.at, now, ZoneInfo(one.timezone)),
            since=before.since if before else now,
            always=one.always,
            room=True,
        )
        if before is None or not before.is_like(wanted):
            yield wanted


def _send(world: World, work: Work, one: Digest, now: datetime) -> None:
    given = next((each for each in world.settings.stakeholders.digests if each.to == one.who), None)
    if one.room and given is None:
        work.digests.remove([one.who])
        return
    where = ZoneInfo(given.timezone) if given else zone(world, work, one.who)
    due = following(one.days, one.clock, one.due_at, now, where)
    work.digests.put(replace(one, due_at=due, since=now))
    if one.who.partition(":")[0] in world.voices:
        window = {"since": one.since.isoformat(), "until": now.isoformat()}
        outgoing.tell(world, work, one.who, VIEW, **window, always=one.always, room=one.room)
