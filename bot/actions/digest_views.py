"""What a digest is drawn from: as things stand when it is read, for those who may know."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

from bot.actions import digest, identity
from bot.actions.part import takes_part
from bot.cards import digest as cards
from bot.domain.card import Card
from bot.domain.digest_brief import DigestBrief, DigestLine
from bot.domain.incident import Incident, Status
from bot.domain.outgoing import Outgoing
from bot.ports import Work
from bot.world import World

LOOKED_AT = 200
"""Incidents of each kind that are looked at."""


def brief(world: World, work: Work, me: Collection[str], since: datetime, until: datetime) -> DigestBrief:
    """Drills are left out, and private incidents but for those in which one of these takes part."""
    order = list(world.settings.severities)
    running = _seen(work, work.incidents.with_status(Status.OPEN, limit=LOOKED_AT), me)
    worst = sorted(
        running, key=lambda one: order.index(one.severity) if one.severity in order else len(order)
    )
    over = [one for one in work.incidents.ended_since(since, limit=LOOKED_AT) if _ended(one, until)]
    return DigestBrief(
        now=world.clock.now(),
        since=since,
        open=tuple(_lines(world, work, worst)),
        ended=tuple(_lines(world, work, _seen(work, over, me))),
    )


def _seen(work: Work, incidents: list[Incident], me: Collection[str]) -> list[Incident]:
    return [one for one in incidents if not one.drill and (not one.private or takes_part(work, one, me))]


def _ended(incident: Incident, until: datetime) -> bool:
    """What ends while this is on its way is told by the next one."""
    over = incident.status is Status.RESOLVED
    return over and incident.ended_at is not None and incident.ended_at <= until


def _lines(world: World, work: Work, incidents: list[Incident]) -> Iterator[DigestLine]:
    """Of those that are only counted nothing more is asked."""
    yield from (_line(world, work, one) for one in incidents[: cards.LISTED])
    yield from (DigestLine(incident=one, next_at=_next(one)) for one in incidents[cards.LISTED :])


def _next(incident: Incident) -> datetime | None:
    return incident.next_update_due if incident.is_open else None


def _line(world: World, work: Work, incident: Incident) -> DigestLine:
    top = world.settings.customers.ranked()[0]
    board = work.impacts.board(incident.key, world.clock.now(), top=top, cut_by=()) if world.desks else None
    latest = work.status_updates.latest(incident.key)
    return DigestLine(
        incident=incident,
        customers=(board.customers if board else 0) or work.impacts.of(incident.key).stated or 0,
        told_at=latest.published_at if latest else None,
        next_at=_next(incident),
    )


def _digest(world: World, work: Work, row: Outgoing) -> Card | None:
    """Nothing is sent when nothing happened, unless they asked for that, too; nor to guests."""
    is_room = bool(row.data["room"])
    known = work.people.get(row.to)
    if known and known.guest:
        return None
    me = () if is_room else identity.identities(world, work, row.to)
    since, until = (datetime.fromisoformat(str(row.data[name])) for name in ("since", "until"))
    found = brief(world, work, me, since, until)
    if found.is_quiet and not row.data["always"]:
        return None
    return cards.digest(found, own=not is_room)


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {digest.VIEW: _digest}
