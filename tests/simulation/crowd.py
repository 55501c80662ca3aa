"""Many tickets whose promises were all broken within the same hour, and a world that looks after them."""

from datetime import timedelta

from adapters.likeness.connect import Likeness
from bot.actions import sla_cases
from bot.domain.sla_conditions import subject_of
from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.ticket import Priority, Ticket, TicketStatus
from bot.ports import Store, Voice
from bot.world import World
from tests.bot.actions.promises import promising
from tests.fakes.clock import StoppedClock
from tests.fakes.teller import NoMeter
from tests.simulation.teams import AGENTS, agent, desk_id

HOUR_LATER = timedelta(minutes=62)
"""By then the first reply of every ticket is a minute late, and people were not told of it before."""


def world(store: Store, voice: Voice, *, later: timedelta = HOUR_LATER) -> World:
    people = {
        agent(number): {"slack": agent(number), "zendesk": desk_id(agent(number))} for number in range(AGENTS)
    }
    settings = promising(people=people | {"mei": {"slack": "mei"}, "kai": {"slack": "kai"}}, teams=_TEAMS)
    clock = StoppedClock()
    clock.move(seconds=later.total_seconds())
    return World(clock, store, settings, {"slack": voice}, NoMeter(), Likeness())


_TEAMS = {"support": {"lead": "mei", "manager": "kai", "channel": "slack:support", "groups": ["Support"]}}


def arrive(store: Store, voice: Voice, count: int) -> set[tuple[str, str, str]]:
    """So many at the same instant; (ticket, recipient, threshold) of everything that is to be heard."""
    new = world(store, voice, later=timedelta())
    expected = set()
    for start in range(0, count, 100):
        with store.change() as work:
            for number in range(start, min(start + 100, count)):
                who = agent(number % AGENTS)
                about = _arrives(new, work, str(number), who)
                for recipient, threshold in (
                    (who, "3:breach"),
                    ("mei", "3:breach"),
                    ("support", "2:before:1800"),
                ):
                    expected.add((about, f"slack:{recipient}", threshold))
    return expected


def _arrives(new, work, id: str, who: str) -> str:
    now = new.clock.now()
    ticket = Ticket(
        system="zendesk",
        id=id,
        subject=f"Ticket {id}",
        url="",
        status=TicketStatus.NEW,
        priority=Priority.NORMAL,
        assignee_id=desk_id(who),
        group="Support",
        created_at=now,
        updated_at=now,
    )
    work.tickets.put(ticket)
    created = Update(
        source="zendesk",
        id="created",
        at=now,
        what=What.CREATED,
        by=Author.CUSTOMER,
        said=Said.PUBLIC,
        about=subject_of(ticket, ""),
    )
    work.updates.add(str(ticket.ref), [created])
    sla_cases.derive(new, work, str(ticket.ref))
    return str(ticket.ref)
