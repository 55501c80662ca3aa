"""What Freshdesk says of a ticket's past: its conversation, and a few instants."""

from datetime import timedelta

import httpx
import pytest
from hypothesis import given

from bot.domain.sla_update import Author, History, Said, What
from bot.domain.ticket import TicketStatus
from bot.errors import TicketGone
from tests.adapters.tickets.freshdesk_desk import TICKET, at, desk
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import always, one_after_another

TICKETS, TALK = "/api/v2/tickets/2041", "/api/v2/tickets/2041/conversations"
QUIET = {**TICKET, "status": 2, "stats": {"status_updated_at": TICKET["created_at"]}}
OURS = '<div>Words</div><div style="color:#b0b0b0">caseline:k-1</div>'


def entry(id, **more):
    when = (at(9) + timedelta(minutes=id)).isoformat().replace("+00:00", "Z")
    usual = {"created_at": when, "incoming": False, "private": False, "source": 0, "body": "<div>Words</div>"}
    return {"id": id, **usual, **more}


def asked(raw, *pages):
    """A Freshdesk with this ticket, and a conversation of these pages."""
    answers = iter([raw, *pages])
    return desk(lambda _: httpx.Response(200, json=next(answers)))


def history(*entries, **ticket):
    freshdesk, _ = asked({**QUIET, **ticket}, entries)
    return freshdesk.history("2041")


def test_a_history_is_the_ticket_and_its_conversation():
    freshdesk, wire = asked(QUIET, [entry(7)])

    created, reply = freshdesk.history("2041").updates

    assert wire.lines() == [f"GET {TICKETS}", f"GET {TALK}"]
    assert wire.query(0)["include"] == "stats"
    assert dict(wire.query(1)) == {"page": "1", "per_page": "100"}
    assert (created.source, created.id, created.at, created.what) == (
        "freshdesk",
        "ticket",
        at(9),
        What.CREATED,
    )
    assert (created.by, created.said, created.status) == (Author.CUSTOMER, Said.PUBLIC, TicketStatus.OPEN)
    assert (reply.id, reply.at, reply.by, reply.said) == (
        "conversation/7",
        at(9, 7),
        Author.AGENT,
        Said.PUBLIC,
    )


@pytest.mark.parametrize(
    ("more", "by", "said"),
    [
        ({}, Author.AGENT, Said.PUBLIC),
        ({"source": 2}, Author.AGENT, Said.PUBLIC),
        ({"source": 2, "private": True}, Author.AGENT, Said.INTERNAL),
        ({"private": None}, Author.AGENT, Said.INTERNAL),
        ({"incoming": True}, Author.CUSTOMER, Said.PUBLIC),
        ({"incoming": True, "source": 5}, Author.CUSTOMER, Said.PUBLIC),
        ({"incoming": True, "private": True}, Author.SYSTEM, Said.INTERNAL),
        ({"source": 8}, Author.AGENT, Said.INTERNAL),
        ({"body": OURS}, Author.AGENT, Said.PUBLIC),
        ({"body": OURS, "private": True}, Author.SYSTEM, Said.INTERNAL),
        ({"body": "", "body_text": "Words caseline:k-1", "private": True}, Author.SYSTEM, Said.INTERNAL),
        ({"body": "<div>caseline:k-1 is a key</div>", "private": True}, Author.AGENT, Said.INTERNAL),
    ],
)
def test_an_entry_is_by_whoever_wrote_it(more, by, said):
    [_, found] = history(entry(7, **more)).updates

    assert (found.by, found.said) == (by, said)


def test_what_is_written_into_a_survey_waits_for_no_answer():
    assert len(history(entry(7, incoming=True, source=6)).updates) == 1


@pytest.mark.parametrize(
    ("more", "by"),
    [
        ({"source": 1}, Author.CUSTOMER),
        ({"source": 3}, Author.CUSTOMER),
        ({"source": 10}, Author.AGENT),
        ({"source": 2, "description": OURS, "description_text": ""}, Author.AGENT),
        ({"source": 1, "description": OURS}, Author.CUSTOMER),
        ({"source": None}, Author.CUSTOMER),
    ],
    ids=["mail", "phone", "outbound", "by Caseline", "a mail that quotes Caseline", "unknown"],
)
def test_a_ticket_was_opened_by_the_customer_unless_it_was_not(more, by):
    assert history(**more).updates[0].by is by


# --- statuses


def stats(**instants):
    return {name: when and when.isoformat() for name, when in instants.items()}


