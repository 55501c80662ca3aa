"""What became of nags that were carried: sent, given up, held back, or not to be delivered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.actions import sla_nag
from bot.domain.card import Card
from bot.domain.outgoing import Outgoing
from bot.domain.room import Slot
from bot.domain.sla_notice import Notice, NoticeState
from bot.domain.sla_sweep import Verdict
from bot.ports import Work
from bot.world import World

Verdicts = dict[str, tuple[str, Verdict]]
"""By key, with what the nag is about."""


@dataclass(frozen=True, slots=True)
class Going:
    """A row with what was found out about it; of those on its card, `live` may be sent."""

    row: Outgoing
    there: Slot | None
    verdicts: Verdicts
    live: tuple[Notice, ...]
    card: Card | None

    @property
    def is_left(self) -> bool:
        return self.card is not None or bool(self.verdicts)


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
