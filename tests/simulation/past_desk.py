"""A desk that shows every ticket as it stood at an instant, and remembers what it showed when."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import Ticket, TicketStatus
from bot.errors import TicketGone
from tests.fakes.desk import Desk
from tests.simulation.lives import Deed, Life
from tests.simulation.teams import BEGIN, desk_id

_SAID = {
    "created": (Author.CUSTOMER, Said.PUBLIC),
    "question": (Author.CUSTOMER, Said.PUBLIC),
    "reply": (Author.AGENT, Said.PUBLIC),
    "note": (Author.AGENT, Said.INTERNAL),
}


class PastDesk(Desk):
    """`shown` has for every ticket when it was read, and up to which instant of its life."""

    def __init__(self, group: str, lives: list[Life], now: Callable[[], datetime], seed: int) -> None:
        super().__init__()
        self._group, self._now, self._chance = group, now, Random(seed)
        self._lives = {one.id: one for one in lives}
        self._lag: dict[str, int] = {}
        self.shown: dict[str, list[tuple[float, int]]] = {}

    def minute(self) -> int:
        return int((self._now() - BEGIN) / timedelta(minutes=1))

    def fetch(self, id: str) -> Ticket:
        self._lag[id] = self.minute()
        happened = self._happened(id)
        self.shown.setdefault(id, []).append(((self._now() - BEGIN).total_seconds(), self._lag[id]))
        if not happened or happened[-1].word == "deleted":
            raise TicketGone("Zendesk has no such ticket any more.")
        return self._ticket(id, happened)

    def history(self, id: str) -> History:
        """In any order, and some of it twice."""
        told = [_update(one) for one in self._happened(id) if one.word in (*_SAID, "status")]
        told += self._chance.sample(told, self._chance.randrange(len(told)))
        self._chance.shuffle(told)
        return History(tuple(told), statuses=True)

    def _happened(self, id: str) -> list[Deed]:
        return [one for one in self._lives[id].at_the_desk if one.at <= self._lag[id]]

    def _ticket(self, id: str, happened: list[Deed]) -> Ticket:
        who = _last(happened, "assignee", "")
        return Ticket(
            system="zendesk",
            id=id,
            subject=f"Ticket {id}",
            url=f"https://zendesk.test/tickets/{id}",
            status=_last(happened, "status", TicketStatus.NEW),
            priority=_last(happened, "priority", None),
            assignee=who,
            assignee_id=desk_id(who) if who else "",
            group=self._group,
            created_at=_instant(happened[0]),
            updated_at=_instant(happened[-1]),
            merged_into="m" if happened[-1].word == "merged" else "",
        )


def _last(happened, what: str, otherwise):
    return next((v for one in reversed(happened) if (v := getattr(one, what)) is not None), otherwise)


def _instant(deed: Deed) -> datetime:
    return BEGIN + timedelta(minutes=deed.at)


def _update(deed: Deed) -> Update:
    by, said = _SAID.get(deed.word, (Author.AGENT, Said.NOTHING))
    return Update(
        source="zendesk",
        id=f"{deed.word}/{deed.number}",
        at=_instant(deed),
        what=What.CREATED if deed.word == "created" else What.CHANGED,
        by=by,
        said=said,
        status=deed.status,
    )
