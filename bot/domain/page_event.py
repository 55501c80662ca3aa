"""The log of a page: what was sent to whom, and what people did with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.domain.event_order import once, order


class What(StrEnum):
    """In the order in which they count where a source tells none."""

    ASKED = "asked"
    ESCALATED = "escalated"
    SENT = "sent"
    ARRIVED = "arrived"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    SEEN = "seen"
    PASSED_ON = "passed_on"
    ACKNOWLEDGED = "acknowledged"
    GAVE_UP = "gave_up"
    ENDED = "ended"


_RANK = {what.value: rank for rank, what in enumerate(What)}


class Place(NamedTuple):
    """Where in a policy a page is, counted from 0: which repeat, which step, which draw of a round robin.

    Later places are greater. The last resort is the step behind the last, in the last round.
    """

    round: int = 0
    step: int = 0
    draw: int = 0


START = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvent:
    """`what` is usually a What; others are kept, too, and change nothing.

    ESCALATED says which `place` is reached, SENT that `person` is paged there. It ARRIVED by one `way`
    (`chat`, `sms`, `call`, or the name of a pager), was UNDELIVERED by one, or FAILED by all of them, which
    counts as if the person had passed it on. SEEN, PASSED_ON and ACKNOWLEDGED are the person's; PASSED_ON
    names the place of the page that was passed on. ENDED it is over: called off, or resolved in the pager.
    `text` is why, in words for people. `turn` belongs to ASKED: with whom of a round robin this page begins.
    `person` is a key of `people`, the person id of somebody who has none, or `service:payments`.
    """

    source: str
    id: str
    at: datetime
    what: str
    place: Place = START
    person: str = ""
    way: str = ""
    text: str = ""
    turn: int = 0
    sequence: int | None = None


def in_order(events: Iterable[PageEvent]) -> list[PageEvent]:
    """In the order in which they count, each once, however often and in whatever order they came."""
    return sorted(once(events), key=_order)


def _order(event: PageEvent) -> tuple[datetime, int, int, str, str]:
    return order(event, _RANK.get(event.what, len(_RANK)))
