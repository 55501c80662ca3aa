"""Somebody wants to hear nothing of a promise for a while; the promise itself runs on."""

from datetime import datetime

from bot.actions import identity, sla_meant, sla_nag
from bot.domain import sla_quiet
from bot.domain.audit import Actor
from bot.domain.sla_clock import ClockState
from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import Hush, Wish
from bot.domain.wording import say
from bot.errors import Conflict
from bot.world import World

NO_LEVEL = -1
"""A snooze silences every level."""


def snooze(
    world: World,
    by: Actor,
    about: str,
    until: datetime,
    *,
    metric: Metric | None = None,
    instance: int | None = None,
) -> list[tuple[ClockState, datetime]]:
    """Of every open clock, or of the one that is named, with until when it really is.

    It holds for all identities of this person, and for nobody else. Raises NotFound for what is
    not known, Conflict where nothing runs.
    """
    with world.change(by) as work:
        now = world.clock.now()
        work.clocks.lock(about)
        case = sla_meant.case_of(world, work, about)
        clocks = [
            one
            for one in case.clocks
            if not one.state.is_over and metric in (None, one.metric) and instance in (None, one.instance)
        ]
        if not clocks:
            raise Conflict(say("Nothing that was promised to {about} is waited for.", about=about))
        quiet = [(one, sla_quiet.snooze(one, until)) for one in clocks]
        for clock, to in quiet:
            for recipient in sorted(identity.identities(world, work, by.person)):
                work.hushes.put(_hush(about, clock, recipient, by, now, to))
        work.clocks.look_at(about, now)
        sla_nag.redraw(world, work, about)
        return quiet


def _hush(about: str, clock: ClockState, recipient: str, by: Actor, at: datetime, until: datetime) -> Hush:
    return Hush(
        about=about,
        metric=clock.metric,
        instance=clock.instance,
        wish=Wish.SNOOZED,
        level=NO_LEVEL,
        recipient=recipient,
        by=by.person,
        at=at,
        until=until,
    )
