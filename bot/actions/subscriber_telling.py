"""Subscribers are told of a status update, each once, in their language; and when it is taken back.

They are handed out a portion at a time, as tickets are: the next one comes when most of the last are told, so
that it can be paused, and nothing grows with the number of subscribers. People see a count and no address.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.actions import outgoing, subscriber_post
from bot.actions.change import Change
from bot.actions.errand import AnyErrand, Chore
from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.status_standing import origin
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.domain.subscriber import Subscriber
from bot.ports import Work
from bot.world import World

HAND_OUT, TAKE_BACK = "subscribers", "subscribers_back"
LETTER, WITHDRAWN = "subscriber_letter", "subscriber_withdrawn"
"""Kinds of rows: the next portion that is told, or told that it was taken back; and the letters to each."""

TAKEN_BACK = "taken back"
"""The `place` of a telling: that what was told was taken back since."""

PORTION = 200
FEW = 200
"""So many may wait to be told when the next ones are handed out."""
SOON = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One update whose subscribers are gone through, a portion at a time."""

    world: World
    work: Work
    incident: Incident
    update: StatusUpdate

    def hand_out(self, kind: str, after: str = "", *, soon: bool = False) -> None:
        """The next portion, behind this one."""
        data = {"status_update": self.update.id, "after": after}
        lane = f"{self.incident.key}/subscribers"
        due_at = self.world.clock.now() + SOON if soon else None
        order = outgoing.Order(kind, subscriber_post.CARRIER, lane=lane, data=data)
        outgoing.put(self.world, self.work, self.incident, order, due_at=due_at)

    def put(self, kind: str, told: Iterable[Told]) -> None:
        """A letter to each of these."""
        now = self.world.clock.now()
        self.work.outbox.add_all([self._row(kind, int(one.target), now) for one in told])

    def _row(self, kind: str, subscriber: int, now: datetime) -> Outgoing:
        return Outgoing(
            lane=subscriber_post.lane(subscriber),
            kind=kind,
            chat=subscriber_post.CARRIER,
            about=self.incident.key,
            data={"status_update": self.update.id, "subscriber": subscriber},
            key=uuid4().hex,
            due_at=now,
            created_at=now,
        )


def may_hear(incident: Incident) -> bool:
    return not incident.private and not incident.drill


def begin(change: Change, update: StatusUpdate) -> None:
    if Audience.SUBSCRIBERS in update.audiences and may_hear(change.incident):
        _Turn(change.world, change.work, change.incident, update).hand_out(HAND_OUT)


def take_back(change: Change, update: StatusUpdate) -> None:
    """Whoever was told of it, or is being told at this moment."""
    if Audience.SUBSCRIBERS in update.audiences:
        _Turn(change.world, change.work, change.incident, update).hand_out(TAKE_BACK)


def take_back_from(world: World, work: Work, told: Told) -> None:
    """From one who was told while it was taken back from all others."""
    update = work.status_updates.get(told.update)
    incident = work.incidents.get(update.incident) if update else None
    if update and incident:
        _Turn(world, work, incident, update).put(WITHDRAWN, [told])


def again(change: Change, update: StatusUpdate) -> None:
    """After a pause: those that were handed out before it, and then all others."""
    if Audience.SUBSCRIBERS in update.audiences:
        turn = _Turn(change.world, change.work, change.incident, update)
        turn.put(LETTER, _waiting(change.work, update))
        begin(change, update)


def _waiting(work: Work, update: StatusUpdate) -> list[Told]:
    """All of them, since no more than so many ever do."""
    states = (Telling.WAITING,)
    return work.tellings.behind(update.id, Audience.SUBSCRIBERS, "", states=states, limit=2 * (PORTION + FEW))


def _turn(world: World, work: Work, row: Outgoing, state: UpdateState) -> _Turn | None:
    """None where it is not how it was, or nobody may hear of it any more."""
    update = work.status_updates.get(int(row.data["status_update"]))
    incident = work.incidents.get(row.about)
    if update is None or incident is None or update.state is not state or not may_hear(incident):
        return None
    return _Turn(world, work, incident, update)


def told_next(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    turn = _turn(world, work, row, UpdateState.PUBLISHED)
    return Chore(_told_next) if turn and not turn.update.paused_at else None


def taken_back_next(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    return Chore(_taken_back_next) if _turn(world, work, row, UpdateState.RETRACTED) else None


def _told_next(world: World, work: Work, row: Outgoing, _: Any) -> None:
    turn, after = _turn(world, work, row, UpdateState.PUBLISHED), str(row.data["after"])
    if turn is None:
        return
    update = turn.update
    if len(_waiting(work, update)) > FEW:
        turn.hand_out(HAND_OUT, after, soon=True)
        return
    some = work.subscribers.behind(int(after or 0), limit=PORTION)
    wanted = [str(one.id) for one in _concerned(work, update, some)]
    told = {one.target for one in work.tellings.known(update.id, Audience.SUBSCRIBERS, wanted)}
    fresh = [
        Told(update=update.id, audience=Audience.SUBSCRIBERS, target=one) for one in wanted if one not in told
    ]
    work.tellings.add_all(fresh)
    turn.put(LETTER, fresh)
    if len(some) == PORTION:
        turn.hand_out(HAND_OUT, str(some[-1].id))


def _concerned(work: Work, update: StatusUpdate, some: Sequence[Subscriber]) -> list[Subscriber]:
    """By what is affected; whoever read words that were wrong hears what is right in any case."""
    affected = work.status_updates.facts(update.incident).components
    wrong = _read_wrong(work, update, [str(one.id) for one in some]) if update.corrects else set()
    return [one for one in some if one.hears(affected) or str(one.id) in wrong]


def _read_wrong(work: Work, update: StatusUpdate, targets: Sequence[str]) -> set[str]:
    """Of what this corrects, or of an earlier correction of the same."""
    before = [
        one
        for one in work.status_updates.of(update.incident)
        if origin(one) == origin(update) and one.id != update.id
    ]
    known = [one for each in before for one in work.tellings.known(each.id, Audience.SUBSCRIBERS, targets)]
    return {one.target for one in known if one.state is Telling.TOLD}


def _taken_back_next(world: World, work: Work, row: Outgoing, _: Any) -> None:
    """Who was told waits to hear of it; who is being told gets a row behind that, which looks then."""
    turn, after = _turn(world, work, row, UpdateState.RETRACTED), str(row.data["after"])
    if turn is None:
        return
    update = turn.update
    if sum(one.place == TAKEN_BACK for one in _waiting(work, update)) > FEW:
        turn.hand_out(TAKE_BACK, after, soon=True)
        return
    states = (Telling.TOLD, Telling.WAITING)
    some = work.tellings.behind(update.id, Audience.SUBSCRIBERS, after, states=states, limit=PORTION)
    fresh = [one for one in some if one.place != TAKEN_BACK]
    told = [one for one in fresh if one.state is Telling.TOLD]
    work.tellings.save_all([replace(one, state=Telling.WAITING, place=TAKEN_BACK) for one in told])
    turn.put(WITHDRAWN, fresh)
    if len(some) == PORTION:
        turn.hand_out(TAKE_BACK, some[-1].target)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    HAND_OUT: told_next,
    TAKE_BACK: taken_back_next,
}
