"""The ledger after any story: what it says is what really arrived at the desk, whatever order it came in."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.actions import ledger
from bot.config import Settings
from bot.domain.ledger import Group
from bot.domain.status_update import Audience, StatusUpdate, Telling
from bot.domain.ticket import Gone, Ref, TicketStatus
from bot.errors import Refused
from tests.bot.actions.promises import read as reads
from tests.bot.actions.telling import TELLS, settle
from tests.bot.actions.test_status_ledger import publishes
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller

CUSTOMERS = {"1": "a", "2": "a", "3": "b", "4": "c", "5": ""}
"""Who wrote which ticket: one customer two of them, and of one nobody knows who did."""
WORDS = {
    "link": "link zendesk:{id}",
    "unlink": "unlink zendesk:{id}",
    "retry": "retry",
    "rest": "publish rest",
    "pause": "publish pause",
    "resume": "publish resume",
    "retract": "retract it was wrong",
    "reopen": "reopen",
    "asks": "asked zendesk:{id}",
    "asks not": "asked zendesk:{id} no",
}
BECOMES: dict[str, dict[str, Any]] = {
    "merge": {"merged_into": "99"},
    "delete": {"gone": Gone.DELETED},
    "close": {"status": TicketStatus.CLOSED},
    "open": {"status": TicketStatus.OPEN},
}
DEEDS = (
    *["link", "publish", "settle"] * 4,
    *["refuse", "mend", "rest", "writes", "asks"] * 2,
    *("retry", "unlink", "pause", "resume", "retract", "resolve", "reopen", "asks not", *BECOMES),
)
stories = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from("12345")), min_size=8, max_size=25)


@pytest.fixture
def fresh(fresh_database):
    """Makes worlds, each with a database of its own."""

    def made() -> Teller:
        database = fresh_database()
        told = Teller(database, settings=Settings.model_validate(TELLS), desks={"zendesk": Desk()})
        told.declare("sev1 Checkout is down")
        told.does("eve", "role incident_commander me", about="INC-1")
        for id, who in CUSTOMERS.items():
            email = f"{who}@a.test" if who else ""
            told.desks["zendesk"].has(id, requester=who, requester_email=email, requester_name=who)
        return told

    return made


def happens(told: Teller, deed: str, id: str) -> None:
    desk = told.desks["zendesk"]
    match deed:
        case "publish":
            publishes(told)
        case "refuse":
            desk.trouble["reply"] = Refused("It is forbidden.")
        case "mend":
            desk.trouble.clear()
        case "settle":
            settle(told)
        case "resolve":
            told.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
        case "writes":
            told.clock.move(seconds=90)
            becomes(told, id, customer_spoke_at=told.clock.now())
        case _ if deed in BECOMES:
            becomes(told, id, **BECOMES[deed])
        case _:
            told.does("eve", WORDS[deed].format(id=id), about="INC-1")


def becomes(told: Teller, id: str, **changed: Any) -> None:
    told.desks["zendesk"].has(id, **changed)
    reads(told, id)


def by_hand(told: Teller, word: StatusUpdate | None) -> dict[Group, set[str]]:
    """From single rows, one ticket at a time."""
    whose: dict[str, list[Any]] = defaultdict(list)
    with told.store.read() as work:
        for one in work.ticket_links.behind("INC-1", Ref("", ""), limit=100):
            telling = work.tellings.get(word.id, Audience.TICKETS, str(one.ref)) if word else None
            ask = work.cause_requests.get("INC-1", one.ref)
            whose[CUSTOMERS[one.ticket] or one.ticket].append((work.tickets.get(one.ref), telling, ask))
    groups: dict[Group, set[str]] = {one: set() for one in Group}
    for who, rows in whose.items():
        arrived = [(ticket, one) for ticket, one, _ in rows if one and one.state is Telling.TOLD]
        missing = [ticket for ticket, one, _ in rows if stands(ticket) and (ticket, one) not in arrived]
        groups[Group.TOLD if arrived and not missing else Group.UNTOLD].add(who)
        if any(ticket.customer_spoke_at and ticket.customer_spoke_at > one.at for ticket, one in arrived):
            groups[Group.ANSWERED].add(who)
        if any(ask and ask.wanted for *_, ask in rows):
            groups[Group.ASKED].add(who)
    return groups


def stands(ticket: Any) -> bool:
    return not (ticket.gone or ticket.merged_into or ticket.status is TicketStatus.CLOSED)


GONE_AFTERWARDS = [(deed, "2") for deed in ("refuse", "link", "settle", "merge", "settle")]
BACK_AGAIN = [(deed, "3") for deed in ("close", "link", "publish", "settle", "open", "rest", "settle")]


@example(story=[("link", "1"), ("publish", "1"), ("settle", "1"), *GONE_AFTERWARDS])
@example(story=BACK_AGAIN)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories)
def test_whatever_happened_the_ledger_says_what_arrived_and_in_the_end_forgets_nobody(fresh, story):
    told = fresh()
    for deed, id in story:
        happens(told, deed, id)
        says_what_arrived(told)
    told.desks["zendesk"].trouble.clear()
    settle(told)
    for words in ("publish resume", "publish rest"):
        told.does("eve", words, about="INC-1")
        settle(told)

    word = says_what_arrived(told)
    with told.store.read() as work:
        left = work.ledgers.listed("INC-1", word, Group.UNTOLD, tiers=(), limit=9) if word else []
        for one in left:
            linked = work.ticket_links.behind("INC-1", Ref("", ""), limit=100)
            mine = [work.tickets.get(link.ref) for link in linked if CUSTOMERS[link.ticket] == one.name]
            assert not any(map(stands, filter(None, mine))) or not one.name, one


def says_what_arrived(told: Teller) -> StatusUpdate | None:
    with told.store.read() as work:
        word = ledger.that_counts(work, "INC-1")
        counted = work.ledgers.of("INC-1", word)
        named = {
            one: {found.name or found.ref.id for found in ledger.listed(told.world, work, "INC-1", one)}
            for one in Group
        }
    groups = by_hand(told, word)
    assert named == groups
    assert {one: counted.count(one) for one in Group} == {one: len(who) for one, who in groups.items()}
    if word is None:
        assert groups[Group.TOLD] == set()
        return None
    said = word.texts["en"]
    for who in groups[Group.TOLD]:
        assert any(said in text for id in CUSTOMERS for text in replies(told, id, who)), who
    for id in CUSTOMERS:
        assert sum(said in text for text in told.desks["zendesk"].replies.get(id, [])) <= 1
    return word


def replies(told: Teller, id: str, who: str) -> list[str]:
    """That this customer has read there."""
    return told.desks["zendesk"].replies.get(id, []) if who in (CUSTOMERS[id] or id) else []