def statuses(status, **instants):
    found = history(status=status, stats=stats(**instants))
    assert not found.statuses
    return [(one.id.partition("/")[0], one.at, one.status) for one in found.updates if one.status]


def test_a_ticket_that_kept_its_first_status_has_had_it_from_the_beginning():
    assert statuses(3, status_updated_at=at(9)) == [("ticket", at(9), TicketStatus.PENDING)]
    assert statuses(3, status_updated_at=None) == [("ticket", at(9), TicketStatus.PENDING)]


def test_of_other_statuses_only_the_last_is_told():
    assert statuses(6, status_updated_at=at(10)) == [("status_updated_at", at(10), TicketStatus.ON_HOLD)]


def test_a_solution_is_told_although_the_ticket_was_closed_later():
    assert statuses(5, resolved_at=at(10), status_updated_at=at(12)) == [
        ("resolved_at", at(10), TicketStatus.SOLVED),
        ("status_updated_at", at(12), TicketStatus.CLOSED),
    ]


def test_a_solution_that_did_not_last_is_not_told():
    assert statuses(2, resolved_at=at(10), status_updated_at=at(12)) == [
        ("status_updated_at", at(12), TicketStatus.OPEN)
    ]


def test_another_change_of_the_status_is_another_update():
    first, second = (history(status=3, stats=stats(status_updated_at=at(hour))) for hour in (10, 11))

    assert first.updates[-1].id != second.updates[-1].id


# --- length

FULL = [entry(id, private=True) for id in range(1, 101)]


def test_every_page_of_a_conversation_is_read():
    freshdesk, wire = asked(QUIET, FULL, [entry(200)])

    found = freshdesk.history("2041").updates

    assert (len(found), found[-1].id) == (102, "conversation/200")
    assert [one.url.params["page"] for one in wire.asked[1:]] == ["1", "2"]


def test_behind_500_entries_the_ticket_itself_tells_the_first_reply_and_who_spoke_last():
    late = stats(first_responded_at=at(20), agent_responded_at=at(22), requester_responded_at=at(21))
    freshdesk, wire = asked({**QUIET, "stats": late}, *[FULL] * 5)

    found = freshdesk.history("2041").updates

    assert len(wire.asked) == 6
    assert [(one.id.partition("/")[0], one.at, one.by, one.said) for one in found[-3:]] == [
        ("first_responded_at", at(20), Author.AGENT, Said.PUBLIC),
        ("requester_responded_at", at(21), Author.CUSTOMER, Said.PUBLIC),
        ("agent_responded_at", at(22), Author.AGENT, Said.PUBLIC),
    ]


def test_an_only_reply_is_told_once():
    late = stats(first_responded_at=at(20), agent_responded_at=at(20))
    freshdesk, _ = asked({**QUIET, "stats": late}, *[FULL] * 5)

    assert [one.at for one in freshdesk.history("2041").updates if one.is_reply] == [at(20)]


def test_what_was_read_is_not_told_a_second_time():
    known = stats(first_responded_at=at(9, 1), agent_responded_at=at(9, 1))
    freshdesk, _ = asked({**QUIET, "stats": known}, [entry(1), *FULL[1:]], *[FULL] * 4)

    assert [one.id for one in freshdesk.history("2041").updates if one.is_reply] == ["conversation/1"]


# --- odd answers


def test_a_deleted_ticket_is_gone():
    with pytest.raises(TicketGone):
        history(deleted=True)


def test_a_ticket_that_is_gone_while_it_is_read_is_gone():
    freshdesk, _ = desk(one_after_another(QUIET, 404))

    with pytest.raises(TicketGone):
        freshdesk.history("2041")


@pytest.mark.parametrize("raw", [{}, [], None, {"created_at": "0001-01-01T00:00:00Z"}])
def test_a_ticket_without_a_beginning_tells_nothing(raw):
    freshdesk, _ = desk(always(json=raw))

    assert freshdesk.history("2041") == History()


TALKED = [entry(1, body=OURS), entry(2, incoming=True), entry(3, private=True, body_text="caseline:k")]


@given(broken(TICKET, keep=["deleted"]), broken(TALKED))
def test_whatever_is_missing_or_odd_a_history_is_read(raw, talked):
    freshdesk, _ = asked(raw, talked)

    found = freshdesk.history("2041").updates

    assert [one.what for one in found].count(What.CREATED) == bool(found)
    assert {one.source for one in found} <= {"freshdesk"}
