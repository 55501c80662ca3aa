"""The fake Zendesk tells a history as the real one does."""

import pytest

from adapters.tickets.zendesk import connect
from bot.domain.sla_update import Author, Said, What
from bot.domain.ticket import TicketStatus
from bot.settings_tickets import Zendesk
from tests.adapters.tickets.wire import now
from tests.fakes.clock import StoppedClock
from tests.fakes.zendesk import StaffedZendesk, serving


@pytest.fixture
def zendesk():
    with serving(StaffedZendesk("secret")) as found:
        yield found


@pytest.fixture
def system(zendesk):
    settings = {"base_url": zendesk.address, "email": "caseline@acme.test", "api_token": "token"}
    found = connect(Zendesk.model_validate(settings), now=now)
    yield found
    found.close()


def test_what_people_and_caseline_did_is_told_in_its_order(zendesk, system):
    id = zendesk.files("Lena", "lena@nordwind.test", "Nordwind", "vip", "Card declined")
    system.note(id, "Linked.", key="k-1")
    zendesk.writes_again(id, "Any news?")
    system.reply(id, "It works again.", key="k-2")
    zendesk.turn(id, "solved")

    found = system.history(id)

    assert [(one.what, one.by, one.said, one.status) for one in found.updates] == [
        (What.CREATED, Author.CUSTOMER, Said.PUBLIC, TicketStatus.OPEN),
        (What.CHANGED, Author.SYSTEM, Said.INTERNAL, None),
        (What.CHANGED, Author.CUSTOMER, Said.PUBLIC, None),
        (What.CHANGED, Author.AGENT, Said.PUBLIC, None),
        (What.CHANGED, Author.AGENT, Said.NOTHING, TicketStatus.SOLVED),
    ]
    assert found.statuses


def test_whoever_took_a_ticket_and_what_its_customer_was_told_is_seen(zendesk, system):
    id = zendesk.files("Lena", "lena@nordwind.test", "Nordwind", "vip", "Card declined")
    system.note(id, "Linked.", key="k-1")
    system.reply(id, "It works again.", key="k-2")
    zendesk.take(id)

    found = system.fetch(id)

    assert (found.assignee, found.assignee_email) == ("Ana Agent", "ana@acme.test")
    assert zendesk.tickets[id].replies == ["It works again."]
    assert zendesk.tickets[id].notes == ["Linked."]


def test_everything_happens_by_its_clock():
    clock = StoppedClock()
    zendesk = StaffedZendesk("secret", clock.now)
    id = zendesk.files("Lena", "lena@nordwind.test", "Nordwind", "vip", "Card declined")
    clock.move(hours=2)
    zendesk.writes_again(id, "Any news?")

    found = zendesk.tickets[id]

    assert [found.created_at, found.spoke_at] == ["2026-03-02T09:12:00+00:00", "2026-03-02T11:12:00+00:00"]
    assert found.audits[-1]["created_at"] == found.updated_at == found.spoke_at
