"""A page that goes to PagerDuty as it is at the wire: in step by its webhooks, also when its API is down."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette

from adapters.paging.pagerduty import connect
from adapters.web.webhooks import webhooks
from bot.config import Settings
from tests.bot.actions.paged import ON_CALL, passes
from tests.fakes.pagerduty import serving
from tests.fakes.pagerduty.fake import FakePagerDuty
from tests.fakes.teller import Teller

KIM = "kim@acme.test"
POLICY = {
    "payments": {
        "steps": [{"page": "service:payments", "wait": "5m"}, {"page": "person:leo", "wait": "5m"}],
        "last_resort": "eve",
    }
}


@pytest.fixture
def pager(told):
    with serving(FakePagerDuty(told.clock.now)) as found:
        found.person("Ana Lenz", "ana@acme.test")
        kim, leo = found.person("Kim Lee", KIM), found.person("Leo Ott", "leo@acme.test")
        found.service("Payments", [kim], [leo])
        yield found


@pytest.fixture
def team(told, pager):
    people = {name: one | {"email": f"{name}@acme.test"} for name, one in ON_CALL["people"].items()}
    paging = {"pagerduty": pager.settings()}
    settings = Settings.model_validate(
        ON_CALL | {"people": people, "paging": paging, "escalation": POLICY, "duty_manager": "eve"}
    )
    assert settings.paging.pagerduty
    ours = connect(settings.paging.pagerduty, now=told.clock.now)
    yield Teller(told.store, settings=settings, clock=told.clock, pagers={"pagerduty": ours})
    ours.close()


def hears_everything(team, pager):
    """All webhooks so far, those that were heard before, too."""
    app = httpx.ASGITransport(app=Starlette(routes=webhooks(team.world)))

    async def tell() -> None:
        async with httpx.AsyncClient(transport=app, base_url="http://caseline.test") as door:
            for body in list(pager.webhooks.made):
                signed = pager.webhooks.signed(body)
                answer = await door.post("/webhooks/pagerduty", content=body, headers=signed)
                assert answer.status_code == 200

    asyncio.run(tell())
    team.knock()


def page_of(team):
    with team.store.read() as work:
        return work.pages.get(1)


def lines(team):
    with team.store.read() as work:
        return [one.text for one in work.timeline.of("INC-1", limit=100)]


@pytest.fixture
def there(team, pager):
    """Pages the service about an incident; gives what PagerDuty then has."""

    def page():
        team.declare("sev1 Checkout is down", "ana")
        team.does("ana", "page policy:payments cards are declined", about="INC-1")
        team.carry()
        [found] = pager.incidents.values()
        return found

    return page


def test_who_acknowledges_there_has_it_here_and_nothing_echoes(team, pager, there):
    incident = there()

    pager.acknowledges(incident.id, KIM)
    hears_everything(team, pager)
    hears_everything(team, pager)
    passes(team, hours=1)

    assert page_of(team).holder == "pagerduty:Kim Lee"
    assert pager.asked["PUT incidents"] == 0


def test_who_has_it_here_acknowledges_there_in_their_own_name(team, pager, there):
    incident = there()

    team.does("leo", "page 1 have it")
    team.carry()
    hears_everything(team, pager)

    assert [one.email for one in incident.holders] == ["leo@acme.test"]
    assert page_of(team).holder == "leo"
    assert pager.asked["PUT incidents"] == 1


@pytest.mark.parametrize("status", [429, 503])
def test_while_its_api_is_down_it_is_woken_all_the_same_and_known_by_its_key_later(
    team, pager, there, status
):
    pager.answers(status)
    incident = there()
    pager.answers()

    pager.acknowledges(incident.id, KIM)
    hears_everything(team, pager)
    passes(team, hours=1)

    assert page_of(team).holder == "pagerduty:Kim Lee"
    assert len(pager.incidents) == 1
    assert any("was reached in another way than usual" in line for line in lines(team))


def test_while_its_api_is_down_who_has_it_here_keeps_it_quiet_there(team, pager, there):
    pager.answers(503)
    incident = there()

    team.does("leo", "page 1 have it")
    team.carry()

    assert (incident.status, page_of(team).holder) == ("acknowledged", "leo")


def test_a_page_whose_answer_was_lost_wakes_once(team, pager, there):
    pager.loses()

    there()
    passes(team, minutes=1)

    assert len(pager.incidents) == 1
    assert pager.asked["POST events"] == 0
