"""Tickets as far as promises ask for them: whose they are, and when their desk was asked."""

from datetime import timedelta

from bot.domain.link import LinkState
from bot.domain.ticket import Gone, Ref, TicketStatus
from tests.storage.plans import analyse, plans
from tests.storage.samples import NINE, incident, link, ticket

HOUR = timedelta(hours=1)
ONE, TWO = Ref("zendesk", "1"), Ref("zendesk", "2")


def put(database, *tickets):
    with database.change() as work:
        for one in tickets:
            work.tickets.put(one)


def worked_on(database, ids=(), emails=(), groups=(), limit=10):
    with database.read() as work:
        return sorted(work.tickets.worked_on(ids, emails, groups, limit=limit))


def test_whoever_works_on_a_ticket_comes_back_as_it_was_put(database):
    whole = ticket(assignee_id="4411", assignee_email="ana@acme.test", assignee="Ana", group="Support")

    put(database, whole)

    with database.read() as work:
        assert work.tickets.get(ONE) == whole


def test_tickets_are_found_by_id_address_or_group_and_only_open_ones(database):
    put(
        database,
        ticket("1", assignee_id="11"),
        ticket("2", assignee_email="ana@acme.test"),
        ticket("3", group="Support"),
        ticket("4", assignee_id="11", status=TicketStatus.SOLVED),
        ticket("5", assignee_id="12"),
        ticket("6", system="github", assignee_id="11"),
    )

    assert worked_on(database, ids=[("zendesk", "11")]) == [ONE]
    assert worked_on(database, emails=["ana@acme.test"]) == [TWO]
    assert worked_on(database, groups=["Support"]) == [Ref("zendesk", "3")]
    assert (
        len(worked_on(database, [("zendesk", "11"), ("github", "11")], ["ana@acme.test"], ["Support"])) == 4
    )
    assert len(worked_on(database, [("zendesk", "11")], ["ana@acme.test"], ["Support"], limit=2)) == 2
    assert worked_on(database) == []


def test_when_a_ticket_was_read_whole_is_kept_beside_it(database):
    put(database, ticket("1"), ticket("2"))

    with database.change() as work:
        work.tickets.was_read(ONE, NINE)
    put(database, ticket("1", status=TicketStatus.PENDING))

    with database.read() as work:
        assert work.tickets.when_read([ONE, TWO, Ref("github", "1")]) == {ONE: NINE}
    with database.change() as work:
        work.tickets.was_read(ONE, NINE + timedelta(hours=1))
    with database.read() as work:
        assert work.tickets.when_read([ONE]) == {ONE: NINE + timedelta(hours=1)}


def test_ten_thousand_are_found_by_indexes_alone(database):
    with database.change() as work:
        for n in range(10_000):
            work.tickets.put(
                ticket(str(n), assignee_id=str(n % 500), assignee_email=f"{n % 500}@acme.test", group=f"g{n}")
            )
    analyse(database, "tickets")

    [asking] = plans(
        database,
        lambda work: work.tickets.worked_on([("zendesk", "7")], ["7@acme.test"], ["g7"], limit=50),
    )
    [reading] = plans(database, lambda work: work.tickets.when_read([ONE, TWO]))

    for plan in (asking, reading):
        assert "Seq Scan" not in plan
        assert "SCAN tickets" not in plan
    assert len(worked_on(database, ids=[("zendesk", "7")], limit=50)) == 20


def forget(database, at, limit=10):
    with database.change() as work:
        return sorted(work.tickets.forget_before(at, limit=limit))


def test_what_is_over_and_old_and_was_never_offered_to_an_incident_is_forgotten(database):
    put(
        database,
        ticket("1", status=TicketStatus.SOLVED),
        ticket("2", status=TicketStatus.PENDING),
        ticket("3", gone=Gone.DELETED),
        ticket("4", status=TicketStatus.CLOSED, updated_at=NINE + HOUR),
        ticket("5", status=TicketStatus.CLOSED, updated_at=None, created_at=None),
        ticket("6", status=TicketStatus.CLOSED),
    )
    with database.change() as work:
        work.incidents.add(incident())
        work.ticket_links.offer(link("6", state=LinkState.OFFERED))

    assert forget(database, NINE) == []
    assert forget(database, NINE + HOUR / 2) == [ONE, Ref("zendesk", "3")]

    with database.read() as work:
        left = work.tickets.several(Ref("zendesk", str(number)) for number in range(1, 7))
    assert sorted(one.id for one in left) == ["2", "4", "5", "6"]


def test_no_more_than_a_portion_is_forgotten_and_what_another_holds_is_passed_over(postgresql_database):
    database = postgresql_database
    put(database, *(ticket(str(number), status=TicketStatus.CLOSED) for number in range(5)))

    assert len(forget(database, NINE + HOUR, limit=2)) == 2
    with database.change() as work:
        assert len(work.tickets.forget_before(NINE + HOUR, limit=2)) == 2
        assert len(forget(database, NINE + HOUR)) == 1
