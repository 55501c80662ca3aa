"""Tickets as their desks showed them, and the digest of what happened to them."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.ticket import Deadline, Gone, Priority, Ref, TicketStatus
from bot.domain.ticket_change import Change, TicketChange
from tests.storage.samples import NINE, ticket
from tests.storage.test_at_once import together

MINUTE = timedelta(minutes=1)
ONE = Ref("zendesk", "1")


def put(database, *tickets):
    with database.change() as work:
        for one in tickets:
            work.tickets.put(one)


def changed(database, what, at=NINE, *, ticket="1", before="open", after="solved"):
    told = TicketChange(system="zendesk", ticket=ticket, what=what, before=before, after=after, at=at)
    with database.change() as work:
        work.tickets.add_changes([told], pause=MINUTE)


def due(database, at, limit=10):
    with database.read() as work:
        return work.tickets.digests_due(at, limit=limit)


def taken(database, at, ref=ONE):
    with database.change() as work:
        return [one.what for one in work.tickets.take_digest(ref, at)]


def test_a_ticket_comes_back_as_it_was_put(database):
    whole = ticket(
        desk_status="Waiting for the bank",
        priority=Priority.URGENT,
        requester="77",
        requester_name="Kim",
        requester_email="kim@acme.test",
        organisation="9",
        organisation_name="Acme",
        assignee="Jo",
        group="Payments",
        customer_spoke_at=NINE + MINUTE,
        merged_into="2",
        gone=Gone.FORBIDDEN,
        tags=("vip", "incident:inc-1"),
        deadlines=(Deadline(metric="first_reply", due_at=NINE + MINUTE), Deadline(metric="resolution")),
        fields={"tier": "premium", "product": "Æther"},
    )

    put(database, whole)

    with database.change() as work:
        assert work.tickets.get(ONE) == whole
        assert work.tickets.lock(ONE) == whole


def test_what_was_never_seen_is_none(database):
    with database.change() as work:
        assert work.tickets.get(ONE) is None
        assert work.tickets.lock(ONE) is None
        assert work.tickets.several([ONE]) == {}


def test_a_ticket_that_is_put_again_takes_the_place_of_the_first_and_keeps_its_digest(database):
    put(database, ticket())
    changed(database, Change.STATUS)

    put(database, ticket(status=TicketStatus.SOLVED))

    with database.read() as work:
        assert work.tickets.get(ONE) == ticket(status=TicketStatus.SOLVED)
    assert due(database, NINE) == [ONE]


def test_the_same_id_in_two_systems_names_two_tickets(database):
    put(database, ticket(), ticket(system="github", subject="Card form throws"))

    with database.read() as work:
        assert work.tickets.get(Ref("github", "1")).subject == "Card form throws"
        assert work.tickets.get(ONE).subject == "Card declined"


def test_more_tickets_than_a_database_takes_at_once_are_found(database):
    refs = [Ref("zendesk", str(number)) for number in range(950)]
    put(database, *(ticket(ref.id) for ref in refs))

    with database.read() as work:
        found = work.tickets.several([*refs, *refs, Ref("zendesk", "never"), Ref("github", "1")])

    assert set(found) == set(refs)


def test_people_who_change_one_ticket_at_once_wait_for_each_other(database):
    put(database, ticket(subject=""))

    def add_a_letter(n):
        with database.change() as work:
            locked = work.tickets.lock(ONE)
            work.tickets.put(replace(locked, subject=locked.subject + "abcdef"[n]))

    together(6, add_a_letter)

    with database.read() as work:
        assert sorted(work.tickets.get(ONE).subject) == list("abcdef")


def test_changes_wait_together_and_are_taken_oldest_first(database):
    put(database, ticket())
    for what in (Change.STATUS, Change.PRIORITY, Change.SPOKE):
        changed(database, what)

    assert due(database, NINE - MINUTE) == []
    assert due(database, NINE) == [ONE]
    assert taken(database, NINE) == [Change.STATUS, Change.PRIORITY, Change.SPOKE]
    assert taken(database, NINE) == []
    assert due(database, NINE + MINUTE) == []


def test_the_next_digest_waits_for_the_pause_after_the_last(database):
    put(database, ticket())
    changed(database, Change.STATUS)
    taken(database, NINE)

    changed(database, Change.PRIORITY, NINE + MINUTE / 4)
    changed(database, Change.SPOKE, NINE + MINUTE / 2)

    assert taken(database, NINE + MINUTE / 2) == []
    assert due(database, NINE + MINUTE) == [ONE]
    assert taken(database, NINE + MINUTE) == [Change.PRIORITY, Change.SPOKE]


def test_after_a_long_silence_a_change_is_told_at_once(database):
    put(database, ticket())
    changed(database, Change.STATUS)
    taken(database, NINE)

    changed(database, Change.SPOKE, NINE + 9 * MINUTE)

    assert due(database, NINE + 9 * MINUTE) == [ONE]


def test_nothing_that_changed_is_no_reason_to_tell(database):
    put(database, ticket())

    with database.change() as work:
        work.tickets.add_changes([], pause=MINUTE)

    assert due(database, NINE + MINUTE) == []


def test_the_longest_wait_is_told_first(database):
    put(database, ticket("1"), ticket("2"), ticket("3"))
    for id, at in (("3", NINE), ("1", NINE + MINUTE), ("2", NINE + 2 * MINUTE)):
        changed(database, Change.SPOKE, at, ticket=id)

    assert [ref.id for ref in due(database, NINE + 5 * MINUTE, limit=2)] == ["3", "1"]


def test_a_digest_that_two_take_at_once_is_told_once(database):
    put(database, ticket())
    changed(database, Change.STATUS)
    changed(database, Change.SPOKE)

    answers = together(4, lambda _: taken(database, NINE))

    assert sorted(answers) == [[], [], [], [Change.STATUS, Change.SPOKE]]


def test_a_digest_that_was_not_told_waits_again(database):
    put(database, ticket())
    changed(database, Change.STATUS)

    try:
        with database.change() as work:
            assert work.tickets.take_digest(ONE, NINE)
            raise KeyError
    except KeyError:
        pass

    assert taken(database, NINE) == [Change.STATUS]
