"""Tickets to which something was promised, written into a database as they would have come there."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, insert, text

from bot.config import Settings
from bot.domain.person import Person
from bot.domain.sla_clock import State
from bot.domain.sla_conditions import subject_of
from bot.domain.sla_metric import Metric
from bot.domain.sla_tracked import Tracked
from bot.domain.sla_update import Author, Update, What
from bot.domain.ticket import Priority, Ticket, TicketStatus
from bot.policies import policies
from storage.nouns import Shape
from storage.sla_tables import sla_clocks, sla_updates
from storage.tables import people
from storage.ticket_tables import tickets

HOURS = 8
"""Until a first reply; its one reminder comes at 75 %."""
REMINDED = timedelta(hours=6)
AGENTS = 200
PORTION = 2_000
_ticket, _clock, _one = Shape(Ticket, tickets), Shape(Tracked, sla_clocks), Shape(Person, people)


def settings(recipients: int = AGENTS) -> Settings:
    """Up to AGENTS people stand in the settings with their ids at the desk; more are known by addresses."""
    agents = recipients if recipients <= AGENTS else 0
    named = {f"a{n}": {"slack": f"U{n}", "zendesk": str(n)} for n in range(agents)}
    policy = {
        "name": "standard",
        "targets": {"first_reply": f"{HOURS}h"},
        "ladder": [{"level": 1, "at": "75%", "tell": "assignee"}],
    }
    team = {"lead": "a0", "groups": ["Support"]} if agents else {"groups": ["Support"]}
    return Settings.model_validate({"people": named, "teams": {"support": team}, "sla": [policy]})


def ticket(number: int, begun: datetime, *, recipients: int) -> Ticket:
    """Work of one of so many people: up to AGENTS known by their ids, more by their addresses."""
    who = number % recipients
    known = recipients <= AGENTS
    return Ticket(
        system="zendesk",
        id=str(number),
        subject=f"Card declined {number}",
        url=f"https://zendesk.test/tickets/{number}",
        status=TicketStatus.OPEN,
        priority=Priority.NORMAL,
        requester=str(number),
        requester_email=f"person{number}@acme.test",
        assignee=f"Agent {who}",
        assignee_id=str(who) if known else "",
        assignee_email="" if known else f"agent{who}@acme.test",
        group="Support",
        created_at=begun,
        updated_at=begun,
    )


@cache
def version() -> str:
    """Of the policy, so that a row is as Caseline itself would have kept it."""
    return policies(settings())[0].version


def opened(one: Ticket, begun: datetime) -> Update:
    return Update(
        source=one.system,
        id="created",
        at=begun,
        what=What.CREATED,
        by=Author.CUSTOMER,
        about=subject_of(one, "standard"),
    )


def tracked(one: Ticket, begun: datetime, look_at: datetime) -> Tracked:
    return Tracked(
        about=str(one.ref),
        metric=Metric.FIRST_REPLY,
        instance=1,
        state=State.ACTIVE,
        started_at=begun,
        seconds=HOURS * 3600,
        calendar="24x7",
        policy="standard",
        version=version(),
        due_at=begun + timedelta(hours=HOURS),
        look_at=look_at,
        system=one.system,
        ticket=one.id,
    )


def fill(
    connection: Connection,
    reminded_at: Sequence[datetime],
    *,
    recipients: int,
    ahead: timedelta = timedelta(),
) -> None:
    """One ticket for each instant at which its reminder is due, and whoever works on them.

    They are looked at so long before; without that, only when something is to be said.
    """
    connection.execute(insert(people), [_person(n) for n in range(recipients)])
    for start in range(0, len(reminded_at), PORTION):
        rows = list(enumerate(reminded_at[start : start + PORTION], start))
        begun = [at.astimezone(UTC).replace(microsecond=0) - REMINDED for _, at in rows]
        all_of_them = [
            ticket(n, since, recipients=recipients) for (n, _), since in zip(rows, begun, strict=True)
        ]
        both = list(zip(all_of_them, begun, strict=True))
        connection.execute(insert(tickets), [_ticket.row(one) for one in all_of_them])
        connection.execute(insert(sla_updates), [_update(one, since) for one, since in both])
        looks = [_clock.row(tracked(one, since, since + REMINDED - ahead)) for one, since in both]
        connection.execute(insert(sla_clocks), looks)


def clock_row(number: int, begun: datetime, look_at: datetime) -> dict[str, Any]:
    """The clock alone, as a row."""
    return _clock.row(tracked(ticket(number, begun, recipients=AGENTS), begun, look_at))


def _person(number: int) -> dict[str, Any]:
    address = f"agent{number}@acme.test"
    known = Person(f"slack:U{number}", f"Agent {number}", "T1", email=address, checked_at=datetime.now(UTC))
    folded = {"folded_name": f"agent {number}", "folded_mailbox": f"agent{number}", "folded_email": address}
    return _one.row(known) | folded | {"chat": known.chat}


def _update(one: Ticket, begun: datetime) -> dict[str, Any]:
    said = opened(one, begun)
    names = ("source", "id", "at", "sequence", "what", "by", "said", "status")
    return {name: getattr(said, name) for name in names} | {"about": str(one.ref), "subject": said.about}


def analysed(connection: Connection) -> None:
    """As a database does by itself after a while."""
    connection.execute(text("ANALYZE"))
