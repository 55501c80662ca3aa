"""Nags on their way: written down with the row that carries them, judged again when they are sent."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.actions import outgoing, sla_cases, sla_escalation, sla_remind
from bot.actions.errand import AnyErrand, Chore, Errand
from bot.actions.sla_cases import Case
from bot.cards import nag as cards
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.domain.room import Slot
from bot.domain.sla_clock import State
from bot.domain.sla_digest import WINDOW, Message, messages
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Hush, Notice, NoticeState, notice
from bot.domain.sla_reminder import Reminder
from bot.domain.sla_sweep import Verdict, judge
from bot.ports import Posted, Work
from bot.world import World

KIND = "nag"
DIGEST = "nag_digest"
_DIGESTS = "digest|"
_SHOWN = (NoticeState.QUEUED, NoticeState.SENT)

Run = tuple[Metric, int]
"""A metric and its instance."""


# --- written down -------------------------------------------------------------------------------


def put(world: World, work: Work, nags: Sequence[Nag]) -> None:
    """To be sent now; many for one recipient become one message."""
    if not nags:
        return
    now = world.clock.now()
    recipients = {one.recipient for one in nags}
    lately = work.notices.lately(recipients, now - WINDOW)
    known = _workspaces(work, recipients)
    rows, kept = [], []
    for message in messages(nags, lately, now):
        slot = _slot(message, now)
        about = "" if message.is_digest else message.nags[0].about
        rows.append(_row(known, message.recipient, slot, about, now))
        kept += [notice(one, NoticeState.QUEUED, now, slot) for one in message.nags]
    work.notices.add(sorted(kept, key=lambda one: one.key))
    work.outbox.add_all(sorted(rows, key=lambda one: one.slot))


def keep(work: Work, held: Sequence[Nag], superseded: Sequence[Nag], now: datetime) -> None:
    """What waits for its hour, and what was given up."""
    kept = [notice(one, NoticeState.HELD, now) for one in held]
    kept += [notice(one, NoticeState.SUPERSEDED, now) for one in superseded]
    work.notices.add(sorted(kept, key=lambda one: one.key))


def _slot(message: Message, now: datetime) -> str:
    """One digest a recipient and window: what comes later in it is joined to it."""
    if not message.is_digest:
        return message.nags[0].key
    window = int(now.timestamp() // WINDOW.total_seconds())
    return f"{_DIGESTS}{message.recipient}|{window}"


def _workspaces(work: Work, recipients: Iterable[str]) -> dict[str, str]:
    """Of people, and of war rooms; other channels have none of their own."""
    people = work.people.several(recipients)
    found = {id: one.workspace for id, one in people.items()}
    for recipient in recipients:
        if recipient not in found and (room := work.rooms.at(recipient)):
            found[recipient] = room.workspace
    return found


def _is_digest(slot: str) -> bool:
    return slot.startswith(_DIGESTS)


def _row(workspaces: Mapping[str, str], recipient: str, slot: str, about: str, now: datetime) -> Outgoing:
    """Without `about` it is a digest."""
    return Outgoing(
        lane=recipient,
        kind=KIND,
        chat=recipient.partition(":")[0],
        workspace=workspaces.get(recipient, ""),
        about=about,
        to=recipient,
        view=KIND if about else DIGEST,
        slot=slot,
        key=uuid4().hex,
        due_at=now,
        created_at=now,
    )


def redraw(world: World, work: Work, about: str, runs: Container[Run] | None = None) -> None:
    """Every nag about this, or these runs of it, that people have before their eyes; as things then stand.

    One that is just on its way was drawn before, and is drawn once more behind it. What is on its way is
    asked first: what arrives meanwhile has then been sent.
    """
    on_its_way = outgoing.on_its_way(work, about)
    seen = [
        one
        for one in work.notices.of_several([about]).get(about, [])
        if (runs is None or (one.metric, one.instance) in runs) and _is_seen(one, on_its_way)
    ]
    _draw_anew(world, work, about, seen)


def _is_seen(one: Notice, on_its_way: Container[str]) -> bool:
    """Or will be in a moment; of a digest nobody can tell by what it is about."""
    if one.state is NoticeState.QUEUED:
        return one.slot in on_its_way or _is_digest(one.slot)
    return one.state is NoticeState.SENT


def _draw_anew(world: World, work: Work, about: str, sent: Sequence[Notice]) -> None:
    slots = {one.slot: one.recipient for one in sent if one.slot}
    now = world.clock.now()
    known = _workspaces(work, set(slots.values()))
    rows = [
        _row(known, recipient, slot, "" if _is_digest(slot) else about, now)
        for slot, recipient in sorted(slots.items())
    ]
    work.outbox.add_all(rows)
    sla_escalation.redraw(world, work, about)


# --- sent ---------------------------------------------------------------------------------------


def nag(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Posted if it still holds, or redrawn where it stands; otherwise given up without a word."""
    notices = work.notices.on(row.slot)
    there = work.rooms.slot(row.slot)
    posted = there if there and there.message else None
    abouts = {one.about for one in notices if one.state in _SHOWN}
    now = world.clock.now()
    cases = sla_cases.read(world, work, abouts, now)
    hushes = work.hushes.of_several(abouts)
    live, verdicts = _judged(world, work, notices, cases, hushes)
    fresh = [one for one in live if one.state is NoticeState.QUEUED]
    shown = [one for one in notices if one.state is NoticeState.SENT] + fresh
    if not shown or (posted is None and not fresh):
        return Chore(_settle(verdicts, sent=())) if verdicts else None
    card = _card(row, sla_remind.reminders(world, work, shown, cases, hushes))
    record = _sent(verdicts, fresh)
    if posted:
        # What somebody deleted is not brought back only to say that it is done.
        again = bool(fresh)
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
        case = cases.get(one.about)
        verdict = Verdict.SUPERSEDED
        if case and not sla_remind.is_outdone(one, others.get(one.about, [])):
            verdict = _verdict(world, work, case, one, hushes.get(one.about, []))
        found[one.key] = (one.about, verdict)
    return [one for one in waiting if found[one.key][1] is Verdict.SEND], found


