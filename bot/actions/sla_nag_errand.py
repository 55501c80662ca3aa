"""Nags as they are carried: judged again, then posted, redrawn where they stand, or given up.

What came of them is written down in `sla_nag_record.py`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.actions import sla_beside, sla_concern, sla_nag, sla_remind
from bot.actions.errand import AnyErrand, Chore, Errand
from bot.actions.sla_beside import Beside
from bot.actions.sla_nag_record import Going, Verdicts, record
from bot.cards import nag as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.domain.sla_case import Case
from bot.domain.sla_clock import State
from bot.domain.sla_notice import Hush, Notice, NoticeState
from bot.domain.sla_reminder import Reminder
from bot.domain.sla_sweep import Verdict, judge
from bot.ports import Work
from bot.world import World

_SHOWN = (NoticeState.QUEUED, NoticeState.SENT)


def nag(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Posted if it still holds, or redrawn where it stands; otherwise given up without a word."""
    [going] = goings(world, work, [row])
    return errand(going)


def errand(going: Going) -> AnyErrand | None:
    """None where nothing is left to do."""
    if not going.is_left:
        return None

    def note(world: World, work: Work, _row: Outgoing, posted: Any) -> None:
        record(world, work, [(going, posted)])

    card, row, there = going.card, going.row, going.there
    if card is None:
        return Chore(note)
    if there is None:
        return Errand(
            lambda voice: voice.post(
                row.workspace, row.to, card, key=row.key, thread="", doubtful=row.doubtful
            ),
            note,
        )
    # What somebody deleted is not brought back only to say that it is done.
    again = bool(going.live)
    return Errand(
        lambda voice: voice.redraw(row.workspace, there.room, there.message, card, key=row.key, again=again),
        note,
    )


def goings(world: World, work: Work, rows: Sequence[Outgoing]) -> list[Going]:
    """All of them judged again and drawn, as things stand now."""
    slots = [row.slot for row in rows]
    standing = work.notices.on(slots)
    places = {name: one for name, one in work.rooms.several_slots(slots).items() if one.message}
    notices = {row.id: standing.get(row.slot, []) for row in rows}
    shown = (one for several in notices.values() for one in several if one.state in _SHOWN)
    beside = sla_beside.read(world, work, (one.about for one in shown))
    found, drawn = [], {}
    for row in rows:
        live, verdicts = _judged(world, work, notices[row.id], beside)
        there = places.get(row.slot)
        said = [one for one in notices[row.id] if one.state is NoticeState.SENT] + live
        if said and (there or live):
            drawn[row.id] = said
        found.append(Going(row, there, verdicts, tuple(live), None))
    cards = sla_remind.reminders(world, work, list(drawn.values()), beside)
    told = dict(zip(drawn, cards, strict=True))
    return [
        replace(one, card=_card(one.row, told[one.row.id])) if one.row.id in told else one for one in found
    ]


def _card(row: Outgoing, reminders: Sequence[Reminder]) -> Card:
    if row.view == sla_nag.DIGEST:
        return cards.digest(reminders)
    return cards.reminder(reminders[0])


def _judged(
    world: World, work: Work, notices: Sequence[Notice], beside: Beside
) -> tuple[list[Notice], Verdicts]:
    """Those that may be sent, and what was found about each that was to be."""
    waiting = [one for one in notices if one.state is NoticeState.QUEUED]
    found: Verdicts = {}
    for one in waiting:
        case, others = beside.cases.get(one.about), beside.notices.get(one.about, [])
        verdict = Verdict.SUPERSEDED
        if case and not sla_remind.is_outdone(one, others):
            verdict = _verdict(world, work, case, one, beside.hushes.get(one.about, []), others)
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
