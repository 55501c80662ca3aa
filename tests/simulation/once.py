"""Every nag is on one message of its recipient, of which there are few, and none comes after a higher one."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bot.domain.room import Slot
from bot.domain.sla_notice import Notice, NoticeState
from tests.simulation.asking import seconds
from tests.simulation.ear import Heard
from tests.simulation.play import Play

WINDOW, AT_MOST = 300, 6
"""So many messages in five minutes: four alone, and a digest of each of the two windows that it touches."""


class Sent:
    """What was sent in a year, and on which messages it stands."""

    def __init__(self, play: Play) -> None:
        self.heard: dict[str, Heard] = {one.id: one for one in play.ear.heard_by_key.values()}
        with play.database.read() as work:
            notices = work.notices.of_several([f"zendesk:{one.id}" for one in play.lives])
            kept = [one for some in notices.values() for one in some]
            slots = {one.slot for one in kept if one.slot}
            self.slots: dict[str, Slot] = {slot: there for slot in slots if (there := work.rooms.slot(slot))}
        self.all = [one for one in kept if one.state is NoticeState.SENT]
        self._of: dict[str, list[Notice]] = defaultdict(list)
        for one in self.all:
            self._of[one.about].append(one)

    def of(self, about: str) -> list[Notice]:
        return self._of.get(about, [])

    def when(self, one: Notice) -> float:
        """When its recipient got it: of a message that is its own, when that came."""
        assert one.sent_at
        there = self.slots.get(one.slot)
        own = there and "digest" not in one.slot
        return self.heard[there.message].at if there and own else seconds(one.sent_at)

    def wrong(self) -> Iterator[str]:
        yield from self.messages()
        yield from self.floods()
        for some in self._of.values():
            yield from self.not_in_order(some)

    def messages(self) -> Iterator[str]:
        """Every message stands in one slot, every nag on one message of its recipient."""
        places: dict[str, list[str]] = defaultdict(list)
        for slot, there in self.slots.items():
            places[there.message].append(slot)
        yield from (f"{id} is no nag's, or two slots'" for id in self.heard if len(places[id]) != 1)
        on = Counter(one.slot for one in self.all)
        yield from (f"{slot} has several" for slot, n in on.items() if n > 1 and "digest" not in slot)
        for one in self.all:
            stands = self.slots.get(one.slot)
            if stands is None or self.heard[stands.message].to != one.recipient:
                yield f"{one.key} was sent and not heard"

    def floods(self) -> Iterator[str]:
        by_recipient: dict[str, list[Heard]] = defaultdict(list)
        for one in self.heard.values():
            by_recipient[one.to].append(one)
        for to, messages in by_recipient.items():
            for first, last in zip(messages, messages[AT_MOST:], strict=False):
                if last.at - first.at < WINDOW:
                    yield f"{to} gets more than {AT_MOST} messages in five minutes, at {first.at}"

    def not_in_order(self, sent: list[Notice]) -> Iterator[str]:
        runs = defaultdict(list)
        for one in sent:
            runs[one.metric, one.instance, one.seconds, one.calendar, one.recipient].append(one)
        for some in runs.values():
            some.sort(key=self.when)
            for before, after in pairwise(some):
                if order(before) >= order(after):
                    yield f"{after.key} came after {before.threshold}"


def order(one: Notice) -> tuple[int, str, str]:
    """Its level, of a daily one the day, and when it came once more if it did."""
    threshold, _, again = one.threshold.partition(":again:")
    return one.level, threshold.partition("daily:")[2], again
