"""People who press a button of the last reminder whose clock goes on."""

from datetime import datetime, timedelta
from random import Random

from bot.actions import sla_snooze, sla_take
from bot.domain.audit import Actor
from bot.domain.sla_notice import Notice, NoticeState
from bot.errors import Conflict
from bot.world import World
from tests.simulation.teams import BEGIN, Team
from tests.simulation.wishes import Wish

FOR_GOOD = float("inf")


def ask(world: World, team: Team, word: str, notices: list[Notice], chance: Random) -> Wish | None:
    """What was granted; nothing where no clock runs of which a reminder came, or somebody else is on it."""
    sent = [one for one in notices if one.state is NoticeState.SENT]
    newest = sorted(sent, key=lambda one: (one.sent_at, one.level), reverse=True)
    until = world.clock.now() + timedelta(minutes=chance.randrange(5, 600))
    for one in newest:
        try:
            return (
                _snooze(world, team, one, until)
                if word == "snooze"
                else _take(world, team, one, until, chance)
            )
        except Conflict:
            continue
    return None


def _snooze(world: World, team: Team, one: Notice, until: datetime) -> Wish:
    by = _by(team, one)
    [(_, until)] = sla_snooze.snooze(world, by, one.about, until, metric=one.metric, instance=one.instance)
    return _wish(one, world.clock.now(), None, by.person, until)


def _take(world: World, team: Team, one: Notice, until: datetime, chance: Random) -> Wish | None:
    hush = sla_take.take_on(
        world,
        _by(team, one),
        one.about,
        until=None if chance.random() < _EVER else until,
        metric=one.metric,
        instance=one.instance,
        level=one.level,
        instead=chance.random() < _INSTEAD,
    )
    now = world.clock.now()
    return _wish(one, now, one.level, "", hush.until) if hush.at == now else None


def _by(team: Team, one: Notice) -> Actor:
    """Whoever got it; in a channel the lead."""
    in_channel = one.recipient == f"slack:{team.name}"
    return Actor("slack:lead" if in_channel else one.recipient, "slack", "")


_EVER, _INSTEAD = 0.3, 0.5


def _wish(last: Notice, now: datetime, level: int | None, recipient: str, until: datetime | None) -> Wish:
    run = last.about, str(last.metric), last.instance
    return Wish(seconds(now), run, level, recipient, seconds(until) if until else FOR_GOOD)


def seconds(at: datetime) -> float:
    """Since the year began."""
    return (at - BEGIN).total_seconds()
