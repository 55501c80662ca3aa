"""What an incident's board counts."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.impact import Board, Trend
from bot.domain.link import LinkState
from tests.storage.samples import NINE, incident, link, standing, ticket

NOW = datetime(2026, 3, 2, 12, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def opened(database):
    """INC-1 and INC-2."""
    with database.change() as work:
        work.incidents.add(incident(1))
        work.incidents.add(incident(2))
    return database


def linked(database, *whom, key="INC-1", state=LinkState.LINKED, **more):
    """One ticket each, of these customers."""
    with database.change() as work:
        for number, one in enumerate(whom):
            shown = ticket(f"{key}-{state}-{one.customer}-{one.tier}-{number}", **more)
            work.ticket_links.add(link(shown.id, incident=key, state=state))
            work.ticket_links.stand(shown, one)


def reported(database, *minutes):
    """Tickets that were written so many minutes before NOW."""
    with database.change() as work:
        for number, ago in enumerate(minutes):
            shown = ticket(f"r{number}-{ago}", created_at=NOW - ago * MINUTE)
            work.ticket_links.add(link(shown.id, state=LinkState.LINKED))
            work.ticket_links.stand(shown, standing())


def board(database, key="INC-1", top="vip", cut_by=("region", "product")) -> Board:
    with database.read() as work:
        return work.impacts.board(key, NOW, top=top, cut_by=cut_by)


def test_the_board_of_an_incident_without_tickets_is_empty(opened):
    assert board(opened) == Board()
    assert board(opened, "INC-99") == Board()


def test_a_customer_counts_once_however_many_tickets_they_wrote(opened):
    linked(opened, standing("kim@a.test"), standing("kim@a.test"), standing("lee@a.test"))

    counted = board(opened)

    assert (counted.tickets, counted.customers, counted.tiers) == (3, 2, {"standard": 2})


def test_tiers_are_counted_apart_and_tickets_of_nobody_count_as_tickets_alone(opened):
    linked(
        opened,
        standing("kim@a.test", tier="vip"),
        standing("lee@a.test", tier="premium"),
        standing("mia@a.test", tier="premium"),
        standing("", tier="premium"),
        standing("", tier="standard"),
    )

    counted = board(opened)

    assert counted.tiers == {"vip": 1, "premium": 2}
    assert (counted.tickets, counted.customers) == (5, 3)


def test_a_customer_whose_tickets_differ_in_tier_is_counted_in_each_and_once_in_all(opened):
    linked(opened, standing("kim@a.test", tier="vip"), standing("kim@a.test", tier="standard"))

    counted = board(opened)

    assert counted.tiers == {"vip": 1, "standard": 1}
    assert counted.customers == 1


def test_an_organisation_counts_once_and_nobodys_not_at_all(opened):
    acme = {"organisation": "acme", "organisation_name": "Acme"}
    linked(opened, standing("kim@a.test", **acme), standing("lee@a.test", **acme), standing("mia@b.test"))

    assert board(opened).organisations == 1


def test_what_is_not_linked_yet_or_no_more_is_told_but_not_counted(opened):
    linked(opened, standing("kim@a.test", region="emea"))
    linked(opened, standing("a@a.test"), standing("b@a.test"), state=LinkState.LINKING)
    linked(opened, standing("c@a.test"), state=LinkState.FAILED)
    linked(opened, standing("d@a.test", region="apac"), state=LinkState.UNLINKED)
    linked(opened, standing("e@a.test", region="apac"), key="INC-2")

    counted = board(opened)

    assert (counted.tickets, counted.linking, counted.failed, counted.customers) == (1, 2, 1, 1)
    assert counted.cuts == {"region": {"emea": 1}, "product": {}}


def test_an_incident_whose_links_all_failed_says_so(opened):
    linked(opened, standing("c@a.test"), state=LinkState.FAILED)

    assert board(opened) == Board(failed=1)


def test_cuts_count_customers_the_largest_first_and_leave_out_the_rest(opened):
    linked(opened, *(standing(f"{n}{m}@a.test", region=f"r{n}") for n in range(10) for m in range(n % 3 + 1)))
    linked(opened, standing("00@a.test", region="r0"), standing("", region="r0"), standing("x@a.test"))

    [cut] = board(opened, cut_by=("region",)).cuts.values()

    assert list(cut.items()) == [(f"r{n}", n % 3 + 1) for n in (2, 5, 8, 1, 4, 7, 0, 3)]


def test_what_the_settings_do_not_ask_for_is_not_cut_by(opened):
    linked(opened, standing("kim@a.test", region="emea", product="card", component="form"))

    assert board(opened, cut_by=()).cuts == {}
    assert board(opened, cut_by=("component",)).cuts == {"component": {"form": 1}}


def test_those_of_the_first_tier_are_named_by_organisation_or_else_by_themselves(opened):
    acme = {"organisation": "acme", "organisation_name": "Acme"}
    linked(
        opened,
        standing("kim@a.test", tier="vip", **acme),
        standing("lee@a.test", tier="vip", **acme),
        standing("zoe@z.test", tier="vip"),
        standing("ann@z.test", tier="premium", organisation="big", organisation_name="Big"),
        standing("", tier="vip"),
    )

    assert board(opened).most_important == ("Acme", "Zoe")
    assert board(opened, top="premium").most_important == ("Big",)
    assert board(opened, top="nobody has it").most_important == ()


def test_at_most_twenty_are_named_in_order(opened):
    linked(opened, *(standing(f"c{n:02}@a.test", tier="vip") for n in reversed(range(30))))

    assert board(opened).most_important == tuple(f"C{n:02}" for n in range(20))


def test_reports_fall_into_windows_of_ten_minutes_of_which_the_last_ends_now(opened):
    reported(opened, 0, 9, 10, 19, 25, 35, 45, 50, 59, 60, 600)

    counted = board(opened)

    assert counted.reports == (2, 1, 1, 1, 2, 2)
    assert sum(counted.reports) == counted.tickets - 2
    assert counted.first_report == datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_a_ticket_that_its_desk_dates_ahead_or_not_at_all_disturbs_no_window(opened):
    reported(opened, -30, 5)
    linked(opened, standing(), created_at=None)

    counted = board(opened)

    assert counted.reports == (0, 0, 0, 0, 0, 1)
    assert counted.first_report == datetime(2026, 3, 2, 11, 55, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_ago", "trend"),
    [
        ([], Trend.NONE),
        ([1, 2, 3], Trend.NONE),
        ([1, 2, 3, 4], Trend.RISING),
        ([1, 2, 21, 22], Trend.STEADY),
        ([1, 2, 3, 4, 5, 21, 22, 23, 24], Trend.STEADY),
        ([1, 2, 3, 4, 5, 6, 21, 22, 23, 24], Trend.RISING),
        ([1, 2, 3, 21, 22, 23, 24], Trend.STEADY),
        ([1, 2, 21, 22, 23, 24], Trend.FALLING),
        ([41, 42, 43, 44, 45], Trend.NONE),
    ],
)
def test_the_trend_compares_the_last_twenty_minutes_with_those_before(opened, minutes_ago, trend):
    reported(opened, *minutes_ago, 300)

    assert board(opened).trend is trend


def test_the_first_report_is_the_oldest_ticket_of_this_incident(opened):
    linked(opened, standing("kim@a.test"), created_at=NINE)
    linked(opened, standing("lee@a.test"), key="INC-2", created_at=NINE - 60 * MINUTE)

    assert board(opened).first_report == NINE.replace(second=0, microsecond=0)
