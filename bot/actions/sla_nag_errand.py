"""Nags as they are carried: judged again, then posted, redrawn where they stand, or given up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.actions import sla_cases, sla_concern, sla_nag, sla_remind
from bot.actions.errand import AnyErrand, Chore, Errand
from bot.cards import nag as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.domain.room import Slot
from bot.domain.sla_case import Case
from bot.domain.sla_clock import State
from bot.domain.sla_notice import Hush, Notice, NoticeState
from bot.domain.sla_reminder import Reminder
from bot.domain.sla_sweep import Verdict, judge
from bot.ports import Posted, Work
from bot.world import World

_SHOWN = (NoticeState.QUEUED, NoticeState.SENT)


def nag(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Posted if it still holds, or redrawn where it stands; otherwise given up without a word."""
    notices = work.notices.on(row.slot)
    there = work.rooms.slot(row.slot)
    posted = there if there and there.message else None
    abouts = {one.about for one in notices if one.state in _SHOWN}
    cases = sla_cases.read(world, work, abouts, world.clock.now())
    hushes = work.hushes.of_several(abouts)
    live, verdicts = _judged(world, work, notices, cases, hushes)
    shown = [one for one in notices if one.state is NoticeState.SENT] + live
    if not shown or (posted is None and not live):
        return Chore(_settle(verdicts, sent=())) if verdicts else None
    card = _card(row, sla_remind.reminders(world, work, shown, cases, hushes))
    record = _sent(verdicts, live)
    if posted:
        # What somebody deleted is not brought back only to say that it is done.
        again = bool(live)
        return Errand(
            lambda voice: voice.redraw(
                row.workspace, posted.room, posted.message, card, key=row.key, again=again
            ),
            record,
        )
    return Errand(
        lambda voice: voice.post(row.workspace, row.to, card, key=row.key, thread="", doubtful=row.doubtful),
        record,
    )


def _card(row: Outgoing, reminders: Sequence[Reminder]) -> Card:
    if row.view == sla_nag.DIGEST:
        return cards.digest(reminders)
    return cards.reminder(reminders[0])


# --- judged again -------------------------------------------------------------------------------


Verdicts = dict[str, tuple[str, Verdict]]
"""By key, with what the nag is about."""


def _judged(
    world: World,
    work: Work,
    notices: Sequence[Notice],
    cases: Mapping[str, Case],
    hushes: Mapping[str, list[Hush]],
) -> tuple[list[Notice], Verdicts]:
    """Those that may be sent, and what was found about each that was to be."""
    waiting = [one for one in notices if one.state is NoticeState.QUEUED]
    others = work.notices.of_several({one.about for one in waiting})
    found: Verdicts = {}
    for one in waiting:
        case, beside = cases.get(one.about), others.get(one.about, [])
        verdict = Verdict.SUPERSEDED
        if case and not sla_remind.is_outdone(one, beside):
            verdict = _verdict(world, work, case, one, hushes.get(one.about, []), beside)
        found[one.key] = (one.about, verdict)
    return [one for one in waiting if found[one.key][1] is Verdict.SEND], found


def _verdict(
    world: World, work: Work, case: Case, one: Notice, hushes: list[Hush], beside: Sequence[Notice]
) -> Verdict:
    clock = case.clock(one.metric, one.instance)
    if clock is None or clock.state.is_over or case.is_silent:
        return Verdict.SUPERSEDED
    if clock.state is State.PAUSED:
        return Verdict.HOLD
    return judge(one.nag, sla_concern.concern(world, work, case, clock, hushes, beside))


# --- recorded -----------------------------------------------------------------------------------


Record = Callable[[World, Work, Outgoing, Any], None]


def _settle(verdicts: Verdicts, sent: Iterable[str]) -> Record:
    keys = set(sent)

    def record(world: World, work: Work, _row: Outgoing, _: object) -> None:
        now = world.clock.now()
        held = {key: about for key, (about, one) in verdicts.items() if one is Verdict.HOLD}
        dropped = {key: about for key, (about, one) in verdicts.items() if one is Verdict.SUPERSEDED}
        _lock(work, [*held.values(), *dropped.values()])
        for about in sorted(set(held.values())):
            work.clocks.look_at(about, now)
        for about in sorted(set(dropped.values())):
            # What is given up may be decided upon again, and nobody foresaw that.
            work.clocks.unplan(about)
        work.notices.settle(sorted(keys), NoticeState.SENT, now)
        work.notices.settle(sorted(dropped), NoticeState.SUPERSEDED, now)
        work.notices.hold(sorted(held))

    return record


def _lock(work: Work, abouts: Iterable[str]) -> None:
    """Clocks are locked before anything else is written about them, here as everywhere."""
    for about in sorted(set(abouts)):
        work.clocks.lock(about)


def _sent(verdicts: Verdicts, fresh: Sequence[Notice]) -> Record:
    settle = _settle(verdicts, [one.key for one in fresh])

    def record(world: World, work: Work, row: Outgoing, posted: Posted) -> None:
        settle(world, work, row, posted)
        work.rooms.put_slot(Slot(row.slot, posted.room, posted.message))
        before = work.notices.of_several({one.about for one in fresh})
        older = (_the_one_before(one, before[one.about]) for one in fresh if one.about in before)
        sla_nag.draw_anew(world, work, [one for one in older if one and one.slot != row.slot])

    return record


def _the_one_before(one: Notice, others: Sequence[Notice]) -> Notice | None:
    """What its recipient heard last of the same run says that there is a newer one; older ones do already."""
    sent = [
        other
        for other in others
        if other.state is NoticeState.SENT
        and other.key != one.key
        and (other.metric, other.instance, other.recipient) == (one.metric, one.instance, one.recipient)
    ]
    return max(sent, key=lambda other: (other.sent_at or other.recorded_at, other.level), default=None)


def record_failure(world: World, work: Work, row: Outgoing) -> None:
    """Its recipient cannot be reached: whoever is next in line hears of it at the next sweep."""
    if row.kind != sla_nag.KIND:
        return
    now = world.clock.now()
    unheard = [one for one in work.notices.on(row.slot) if one.state is NoticeState.QUEUED]
    abouts = sorted({one.about for one in unheard})
    _lock(work, abouts)
    for about in abouts:
        work.clocks.look_at(about, now)
    work.notices.fail(sorted(one.key for one in unheard), now)
