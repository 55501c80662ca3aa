"""Nags as they are carried: judged again, then posted, redrawn where they stand, or given up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.actions import sla_concern, sla_nag, sla_remind
from bot.actions.errand import AnyErrand, Chore, Errand
from bot.actions.sla_remind import Beside
from bot.cards import nag as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.domain.room import Slot
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
    return going.errand() if going.is_left else None


@dataclass(frozen=True, slots=True)
class Going:
    """A row with what was found out about it; of those on its card, `live` may be sent."""

    row: Outgoing
    there: Slot | None
    verdicts: "Verdicts"
    live: tuple[Notice, ...]
    card: Card | None

    @property
    def is_left(self) -> bool:
        return self.card is not None or bool(self.verdicts)

    def errand(self) -> AnyErrand:
        def note(world: World, work: Work, _row: Outgoing, posted: Any) -> None:
            record(world, work, [(self, posted)])

        card, row, there = self.card, self.row, self.there
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
        again = bool(self.live)
        return Errand(
            lambda voice: voice.redraw(
                row.workspace, there.room, there.message, card, key=row.key, again=again
            ),
            note,
        )


def goings(world: World, work: Work, rows: Sequence[Outgoing]) -> list[Going]:
    """All of them judged again and drawn, as things stand now."""
    slots = [row.slot for row in rows]
    standing = work.notices.on(slots)
    places = {name: one for name, one in work.rooms.several_slots(slots).items() if one.message}
    notices = {row.id: standing.get(row.slot, []) for row in rows}
    shown = (one for several in notices.values() for one in several if one.state in _SHOWN)
    beside = sla_remind.beside(world, work, (one.about for one in shown))
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


# --- judged again -------------------------------------------------------------------------------


Verdicts = dict[str, tuple[str, Verdict]]
"""By key, with what the nag is about."""


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


# --- recorded -----------------------------------------------------------------------------------


def record(world: World, work: Work, gone: Sequence[tuple[Going, Any]]) -> None:
    """What became of them: clocks first, then notices, then rows, each in one order for everybody.

    With each comes where it stands now, as far as anybody was asked for it.
    """
    verdicts = {key: one for going, _ in gone for key, one in going.verdicts.items()}
    said = [(going, Slot(going.row.slot, at.room, at.message)) for going, at in gone if going.card]
    sent = {one.key: (one, going.row.slot) for going, _ in said for one in going.live}
    _settle(world, work, verdicts, sent)
    work.rooms.put_slots(sorted((place for _, place in said), key=lambda one: one.name))
    before = work.notices.of_several({one.about for one, _ in sent.values()})
    older = ((_the_one_before(one, before.get(one.about, [])), slot) for one, slot in sent.values())
    sla_nag.draw_anew(world, work, [one for one, slot in older if one and one.slot != slot])


def _settle(world: World, work: Work, verdicts: Verdicts, sent: Iterable[str]) -> None:
    now = world.clock.now()
    held = {key: about for key, (about, one) in verdicts.items() if one is Verdict.HOLD}
    dropped = {key: about for key, (about, one) in verdicts.items() if one is Verdict.SUPERSEDED}
    _lock(work, [*held.values(), *dropped.values()])
    for about in sorted(set(held.values())):
        work.clocks.look_at(about, now)
    for about in sorted(set(dropped.values())):
        # What is given up may be decided upon again, and nobody foresaw that.
        work.clocks.unplan(about)
    work.notices.settle(sorted(sent), NoticeState.SENT, now)
    work.notices.settle(sorted(dropped), NoticeState.SUPERSEDED, now)
    work.notices.hold(sorted(held))


def _lock(work: Work, abouts: Iterable[str]) -> None:
    """Clocks are locked before anything else is written about them, here as everywhere."""
    for about in sorted(set(abouts)):
        work.clocks.lock(about)


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
    standing = work.notices.on([row.slot]).get(row.slot, [])
    unheard = [one for one in standing if one.state is NoticeState.QUEUED]
    abouts = sorted({one.about for one in unheard})
    _lock(work, abouts)
    for about in abouts:
        work.clocks.look_at(about, now)
    work.notices.fail(sorted(one.key for one in unheard), now)
