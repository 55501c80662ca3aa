"""People who press a button of the reminder that came last."""

from datetime import datetime, timedelta
from random import Random

from bot.actions import sla_wishes
from bot.domain.audit import Actor
from bot.domain.sla_notice import Notice, NoticeState
from bot.errors import Conflict, NotFound
from bot.world import World
from tests.simulation.teams import BEGIN, Team
from tests.simulation.wishes import Wish

FOR_GOOD = float("inf")


def ask(world: World, team: Team, word: str, notices: list[Notice], chance: Random) -> Wish | None:
    """What was granted; nothing where no reminder came, its clock is over, or somebody else is on it."""
    sent = [one for one in notices if one.state is NoticeState.SENT]
    last = max(sent, key=lambda one: (one.sent_at, one.level), default=None)
    if last is None:
        return None
    who = "slack:lead" if last.recipient == f"slack:{team.name}" else last.recipient
    by = Actor(who, "slack", word)
    now = world.clock.now()
    until = now + timedelta(minutes=chance.randrange(5, 600))
    try:
        if word == "snooze":
            _, until = sla_wishes.put_off(
                world, by, last.about, until, metric=last.metric, instance=last.instance
            )
            return _wish(last, now, None, who, until)
        hush = sla_wishes.take_on(
            world,
            by,
            last.about,
            until=None if chance.random() < _EVER else until,
            metric=last.metric,
            instance=last.instance,
            level=last.level,
            instead=chance.random() < _INSTEAD,
        )
    except (Conflict, NotFound):
        return None
    return _wish(last, now, last.level, "", hush.until) if hush.at == now else None


_EVER, _INSTEAD = 0.3, 0.5


def _wish(last: Notice, now: datetime, level: int | None, recipient: str, until: datetime | None) -> Wish:
    run = last.about, str(last.metric), last.instance
    return Wish(seconds(now), run, level, recipient, seconds(until) if until else FOR_GOOD)


def seconds(at: datetime) -> float:
    """Since the year began."""
    return (at - BEGIN).total_seconds()
