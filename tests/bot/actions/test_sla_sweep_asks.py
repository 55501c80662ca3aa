"""When clocks are looked at, and when their desk is asked first."""

from datetime import timedelta

import pytest

from bot.actions import ticket_news
from bot.actions.sla_round import PATIENCE
from bot.actions.sla_sweep import sweep
from bot.domain.sla_metric import Metric
from bot.domain.sla_update import Author, Said, Update
from bot.domain.ticket import TicketStatus
from bot.errors import TryLater
from tests.bot.actions.promises import TOLD, arrives, becomes, desk_of, heard, passes, speaks, told
from tests.fakes.teller import Teller

OFFICE = {"office": {"timezone": "UTC", "hours": {"mon-fri": ["09:00-17:00"]}}}
IN_THE_OFFICE = [{"name": "office", "calendar": "office", "targets": {"first_reply": "1h"}}]


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


@pytest.fixture
def office(database) -> Teller:
    """Promises an hour of office time, from a Monday morning on."""
    teller = told(database, calendars=OFFICE, sla=IN_THE_OFFICE)
    calendars = {name: one.calendar(name, ()) for name, one in teller.settings.calendars.items()}
    object.__setattr__(teller.world, "calendars", {**teller.world.calendars, **calendars})
    return teller


def look_at(teller, metric=Metric.FIRST_REPLY):
    with teller.store.read() as work:
        return next(one.look_at for one in work.clocks.of("zendesk:1") if one.metric is metric)


def answered_unseen(teller):
    """An agent answers, and no webhook tells."""
    now = teller.clock.now()
    desk_of(teller).happened(
        "1", Update(source="zendesk", id="unseen", at=now, by=Author.AGENT, said=Said.PUBLIC)
    )
    desk_of(teller).has("1")


def test_what_is_due_at_closing_time_is_looked_at_again_in_the_morning_and_not_before(office):
    office.clock.move(hours=6.8)
    arrives(office)

    passes(office, minutes=70)

    assert office.clock.now().hour == 17
    assert look_at(office) > office.clock.now() + timedelta(hours=15)


def test_after_a_downtime_the_desk_is_asked_before_anything_is_said(teller):
    arrives(teller)
    teller.clock.move(minutes=50)
    answered_unseen(teller)
    teller.clock.move(hours=3)

    sweep(teller.world)
    teller.carry()
    teller.clock.move(seconds=PATIENCE.total_seconds())
    sweep(teller.world)
    teller.carry()

    assert heard(teller, "mei") == []


def test_after_a_downtime_a_desk_that_does_not_answer_puts_off_nothing_for_long(teller):
    arrives(teller)
    teller.clock.move(hours=3)
    desk_of(teller).trouble["fetch"] = TryLater("Zendesk does not answer.", after=60)

    sweep(teller.world)
    teller.carry()
    teller.clock.move(hours=1)
    sweep(teller.world)
    teller.carry()

    assert "First reply is late · zendesk:1 · Card declined" in heard(teller, "mei")


def test_what_waited_for_the_morning_is_asked_about_before_it_is_said(database):
    ana = TOLD["people"]["ana"] | {"quiet": "22:00-07:00"}
    teller = told(database, people=TOLD["people"] | {"ana": ana})
    teller.clock.move(hours=12.5)
    arrives(teller)
    passes(teller, minutes=60)
    teller.clock.move(hours=8)
    teller.knock()
    desk_of(teller).calls.clear()

    passes(teller, minutes=17)
    asked, said = list(desk_of(teller).calls), heard(teller, "ana")
    passes(teller, minutes=2)

    assert "fetch" in asked
    assert said == []
    assert len(heard(teller, "ana")) == 1


def test_a_reminder_that_is_on_its_way_when_its_clock_is_paused_comes_when_it_runs_again(teller):
    arrives(teller)
    speaks(teller, "1", Author.AGENT)
    passes(teller, minutes=359)
    teller.clock.move(minutes=2)
    sweep(teller.world)
    now = teller.clock.now()
    desk_of(teller).happened("1", Update(source="zendesk", id="p", at=now, status=TicketStatus.PENDING))
    desk_of(teller).has("1", status=TicketStatus.PENDING)
    _read_before_anything_goes_out(teller)
    paused = heard(teller, "ana")

    teller.clock.move(hours=1)
    becomes(teller, "1", TicketStatus.OPEN)
    passes(teller, minutes=1)

    assert paused == []
    assert heard(teller, "ana") == ["Solution is due soon · zendesk:1 · Card declined"]


def _read_before_anything_goes_out(teller):
    desk = desk_of(teller)
    with teller.store.change() as work:
        ticket_news.seen(teller.world, work, desk.fetch("1"), desk.history("1"))
    teller.carry()
