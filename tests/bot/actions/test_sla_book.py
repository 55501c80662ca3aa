"""What was promised stays what it was: editions of policies and calendars, as the database keeps them."""

from datetime import timedelta

import pytest

from adapters.holidays.connect import PublicHolidays
from bot.actions import sla_book
from bot.calendars import explained
from bot.config import Settings
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import Subject
from bot.policies import policies
from tests.bot.actions.promises import TOLD, arrives, desk_of, heard, passes, told

BERLIN = {
    "berlin": {"timezone": "Europe/Berlin", "hours": {"mon-fri": ["09:00-17:00"]}, "holidays": ["DE-BE"]}
}


@pytest.fixture
def publish():
    """Publishes what these settings say, in a world of its own over the same database."""

    def published(store, at=None, **changed):
        teller = told(store, **changed)
        if at:
            teller.clock.move(seconds=(at - teller.clock.now()).total_seconds())
        known = explained(teller.settings.calendars, PublicHolidays(), teller.clock.now())
        calendars = {name: one.calendar for name, one in known.items()}
        object.__setattr__(teller.world, "calendars", calendars)
        sla_book.publish(teller.world, known)
        return teller

    return published


def current(teller):
    with teller.store.read() as work:
        return sla_book.current(teller.world, work)


def editions(teller):
    with teller.store.read() as work:
        return [(str(one.of), one.name) for one in work.editions.all()]


def test_what_is_read_back_is_what_the_settings_say(database, publish):
    rich = [
        {
            "name": "vip",
            "when": {"tier": ["vip"], "severity": ["SEV1"]},
            "calendar": "berlin",
            "targets": {
                "first_reply": {"urgent": "15m", "any": "1h"},
                "incident_update": {"SEV1": {"any": "10m"}},
            },
            "pauses": {"resolution": ["pending", "on_hold"]},
            "agent_created_public": "second_reply",
            "reopened": "new_cycle",
        }
    ]
    teller = publish(database, calendars=BERLIN, sla=rich)

    assert current(teller).newest == policies(teller.settings)
    assert current(teller).calendars["berlin"][0][1].version == teller.world.calendars["berlin"].version


def test_the_same_settings_are_published_once(database, publish):
    publish(database, calendars=BERLIN)
    teller = publish(database, calendars=BERLIN)

    assert editions(teller) == [("policies", ""), ("calendar", "berlin")]


def test_a_changed_policy_counts_from_then_on_and_not_before(database, publish):
    first = publish(database)
    changed = [TOLD["sla"][0] | {"targets": {"first_reply": "2h"}}]
    later = told(database, sla=changed)
    later.clock.move(hours=3)
    sla_book.publish(later.world, {})
    book = current(later).book

    def promised(at):
        policy = book.policy(Subject(system="zendesk"), at)
        assert policy is not None
        target = policy.target(Metric.FIRST_REPLY, Subject(system="zendesk"))
        assert target is not None
        return target.seconds

    assert promised(first.clock.now() + timedelta(hours=1)) == 3600
    assert promised(later.clock.now()) == 7200


def test_another_order_of_policies_is_another_edition(database, publish):
    two = [{"name": name, "targets": {"first_reply": span}} for name, span in (("a", "1h"), ("b", "2h"))]
    publish(database, sla=two)
    teller = publish(database, sla=two[::-1])

    assert [one.name for one in current(teller).newest][:2] == ["b", "a"]
    assert editions(teller) == [("policies", ""), ("policies", "")]


def test_a_holiday_that_is_added_later_changes_no_second_of_the_past(database, publish):
    publish(database, calendars=BERLIN)
    more = {"berlin": BERLIN["berlin"] | {"holidays": ["DE-BE", "2026-03-02"]}}
    later = told(database, calendars=more)
    later.clock.move(hours=4)
    known = explained(later.settings.calendars, PublicHolidays(), later.clock.now())
    sla_book.publish(later.world, known)

    (_, before), (since, after) = current(later).calendars["berlin"]

    assert since == later.clock.now()
    assert before.is_open(later.clock.now())
    assert not after.is_open(later.clock.now())


def test_after_an_edition_every_open_clock_is_looked_at_again(database, publish):
    """A desk that is open longer comes to every threshold sooner than was foreseen."""
    teller = publish(database, calendars=BERLIN, sla=[TOLD["sla"][0] | {"calendar": "berlin"}])
    teller.clock.move(hours=6.5)
    arrives(teller)
    longer = {"berlin": BERLIN["berlin"] | {"hours": {"mon-fri": ["09:00-22:00"]}}}

    later = publish(
        database, at=teller.clock.now(), calendars=longer, sla=[TOLD["sla"][0] | {"calendar": "berlin"}]
    )
    later.world.desks["zendesk"] = desk_of(teller)
    passes(later, minutes=47)

    assert heard(later, "ana") == ["First reply is due soon · zendesk:1 · Card declined"]


def test_without_anything_published_the_settings_count(database):
    teller = told(database)

    assert current(teller).newest == policies(teller.settings)
    assert Settings().sla == ()