def _verdict(world: World, work: Work, case: Case, one: Notice, hushes: list[Hush]) -> Verdict:
    clock = case.clock(one.metric, one.instance)
    if clock is None or clock.state.is_over or case.is_silent:
        return Verdict.SUPERSEDED
    if clock.state is State.PAUSED:
        return Verdict.HOLD
    return judge(one.nag, sla_cases.concern(world, work, case, clock, hushes))


Record = Callable[[World, Work, Outgoing, Any], None]


def _settle(verdicts: Verdicts, sent: Iterable[str]) -> Record:
    keys = set(sent)

    def record(world: World, work: Work, _row: Outgoing, _: object) -> None:
        now = world.clock.now()
        work.notices.settle(sorted(keys), NoticeState.SENT, now)
        dropped = [key for key, (_, one) in verdicts.items() if one is Verdict.SUPERSEDED]
        work.notices.settle(sorted(dropped), NoticeState.SUPERSEDED, now)
        held = {key: about for key, (about, one) in verdicts.items() if one is Verdict.HOLD}
        work.notices.hold(sorted(held))
        for about in sorted(set(held.values())):
            work.clocks.look_at(about, now)

    return record


def _sent(verdicts: Verdicts, fresh: Sequence[Notice]) -> Record:
    settle = _settle(verdicts, [one.key for one in fresh])

    def record(world: World, work: Work, row: Outgoing, posted: Posted) -> None:
        settle(world, work, row, posted)
        work.rooms.put_slot(Slot(row.slot, posted.room, posted.message))
        before = work.notices.of_several({one.about for one in fresh})
        for about in sorted(before):
            ours = [one for one in fresh if one.about == about]
            older = [found for one in ours if (found := _the_one_before(one, before[about]))]
            _draw_anew(world, work, about, [one for one in older if one.slot != row.slot])

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


# --- drawn --------------------------------------------------------------------------------------


def _card(row: Outgoing, reminders: Sequence[Reminder]) -> Card:
    if row.view == DIGEST:
        return cards.digest(reminders)
    return cards.reminder(reminders[0])
