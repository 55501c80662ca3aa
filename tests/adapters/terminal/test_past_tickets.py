"""Past tickets: how they are read from JSON Lines, and what is said of those that cannot be."""

import json
from datetime import UTC, datetime

import pytest

from adapters.terminal.past_tickets import LONGEST, past_tickets
from bot.domain.sla_update import Author, Said, What, ordered
from bot.domain.ticket import Priority, TicketStatus
from bot.errors import SettingsError

TICKET = {"id": "1", "created": "2026-03-02T09:00:00+01:00"}


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "past.jsonl"

    def reading(*lines):
        path.write_bytes(b"".join(one if isinstance(one, bytes) else as_line(one) for one in lines))
        return list(past_tickets(path))

    return reading


def as_line(ticket) -> bytes:
    return json.dumps(ticket).encode() + b"\n"


def entry(**said):
    return {"at": "2026-03-02T10:00:00Z", **said}


def test_a_ticket_is_what_it_was_when_it_was_created(read):
    about = {"tier": "vip", "priority": "high", "tags": ["a"], "organisation": "Acme", "type": None}

    (ticket,) = read({**TICKET, "id": 4711, **about, "opened_by": "agent_in_private"})

    (created,) = ticket.updates
    assert ticket.id == "4711"
    assert created.at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert (created.what, created.by, created.said) == (What.CREATED, Author.AGENT, Said.INTERNAL)
    assert (created.about.tier, created.about.priority) == ("vip", Priority.HIGH)
    assert (created.about.tags, created.about.organisations, created.about.type) == (("a",), ("Acme",), "")


@pytest.mark.parametrize(
    ("word", "what", "by", "said"),
    [
        ("public_reply", What.CHANGED, Author.AGENT, Said.PUBLIC),
        ("internal_note", What.CHANGED, Author.AGENT, Said.INTERNAL),
        ("customer_comment", What.CHANGED, Author.CUSTOMER, Said.PUBLIC),
        ("merged", What.MERGED, Author.SYSTEM, Said.NOTHING),
        ("deleted", What.DELETED, Author.SYSTEM, Said.NOTHING),
        ("spam", What.SPAM, Author.SYSTEM, Said.NOTHING),
        ("escalated", What.ESCALATED, Author.AGENT, Said.NOTHING),
        ("accepted", What.ACCEPTED, Author.AGENT, Said.NOTHING),
    ],
)
def test_each_word_of_a_history_is_understood(read, word, what, by, said):
    (ticket,) = read({**TICKET, "history": [entry(what=word)]})

    assert [(one.what, one.by, one.said) for one in ticket.updates[1:]] == [(what, by, said)]


def test_a_change_is_made_to_what_the_ticket_was_by_then_in_whatever_order_it_is_told(read):
    later = {"at": "2026-03-02T12:00:00Z", "group": "Shop"}
    told = [later, entry(what="public_reply", status="solved", priority="urgent"), entry(assignee="mia")]

    (ticket,) = read({**TICKET, "tier": "vip", "history": told})

    first, second, third = ticket.updates[1:]
    assert (first.status, first.about.priority, first.about.tier) == (TicketStatus.SOLVED, "urgent", "vip")
    assert second.about is None
    assert (third.about.priority, third.about.group) == (Priority.URGENT, "Shop")


def test_what_was_done_within_one_second_loses_no_change(read):
    told = [entry(group="Shop"), entry(what="public_reply", tags=["a"]), entry(type="question")]

    (ticket,) = read({**TICKET, "history": told})

    *_, last = ordered(ticket.updates)
    assert last.about
    assert (last.about.group, last.about.tags, last.about.type) == ("Shop", ("a",), "question")


def test_empty_lines_and_a_byte_order_mark_are_no_tickets(read):
    assert len(read(b"\xef\xbb\xbf", TICKET, b"\n", b"  \r\n", TICKET)) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{\n", "is not JSON: "),
        (b"\xff\n", "is not UTF-8"),
        (b'{"id": "\\ud83d"}\n', "is not UTF-8"),
        (b"[" * 100_000 + b"\n", "is not JSON that can be read"),
        (b'{"id": ' + b"9" * 5000 + b"}\n", "is not JSON that can be read"),
        (b'"' + b"x" * LONGEST + b'"\n', f"is longer than {LONGEST} bytes"),
        ([], "expected a ticket in braces"),
        ({"created": TICKET["created"]}, "id: expected the ticket's id"),
        ({**TICKET, "id": True}, "id: expected the ticket's id"),
        ({"id": "1"}, "created: expected an instant with its zone, such as 2026-03-02T09:00:00Z"),
        ({**TICKET, "created": "2026-03-02T09:00:00"}, "created: expected an instant with its zone"),
        ({**TICKET, "created": "2016-12-31T23:59:60Z"}, "created: expected an instant with its zone"),
        ({**TICKET, "created": 1772442000}, "created: expected an instant with its zone"),
        ({**TICKET, "created": "1900-01-01T00:00:00Z"}, "created: expected an instant from 1901 to 2198"),
        ({**TICKET, "created": "9999-12-31T23:59:59-12:00"}, "created: expected an instant from 1901"),
        ({**TICKET, "priority": "P1"}, "priority: expected one of low, normal, high, urgent"),
        ({**TICKET, "priority": ["high"]}, "priority: expected one of low, normal, high, urgent"),
        ({**TICKET, "status": "resolved"}, "status: expected one of new, open, pending, on_hold, solved"),
        ({**TICKET, "opened_by": "robot"}, "opened_by: expected one of customer, agent, agent_in_private"),
        ({**TICKET, "tags": "vip"}, "tags: expected a list of texts"),
        ({**TICKET, "tier": {"name": "vip"}}, "tier: expected a text"),
        ({**TICKET, "teir": "vip"}, "teir: there is no such field; there are id, created,"),
        ({**TICKET, "history": {}}, "history: expected a list"),
        ({**TICKET, "history": [entry(what="solved")]}, "history[0]: what: expected one of public_reply,"),
        ({**TICKET, "history": [entry(status="open"), entry()]}, "history[1]: says nothing"),
        ({**TICKET, "history": [{"status": "open"}]}, "history[0]: at: expected an instant"),
        ({**TICKET, "history": [entry(tags=[1])]}, "history[0]: tags: expected a list of texts"),
        ({**TICKET, "history": ["solved"]}, "history[0]: expected an entry in braces"),
    ],
)
def test_what_cannot_be_used_is_one_line_with_its_number(read, tmp_path, line, said):
    with pytest.raises(SettingsError) as raised:
        read(TICKET, b"\n", line)

    (finding,) = raised.value.findings
    assert finding.startswith(f"{tmp_path / 'past.jsonl'}:3: {said}")
    assert "\n" not in finding


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(SettingsError, match=r"past\.jsonl: No such file"):
        list(past_tickets(tmp_path / "past.jsonl"))
