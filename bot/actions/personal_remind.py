"""Reminds the customer liaison of customers who still wait for a personal word, ever less often."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import outgoing
from bot.actions.errand import AnyErrand, Chore, incident_of
from bot.actions.personal_card import DUE
from bot.domain.incident import Incident, Status
from bot.domain.outgoing import Outgoing
from bot.domain.personal_word import PersonalWord
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER
from bot.ports import Work
from bot.world import World

KIND = "personal_remind"
LONGEST = timedelta(hours=24)
"""After so long everybody has seen it, or nobody will."""

LOOKED_AT = 500
"""Customers that one reminder looks at."""


def put(world: World, work: Work, incident: Incident, word: PersonalWord) -> None:
    _put(work, incident, word.update, word.held_at + world.settings.customers.personal_reminder)


def _put(work: Work, incident: Incident, update: int, due: datetime) -> None:
    """It counts as written when it is due: what waits for its hour is no delivery that hangs."""
    name = f"{incident.key}/personal_remind/{update}"
    row = outgoing.straight(due, name, "")
    data = {"status_update": update}
    work.outbox.add(replace(row, kind=KIND, chat="clock", about=incident.key, to="", slot=name, data=data))


def waiting(work: Work, update: int) -> list[PersonalWord]:
    """The oldest first."""
    return [one for one in work.personal_words.of(update, limit=LOOKED_AT) if one.is_open]


def late(world: World, work: Work, update: int) -> list[PersonalWord]:
    """Those that wait longer than they should."""
    since = world.clock.now() - world.settings.customers.personal_reminder
    return [one for one in waiting(work, update) if one.held_at <= since]


def when_due(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    return Chore(_remind) if waiting(work, int(row.data["status_update"])) else None


def _remind(world: World, work: Work, row: Outgoing, _: object) -> None:
    incident, update = incident_of(work, row), int(row.data["status_update"])
    still = waiting(work, update)
    if not still or incident.status is Status.CANCELLED:
        return
    now, after = world.clock.now(), world.settings.customers.personal_reminder
    person = _whom(work, incident, update)
    if late(world, work, update) and person:
        outgoing.direct(world, work, incident, person=person, view=DUE, status_update=update)
    waited = now - still[0].held_at
    if waited < LONGEST:
        young = [one.held_at + after for one in still if one.held_at + after > now]
        _put(work, incident, update, min([*young, now + max(waited, after)]))


def _whom(work: Work, incident: Incident, update: int) -> str:
    """The liaison, else the commander, else whoever published it."""
    holders = {one.role: one.person for one in work.roles.of(incident.key)}
    known = work.status_updates.get(update)
    published = known.published_by if known else ""
    return holders.get(CUSTOMER_LIAISON) or holders.get(INCIDENT_COMMANDER) or published


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {KIND: when_due}
