"""That tickets belong to incidents: once, in an order, and counted alike everywhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.impact import Board
from bot.domain.link import How, LinkState
from bot.domain.ticket import Gone, Ref, TicketStatus
from tests.storage.samples import NINE, incident, link, standing, ticket
from tests.storage.test_at_once import together

MINUTE = timedelta(minutes=1)
ONE = Ref("zendesk", "1")
LINKED = LinkState.LINKED


@pytest.fixture
def opened(database):
    """INC-1 and INC-2."""
    with database.change() as work:
        work.incidents.add(incident(1))
        work.incidents.add(incident(2))
    return database


def add(database, *links):
    with database.change() as work:
        return [work.ticket_links.add(one) for one in links]


def get(database, ref=ONE, key="INC-1"):
    with database.read() as work:
        return work.ticket_links.get(key, ref)


def board(database, key="INC-1") -> Board:
    with database.read() as work:
        return work.impacts.board(key, NINE, top="vip", cut_by=("region", "product", "component"))


def test_a_link_comes_back_as_it_was_added(opened):
    whole = link(how=How.ADDRESS, batch=7, state=LINKED, why="not tagged", changed_at=NINE + MINUTE)

    assert add(opened, whole) == [True]
    assert get(opened) == whole
    assert get(opened, key="INC-2") is None


@pytest.mark.parametrize("state", [LinkState.LINKING, LINKED])
def test_what_is_linked_already_stays_as_it_is(opened, state):
    add(opened, link(state=state, batch=7))

    assert add(opened, link(by="slack:U2", batch=8)) == [False]
    assert get(opened) == link(state=state, batch=7)


@pytest.mark.parametrize("state", [LinkState.FAILED, LinkState.UNLINKED])
def test_what_failed_or_was_unlinked_is_linked_again(opened, state):
    add(opened, link(state=state, batch=7, why="gone"))
    again = link(by="slack:U2", how=How.DESK, batch=8, at=NINE + MINUTE, changed_at=NINE + MINUTE)

    assert add(opened, again) == [True]
    assert get(opened) == again


def test_a_ticket_that_several_link_at_once_is_linked_by_one(opened):
    answers = together(5, lambda n: add(opened, link(by=f"slack:U{n}"))[0])

    assert sorted(answers) == [False] * 4 + [True]


def test_only_live_links_are_found_by_their_ticket_oldest_first(opened):
    with opened.change() as work:
        work.incidents.add(incident(3))
    add(
        opened,
        link(incident="INC-2", at=NINE),
        link(incident="INC-1", at=NINE + MINUTE, state=LINKED),
        link(incident="INC-3", state=LinkState.UNLINKED),
    )

    with opened.read() as work:
        assert [one.incident for one in work.ticket_links.of_ticket(ONE)] == ["INC-2", "INC-1"]
        of_many = work.ticket_links.of_tickets([ONE, Ref("zendesk", "nobody's")])
    assert {of: [one.incident for one in links] for of, links in of_many.items()} == {ONE: ["INC-2", "INC-1"]}


def test_links_are_found_among_more_tickets_than_a_database_takes_at_once(opened):
    refs = [Ref("zendesk", str(number)) for number in range(900)]
    add(
        opened,
        link("0"),
        link("500", state=LINKED),
        link("899", incident="INC-2"),
        link("3", state=LinkState.FAILED),
        link("4", system="github"),
    )

    with opened.read() as work:
        found = work.ticket_links.among(refs)

    assert [(one.incident, one.ticket) for one in found] == [
        ("INC-1", "0"),
        ("INC-1", "500"),
        ("INC-2", "899"),
    ]


def test_links_of_an_incident_come_with_what_is_known_of_their_tickets(opened):
    add(opened, link("1", at=NINE), link("2", at=NINE + MINUTE), link("3", state=LinkState.FAILED))
    with opened.change() as work:
        work.tickets.put(ticket("1"))
        work.ticket_links.stand(ticket("1"), standing("kim@acme.test", tier="premium"))

    with opened.read() as work:
        found = work.ticket_links.of("INC-1", limit=10)
        second = work.ticket_links.of("INC-1", limit=1, offset=1)
        failed = work.ticket_links.of("INC-1", states=[LinkState.FAILED], limit=10)

    assert [(one.link.ticket, one.ticket, one.tier) for one in found] == [
        ("2", None, ""),
        ("1", ticket("1"), "premium"),
    ]
    assert second == found[1:]
    assert [one.link.ticket for one in failed] == ["3"]


def test_linked_tickets_are_walked_through_over_all_systems_and_each_is_met_once(opened):
    refs = [Ref(system, str(n)) for system in ("github", "jira", "zendesk") for n in range(7)]
    add(opened, *(link(ref.id, system=ref.system, state=LINKED) for ref in refs))
    add(opened, link("99"), link("98", state=LinkState.UNLINKED), link("97", incident="INC-2", state=LINKED))

    met, after = [], Ref("", "")
    with opened.read() as work:
        while page := work.ticket_links.behind("INC-1", after, limit=4):
            met += [one.ref for one in page]
            after = met[-1]

    assert met == sorted(refs)


def test_the_progress_of_a_batch_is_counted_by_state(opened):
    states = [*LinkState, LINKED, LINKED]
    add(opened, *(link(str(n), batch=7, state=state) for n, state in enumerate(states)))
    add(opened, link("other", batch=8))

    with opened.read() as work:
        assert work.ticket_links.progress("INC-1", 7) == dict.fromkeys(LinkState, 1) | {LINKED: 3}
        assert work.ticket_links.progress("INC-1", 9) == {}
        assert work.ticket_links.progress("INC-2", 7) == {}


def test_what_one_wish_linked_is_found_with_its_tickets(opened):
    known = ticket("2")
    with opened.change() as work:
        work.tickets.put(known)
    add(
        opened,
        *(link(str(n), batch=7, state=LINKED) for n in range(1, 5)),
        link("6", batch=7, state=LinkState.FAILED),
    )
    add(opened, link("5", batch=8, state=LINKED))

    with opened.read() as work:
        found = work.ticket_links.of_batch("INC-1", 7, limit=3)

    assert [(one.link.ticket, one.ticket) for one in found] == [("1", None), ("2", known), ("3", None)]


def test_what_failed_in_a_batch_is_named_and_not_all_of_it(opened):
    add(opened, *(link(str(n), batch=7, state=LinkState.FAILED, why="gone") for n in range(4)))
    add(opened, link("9", batch=7, state=LINKED), link("8", batch=8, state=LinkState.FAILED))

    with opened.read() as work:
        assert [one.ticket for one in work.ticket_links.failed("INC-1", 7, limit=3)] == ["0", "1", "2"]


def test_batches_are_those_in_which_something_changed_lately(opened):
    add(opened, link("1", batch=7, changed_at=NINE), link("2", batch=7, changed_at=NINE + MINUTE))
    add(opened, link("3", batch=8, changed_at=NINE), link("4", batch=0, changed_at=NINE + MINUTE))

    with opened.read() as work:
        assert work.ticket_links.batches("INC-1", NINE + MINUTE) == [7]
        assert sorted(work.ticket_links.batches("INC-1", NINE)) == [7, 8]


def test_a_ticket_counts_for_the_same_customer_in_every_incident(opened):
    add(opened, link(state=LINKED), link(incident="INC-2", state=LINKED))
    kim = standing(
        "kim@acme.test",
        organisation="acme",
        organisation_name="Acme",
        tier="vip",
        region="emea",
        product="card",
        component="form",
    )

    with opened.change() as work:
        work.ticket_links.stand(ticket(), kim)

    counted = board(opened)
    assert counted == board(opened, "INC-2")
    assert (counted.customers, counted.organisations, counted.tiers) == (1, 1, {"vip": 1})
    assert counted.cuts == {"region": {"emea": 1}, "product": {"card": 1}, "component": {"form": 1}}
    assert (counted.tickets, counted.open_tickets, counted.first_report) == (
        1,
        1,
        NINE.replace(second=0, microsecond=0),
    )


@pytest.mark.parametrize("over", [{"status": TicketStatus.SOLVED}, {"gone": Gone.DELETED}], ids=str)
def test_a_ticket_that_is_over_is_open_no_more_and_still_counts(opened, over):
    add(opened, link(state=LINKED))

    with opened.change() as work:
        work.ticket_links.stand(ticket(**over), standing("kim@acme.test"))

    assert (board(opened).tickets, board(opened).open_tickets, board(opened).customers) == (1, 0, 1)


def test_a_customer_who_is_called_otherwise_now_is_still_one(opened):
    add(opened, link("1", state=LINKED), link("2", state=LINKED))

    with opened.change() as work:
        work.ticket_links.stand(ticket("1"), standing("kim@acme.test", customer_name="Kim", tier="vip"))
        work.ticket_links.stand(ticket("2"), standing("kim@acme.test", customer_name="Kim Li", tier="vip"))

    assert (board(opened).customers, board(opened).most_important) == (1, ("Kim Li",))


def test_saving_a_link_leaves_alone_what_is_counted(opened):
    add(opened, link())
    with opened.change() as work:
        work.ticket_links.stand(ticket(), standing("kim@acme.test"))

    with opened.change() as work:
        work.ticket_links.save(replace(link(), state=LINKED, changed_at=NINE + MINUTE))

    assert get(opened) == link(state=LINKED, changed_at=NINE + MINUTE)
    assert board(opened).customers == 1


def test_many_links_at_once_are_as_if_added_one_after_the_other(opened):
    add(opened, link("1", state=LINKED, batch=6), link("2", state=LinkState.UNLINKED, batch=6))

    with opened.change() as work:
        work.ticket_links.add_all([link(str(number), batch=7) for number in range(1, 900)])
        work.ticket_links.add_all([])

    with opened.read() as work:
        assert work.ticket_links.progress("INC-1", 7) == {LinkState.LINKING: 898}
    assert get(opened) == link(state=LINKED, batch=6)


def test_everybody_behind_the_tickets_of_an_incident_is_named_once(opened):
    add(opened, *(link(id, state=LINKED) for id in "1234"), link("5"))
    kim = standing("kim@acme.test", organisation="acme", tier="vip")
    with opened.change() as work:
        for id, one in (("1", kim), ("2", kim), ("3", standing("lou@home.test")), ("5", standing("off"))):
            work.ticket_links.stand(ticket(id), one)

    with opened.read() as work:
        found = work.ticket_links.customers("INC-1")
    assert sorted((one.organisation, one.customer, one.tier) for one in found) == [
        ("", "", ""),
        ("", "lou@home.test", "standard"),
        ("acme", "kim@acme.test", "vip"),
    ]
