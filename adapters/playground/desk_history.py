"""What happened to a ticket of the sandbox desk, as far as promises are concerned."""

from collections.abc import Iterator

from adapters.playground.desk_nouns import SAID_AT_MOST, SYSTEM, By, Filed, Said
from adapters.playground.people import BOT
from bot.domain.sla_update import Author, History, Update, What
from bot.domain.sla_update import Said as Heard
from bot.domain.ticket import TicketStatus

HEARD = {
    By.CUSTOMER: (Author.CUSTOMER, Heard.PUBLIC),
    By.AGENT: (Author.AGENT, Heard.PUBLIC),
    By.NOTE: (Author.AGENT, Heard.INTERNAL),
    By.DESK: (Author.SYSTEM, Heard.NOTHING),
}


def history(one: Filed) -> History:
    """What a full ticket became is not kept any more."""
    return History(tuple(_updates(one)), statuses=len(one.said) < SAID_AT_MOST)


def _updates(one: Filed) -> Iterator[Update]:
    """Lines are only ever added, so their place names them."""
    opener = Author.AGENT if one.opener else Author.CUSTOMER
    for place, line in enumerate(one.said):
        by, said = (opener, Heard.PUBLIC) if place == 0 else _heard(line)
        if said or line.status:
            yield Update(
                source=SYSTEM,
                id=f"said/{place}",
                at=line.at,
                sequence=place,
                what=What.CHANGED if place else What.CREATED,
                by=by,
                said=said,
                status=line.status if place else TicketStatus.NEW,
                words=line.text,
            )


def _heard(line: Said) -> tuple[Author, Heard]:
    """Caseline's replies are those of an agent; its notes are not."""
    by, said = HEARD[line.by]
    return (Author.SYSTEM if line.who == BOT and by is Author.AGENT and said is Heard.INTERNAL else by, said)
