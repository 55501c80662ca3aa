"""What happens when hints, answers of pagers and people come at the same instant."""

from dataclasses import replace

import pytest

from bot.actions import pager_hints, pager_seen
from bot.domain.page_course import PageState
from bot.domain.pager import Contact, PagerHint, PagerState
from tests.bot.actions.pagered import page_of, with_pager
from tests.bot.actions.test_tickets_at_once import carry
from tests.fakes.pager import Pager
from tests.fakes.teller import Teller
from tests.storage.test_at_once import together

KIM = Contact(name="Kim", id="PKIM")
PAGES = 5


@pytest.fixture
def pager():
    return Pager()


@pytest.fixture
def team(postgresql_database, pager):
    """There several units of work are really under way at once."""
    declares = {"declare": [{"do": "declare", "room": "slack:support"}]}
    return with_pager(Teller(postgresql_database), pager, pagerduty=declares)


def test_replicas_that_read_the_same_at_once_declare_one_incident(team, pager):
    found = pager.triggers("checkout-api: errors", service="PSVC")

    def read(_):
        with team.store.change() as work:
            pager_seen.seen(team.world, work, found)

    together(4, read)

    with team.store.read() as work:
        [made] = work.incidents.recent(limit=9)
        assert work.pager_links.get("pagerduty", found.id).incident == made.key


def test_who_has_it_here_and_there_at_the_same_instant_both_have_it_and_nothing_is_stuck(team, pager):
    for number in range(1, PAGES + 1):
        team.declare(f"sev1 Trouble {number}", "ana")
        team.does("ana", "page policy:payments", about=f"INC-{number}")
    team.carry()
    for id in pager.incidents:
        pager.takes(id, KIM)

    def do(n):
        if n == 0:
            for id in pager.incidents:
                pager_hints.hinted(team.world, [("pagerduty", PagerHint(f"taken/{id}", id))])
        elif n == 1:
            for number in range(1, PAGES + 1):
                team.does("leo", f"page {number} have it", id=f"leo/{number}")
        carry(team, n)

    together(4, do)

    with team.store.read() as work:
        holders = [set(_holders(work, number)) for number in range(1, PAGES + 1)]
    assert all("leo" in one for one in holders)
    assert {page_of(team, number).state for number in range(1, PAGES + 1)} == {PageState.ACKNOWLEDGED}
    assert {one.state for one in pager.incidents.values()} == {PagerState.ACKNOWLEDGED}


def _holders(work, number):
    return [one.person for one in work.pages.events(number) if one.what in ("acknowledged", "known")]


def test_an_end_here_and_an_end_there_at_the_same_instant_are_one_end(team, pager):
    for number in range(1, PAGES + 1):
        team.declare(f"sev1 Trouble {number}", "ana")
        team.does("ana", "page policy:payments", about=f"INC-{number}")
    team.carry()
    pager.incidents = {id: replace(one, state=PagerState.RESOLVED) for id, one in pager.incidents.items()}

    def do(n):
        if n == 0:
            for id in pager.incidents:
                pager_hints.hinted(team.world, [("pagerduty", PagerHint(f"over/{id}", id))])
        elif n == 1:
            for number in range(1, PAGES + 1):
                team.does("ana", "resolve rolled back", about=f"INC-{number}", id=f"over/{number}")
        carry(team, n)

    together(4, do)

    with team.store.read() as work:
        assert [one.is_open for one in work.incidents.recent(limit=9)] == [False] * PAGES
        links = [one for number in range(1, PAGES + 1) for one in work.pager_links.of_page(number)]
    assert {one.state for one in links} == {PagerState.RESOLVED}
    assert {page_of(team, number).state for number in range(1, PAGES + 1)} == {PageState.ENDED}
