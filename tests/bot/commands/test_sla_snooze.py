"""No reminders for a while: until when it really is, for whom, and that the time runs on."""

import pytest

from bot.actions.sla_snooze import snooze
from bot.domain.audit import Actor
from bot.domain.card import Card
from bot.domain.sla_metric import Metric
from bot.domain.sla_notice import Hush, Wish
from bot.domain.sla_update import Author
from bot.domain.ticket import TicketStatus
from bot.errors import Conflict
from tests.bot.actions.promises import TOLD, arrives, becomes, counts, heard, passes, speaks, told
from tests.fakes.reader import read as aloud
from tests.fakes.teller import Teller, card_of


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def asks(teller: Teller, typed: str, who: str = "ana", **more: object) -> Card:
    return card_of(teller.does(who, typed, **more))  # type: ignore[arg-type]


def hushes(teller: Teller, about: str = "zendesk:1") -> list[Hush]:
    with teller.store.read() as work:
        return work.hushes.of_several([about]).get(about, [])


def test_every_open_clock_is_quiet_and_the_answer_says_until_when(teller):
    arrives(teller)

    card = asks(teller, "snooze zendesk:1 30m")

    assert card.title == "You hear nothing of zendesk:1 for a while"
    assert aloud(card).split("\n")[1:] == [
        "- First reply: quiet until 09:42",
        "- Solution: quiet until 09:42",
        "  For you alone: others still hear of it, and the time runs on.",
    ]
    assert {(one.metric, one.wish, one.level, one.recipient, one.by) for one in hushes(teller)} == {
        (metric, Wish.SNOOZED, -1, "slack:ana", "slack:ana")
        for metric in (Metric.FIRST_REPLY, Metric.RESOLUTION)
    }


@pytest.mark.parametrize(
    "typed",
    ["snooze 1 until 15:00", "snooze zendesk:1 till 3pm", "snooze https://zendesk.test/tickets/1 15:00"],
)
def test_a_time_of_day_is_in_the_persons_zone(teller, typed):
    arrives(teller)

    assert "Solution: quiet until 14:00" in aloud(asks(teller, typed, zone="Europe/Berlin"))


def test_nobody_is_quiet_for_longer_than_until_it_is_due(teller):
    arrives(teller)

    said = aloud(asks(teller, "snooze 1 3h"))

    assert "First reply: quiet until 10:12, when it is due; after that you are reminded again" in said
    assert "Solution: quiet until 12:12" in said


def test_what_is_late_may_be_quiet_for_a_business_day(teller):
    arrives(teller)
    teller.clock.move(minutes=70)

    said = aloud(asks(teller, "snooze 1 5d"))

    assert "since what is late or paused may be quiet for one business day at most" in said
    assert max(one.until for one in hushes(teller) if one.until).day == 3


def test_a_snoozed_person_hears_nothing_and_the_team_still_does(teller):
    arrives(teller)
    passes(teller, minutes=40)
    asks(teller, "snooze 1 15m")

    passes(teller, minutes=14)
    quiet, team = heard(teller, "ana"), heard(teller, "support")
    passes(teller, minutes=3)

    assert quiet == []
    assert team == ["First reply is due soon · zendesk:1 · Card declined"]
    assert heard(teller, "ana") == ["First reply is due soon · zendesk:1 · Card declined"]


def test_it_holds_in_every_chat_of_the_person(teller):
    teller = told(teller.store, people=TOLD["people"] | {"ana": TOLD["people"]["ana"] | {"teams": "29:1ana"}})
    arrives(teller)

    asks(teller, "snooze 1 30m")

    assert {one.recipient for one in hushes(teller)} == {"slack:ana", "teams:29:1ana"}


def test_one_clock_alone_can_be_snoozed_by_its_name(teller):
    arrives(teller)
    until = teller.clock.move(minutes=1)
    by = Actor("slack:ana", "slack", "snooze", "wish")

    [(clock, _)] = snooze(teller.world, by, "zendesk:1", until, metric=Metric.RESOLUTION, instance=1)

    assert clock.metric is Metric.RESOLUTION
    assert [one.metric for one in hushes(teller)] == [Metric.RESOLUTION]
    with pytest.raises(Conflict):
        snooze(
            teller.world, Actor("slack:ana", "slack", "snooze"), "zendesk:1", until, metric=Metric.NEXT_REPLY
        )


def test_the_same_wish_delivered_twice_counts_once(teller):
    arrives(teller)

    first = teller.does("ana", "snooze 1 30m", id="same")
    second = teller.does("ana", "snooze 1 30m", id="same")

    assert (first.outcome, second.outcome) == ("done", "again")


def test_what_is_over_cannot_be_snoozed(teller):
    arrives(teller)
    speaks(teller, "1", Author.AGENT)
    becomes(teller, "1", TicketStatus.SOLVED)

    reply = teller.does("ana", "snooze 1 30m")

    assert reply.outcome == "no"
    assert card_of(reply).title == "Nothing that was promised to zendesk:1 is waited for."


def test_a_ticket_that_nobody_knows_cannot_be_snoozed(teller):
    assert asks(teller, "snooze zendesk:9 30m").title == "Nothing is known of zendesk:9."


@pytest.mark.parametrize(
    "typed",
    [
        "snooze",
        "snooze 1",
        "snooze 30m",
        "snooze 1 soon",
        "snooze nothing 30m",
        "snooze 1 until 2020-01-01 10:00",
    ],
)
def test_what_is_missing_is_said_and_nothing_is_snoozed(teller, typed):
    arrives(teller)

    assert teller.does("ana", typed).outcome == "bad_input"
    assert hushes(teller) == []


def test_in_a_war_room_its_incident_is_meant(teller):
    key = teller.declare()
    counts(teller, key)

    card = asks(teller, "snooze 10m", room=teller.room())

    assert card.title == "You hear nothing of INC-1 for a while"
    assert [one.metric for one in hushes(teller, key)] == [Metric.INCIDENT_UPDATE]
