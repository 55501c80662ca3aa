"""Nags that are decided upon: written down with the rows that carry them, and drawn anew.

How they are carried stands in `sla_nag_errand.py`.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.actions import outgoing, sla_escalation
from bot.domain.outgoing import Outgoing
from bot.domain.sla_digest import WINDOW, Message, are_many, messages
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Notice, NoticeState, notice
from bot.domain.sla_plan import Planned
from bot.domain.sla_tracked import Missed
from bot.ports import Work
from bot.world import World

KIND = "nag"
DIGEST = "nag_digest"
_DIGESTS = "digest|"

Run = tuple[Metric, int]
"""A metric and its instance."""


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


def hand_out(world: World, work: Work, planned: Sequence[Planned]) -> None:
    """What was planned, as `put` does it; none of it has waited for its hour."""
    now = world.clock.now()
    counted = Counter(one.recipient for one in planned)
    lately = work.notices.lately(counted, now - WINDOW)
    many = [one for one, nags in counted.items() if are_many(nags, lately.get(one, ()), now)]
    slots = {one: _digest_slot(one, now) for one in many}
    work.plans.hand_out(planned, slots, now, kind=KIND)
    known = _workspaces(work, many)
    work.outbox.add_all([_row(known, one, slots[one], "", now) for one in sorted(many)])


def keep(work: Work, held: Sequence[Nag], superseded: Sequence[Nag], now: datetime) -> None:
    """What waits for its hour, and what was given up."""
    kept = [notice(one, NoticeState.HELD, now) for one in held]
    kept += [notice(one, NoticeState.SUPERSEDED, now) for one in superseded]
    work.notices.add(sorted(kept, key=lambda one: one.key))


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
    draw_anew(world, work, seen)
    sla_escalation.redraw(world, work, about)


def _is_seen(one: Notice, on_its_way: Container[str]) -> bool:
    """Or will be in a moment; of a digest nobody can tell by what it is about."""
    if one.state is NoticeState.QUEUED:
        return one.slot in on_its_way or _is_digest(one.slot)
    return one.state is NoticeState.SENT


def show_late(
    world: World,
    work: Work,
    missed: Iterable[Missed],
    notices: Mapping[str, Sequence[Notice]],
    told: Iterable[Nag],
) -> None:
    """What says *due soon* says that it is late, also where nobody is told of the breach, as in channels."""
    runs = {(one.about, one.metric, one.instance) for one in missed}
    newer = {(one.recipient, one.about, one.metric, one.instance) for one in told}
    sent = [
        one
        for about in {about for about, _, _ in runs}
        for one in notices.get(about, [])
        if one.state is NoticeState.SENT
        and (about, one.metric, one.instance) in runs
        and (one.recipient, about, one.metric, one.instance) not in newer
    ]
    draw_anew(world, work, sent)


def draw_anew(world: World, work: Work, sent: Iterable[Notice]) -> None:
    """The cards on which these stand, in one order for everybody, so that nobody waits in a ring."""
    cards = {one.slot: one for one in sent if one.slot}
    now = world.clock.now()
    known = _workspaces(work, {one.recipient for one in cards.values()})
    rows = [
        _row(known, one.recipient, slot, "" if _is_digest(slot) else one.about, now)
        for slot, one in sorted(cards.items())
    ]
    work.outbox.add_all(rows)


def _slot(message: Message, now: datetime) -> str:
    """One digest a recipient and window: what comes later in it is joined to it."""
    return _digest_slot(message.recipient, now) if message.is_digest else message.nags[0].key


def _digest_slot(recipient: str, now: datetime) -> str:
    window = int(now.timestamp() // WINDOW.total_seconds())
    return f"{_DIGESTS}{recipient}|{window}"


def _is_digest(slot: str) -> bool:
    return slot.startswith(_DIGESTS)


def _workspaces(work: Work, recipients: Iterable[str]) -> dict[str, str]:
    """Of people, and of war rooms; other channels have none of their own."""
    people = work.people.several(recipients)
    found = {id: one.workspace for id, one in people.items()}
    for recipient in recipients:
        if recipient not in found and (room := work.rooms.at(recipient)):
            found[recipient] = room.workspace
    return found


def _row(workspaces: Mapping[str, str], recipient: str, slot: str, about: str, now: datetime) -> Outgoing:
    """Without `about` it is a digest."""
    row = outgoing.straight(now, recipient, KIND if about else DIGEST)
    return replace(row, kind=KIND, workspace=workspaces.get(recipient, ""), about=about, slot=slot)
