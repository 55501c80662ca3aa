"""A desk to whose tickets something is promised, and people who hear of it."""

from datetime import datetime, timedelta
from itertools import count
from math import ceil
from typing import Any

from sqlalchemy import func, select, text

from bot.actions.desk import hinted
from bot.actions.sla_cases import derive
from bot.config import Settings
from bot.domain.sla_conditions import Subject
from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.ticket import Hint, Priority, Ticket, TicketStatus
from storage.page_tables import pages
from storage.sla_tables import sla_clocks
from storage.tables import WAITING, incidents, outbox
from storage.ticket_tables import tickets
from storage.unit_of_work import Database
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller

TOLD: dict[str, Any] = {
    "people": {
        "ana": {"slack": "ana", "zendesk": "11", "email": "ana@acme.test"},
        "leo": {"slack": "leo", "zendesk": "12"},
        "mei": {"slack": "mei"},
        "kai": {"slack": "kai"},
    },
    "teams": {
        "support": {
            "lead": "mei",
            "manager": "kai",
            "members": ["ana", "leo"],
            "channel": "slack:support",
            "groups": ["Support"],
        }
    },
    "sla": [
        {
            "name": "standard",
            "targets": {"first_reply": "1h", "next_reply": "1h", "resolution": "8h"},
            "pauses": {"resolution": ["pending"]},
        }
    ],
}

QUIET = timedelta(minutes=5)
"""The clock knocks so often although nothing is due."""

_DUE = [
    select(func.min(column)).where(*conditions)
    for column, conditions in (
        (sla_clocks.c.look_at, ()),
        (pages.c.look_at, ()),
        (tickets.c.digest_due, ()),
        (incidents.c.liaison_ask_due, ()),
        (outbox.c.due_at, (text(WAITING),)),
    )
]
_number = count(1)


def promising(**changed: object) -> Settings:
    """One hour to every reply, eight to the solution, around the clock."""
    return Settings.model_validate(TOLD | changed)


def told(store, **changed: object) -> Teller:
    """A world in which these promises are kept, with one desk."""
    return Teller(store, settings=promising(**changed), desks={"zendesk": Desk()})


def desk_of(teller: Teller) -> Desk:
    return teller.desks["zendesk"]


def arrives(teller: Teller, id: str = "1", **more: object) -> Ticket:
    """A ticket that a customer has just written, Ana's unless it is said otherwise."""
    given = {
        "created_at": teller.clock.now(),
        "assignee": "Ana",
        "assignee_id": "11",
        "group": "Support",
        "priority": Priority.NORMAL,
    }
    ticket = desk_of(teller).has(id, **given | more)  # type: ignore[arg-type]
    read(teller, id)
    return ticket


def read(teller: Teller, *ids: str) -> None:
    """A webhook says that something happened to these, and they are read."""
    for id in ids:
        hinted(teller.world, [("zendesk", Hint(f"event-{next(_number)}", id))])
    teller.carry()


def speaks(
    teller: Teller, id: str, by: Author, said: Said = Said.PUBLIC, *, at: datetime | None = None
) -> None:
    """Somebody writes on the ticket, and we hear of it."""
    number = next(_number)
    when = at or teller.clock.now()
    said_so = Update(source="zendesk", id=f"comment/{number}", at=when, sequence=number, by=by, said=said)
    desk_of(teller).happened(id, said_so)
    desk_of(teller).has(id)
    read(teller, id)


def becomes(teller: Teller, id: str, status: TicketStatus) -> None:
    """The ticket gets this status, and we hear of it."""
    number = next(_number)
    now = teller.clock.now()
    update = Update(source="zendesk", id=f"status/{number}", at=now, sequence=number, status=status)
    desk_of(teller).happened(id, update)
    desk_of(teller).has(id, status=status)
    read(teller, id)


def passes(teller: Teller, **span: float) -> None:
    """Time goes by in minutes; the clock knocks in those in which something is due, and now and then."""
    end = teller.clock.now() + timedelta(**span)
    while (now := teller.clock.now()) < end:
        seconds = (min(_next_due(teller, now), now + QUIET, end) - now).total_seconds()
        minutes = max(1, ceil(seconds / 60))
        teller.clock.move(seconds=min(60 * minutes, (end - now).total_seconds()))
        teller.knock()


def _next_due(teller: Teller, now: datetime) -> datetime:
    """When something is to be looked at, or to be sent."""
    assert isinstance(teller.store, Database)
    with teller.store.engine.connect() as connection:
        found = [connection.execute(one).scalar() for one in _DUE]
    return min((one for one in found if one), default=now + QUIET)


def heard(teller: Teller, who: str) -> list[str]:
    """Titles of the messages that reached this person or channel, as they were when they came."""
    return [one.cards[0].title for one in teller.chat.said if one.room == f"slack:{who}"]


def now_reads(teller: Teller, who: str) -> list[str]:
    """The same messages as they stand now."""
    return [one.card.title for one in teller.chat.said if one.room == f"slack:{who}"]


def counts(teller: Teller, key: str) -> None:
    """Customers of this incident are promised a word from now on."""
    now = teller.clock.now()
    with teller.store.change() as work:
        incident = work.incidents.get(key)
        assert incident is not None
        about = Subject(severity=incident.severity, phase=incident.phase)
        began = Update(source="caseline", id="declared", at=now, what=What.DECLARED, about=about)
        work.updates.add(key, [began])
        derive(teller.world, work, key)
