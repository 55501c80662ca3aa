"""The way of letters to subscribers: few lanes, each with one letter at a time, and words for no address.

What goes wrong with all letters holds up these lanes and nobody else. What goes wrong with one address is
taken out of the lane and goes on by itself.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.actions import subscriber_keys
from bot.actions.errand import MailErrand
from bot.domain.letter import Letter
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.subscriber import REFUSALS, Subscriber
from bot.errors import NoMailbox, NotLetIn, NotNow, TryLater
from bot.ports import Mail, Work
from bot.world import World

log = logging.getLogger("caseline.subscribers")

CARRIER = "smtp"
ASKED = "subscriber_asked"
"""Kind of a row by which somebody gets the letter that they asked for on the page."""

ASKED_LANE = f"{CARRIER}/subscribers/asked"
LANES = 2
"""Letters to subscribers that are under way at most, besides those that were asked for on the page."""
LATER = timedelta(seconds=30)
MENDED = 60.0
"""Seconds after which it is looked whether the operator has mended what nobody gets letters for."""


class Outcome(StrEnum):
    """GONE where somebody left meanwhile; LATER where the address takes nothing just now."""

    SENT = "sent"
    REFUSED = "refused"
    GONE = "gone"
    LATER = "later"


Record = Callable[[World, Work, Outgoing, Outcome], None]


def lane(subscriber: int) -> str:
    return f"{CARRIER}/subscribers/{subscriber % LANES}"


def _own_lane(subscriber: int) -> str:
    return f"{CARRIER}/subscriber:{subscriber}"


def subscriber_of(row: Outgoing) -> int:
    return int(row.data["subscriber"])


@dataclass(frozen=True, slots=True)
class Posted:
    """One letter to one subscriber; `write` makes it of the secret that its links have."""

    world: World
    row: Outgoing
    write: Callable[[str], Letter]
    confirms: bool = False

    def carry(self, mail: Mail) -> Outcome:
        row, id = self.row, subscriber_of(self.row)
        secret = subscriber_keys.mint(
            self.world, id, letter=row.key, confirms=self.confirms, doubtful=row.doubtful
        )
        if secret is None:
            return Outcome.GONE
        try:
            mail.send(self.write(secret), key=row.key, doubtful=row.doubtful)
        except NoMailbox:
            return Outcome.REFUSED
        except NotNow:
            if row.lane == _own_lane(id):
                raise
            return Outcome.LATER
        except NotLetIn as error:
            # All would fail, and none by itself; they wait instead until the operator has mended it.
            raise TryLater(str(error), after=MENDED) from error
        return Outcome.SENT


def errand(posted: Posted, record: Record) -> MailErrand:
    """`record` writes down what came of it, in the end."""

    def recorded(world: World, work: Work, row: Outgoing, outcome: Outcome) -> None:
        if outcome is Outcome.LATER:
            _goes_on(world, work, row)
            return
        _counts(work, subscriber_of(row), outcome)
        record(world, work, row, outcome)

    return MailErrand(posted.carry, recorded)


def _goes_on(world: World, work: Work, row: Outgoing) -> None:
    """In a lane of its own, under the same key."""
    due_at = world.clock.now() + LATER
    own = replace(row, id=0, lane=_own_lane(subscriber_of(row)), tries=row.tries + 1, due_at=due_at)
    work.outbox.add(replace(own, state=Delivery.WAITING, taken_by="", error="", done_at=None))


def _counts(work: Work, id: int, outcome: Outcome) -> None:
    """An address that takes no letters is forgotten in the end; one that takes one begins anew."""
    one = work.subscribers.lock(id)
    if one is None:
        return
    refusals = 0 if outcome is Outcome.SENT else one.refusals + 1
    if refusals >= REFUSALS:
        work.subscribers.remove(id)
        log.warning(
            "A subscriber was removed: the mail server refused the address %s times.",
            refusals,
            extra={"subscriber": id},
        )
    elif refusals != one.refusals:
        work.subscribers.save(replace(one, refusals=refusals))


def left(_world: World, _work: Work, _row: Outgoing, _outcome: Any) -> None:
    """Nothing else is to be written down."""


def known(work: Work, row: Outgoing) -> Subscriber | None:
    return work.subscribers.get(subscriber_of(row))
