"""The desk of tests tells what a test says that happened."""

from datetime import timedelta

import pytest

from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.errors import TicketGone, TryLater
from bot.ports import TicketSystem
from tests.fakes.desk import START, Desk


@pytest.fixture
def desk():
    found = Desk()
    found.has("48211", status=TicketStatus.PENDING)
    return found


REPLY = Update(
    source="zendesk", id="comment/77", at=START + timedelta(hours=1), by=Author.AGENT, said=Said.PUBLIC
)


def test_it_keeps_the_promise_of_a_system_of_tickets(desk):
    system: TicketSystem = desk

    assert system.name == "zendesk"


def test_unless_something_happened_the_customer_opened_it_and_it_is_as_it_is(desk):
    found = desk.history("48211")

    [created] = found.updates
    assert (created.what, created.by, created.said) == (What.CREATED, Author.CUSTOMER, Said.PUBLIC)
    assert (created.at, created.status, found.statuses) == (START, TicketStatus.PENDING, True)


def test_what_happened_comes_behind_the_beginning(desk):
    desk.happened("48211", REPLY)

    created, reply = desk.history("48211").updates

    assert (created.what, created.status, reply) == (What.CREATED, None, REPLY)


def test_a_test_may_say_how_it_began(desk):
    by_agent = Update(source="zendesk", id="created", at=START, what=What.CREATED, by=Author.AGENT)
    desk.happened("48211", by_agent, REPLY)
    desk.keeps_statuses = False

    found = desk.history("48211")

    assert (found.updates, found.statuses) == ((by_agent, REPLY), False)


def test_trouble_and_a_ticket_that_is_gone_are_told(desk):
    with pytest.raises(TicketGone):
        desk.history("1")

    desk.trouble["history"] = TryLater("later", after=9)
    with pytest.raises(TryLater):
        desk.history("48211")
