"""Policies: which one applies, and what it promises."""

import pytest

from bot.domain.sla_policy import Book, Conditions, Metric, Policy, Subject, Target, in_order, subject_of
from bot.domain.ticket import Priority, Ticket, TicketStatus
from tests.bot.domain.sla_stories import LONG_AGO, at, target

VIP = Subject(tier="vip", priority=Priority.HIGH, system="zendesk", group="Shop", tags=("shop", "eu"),
              organisations=("4711", "Acme"), type="question")  # fmt: skip


def policy(name, position=1, metric=Metric.RESOLUTION, **conditions):
    return Policy(
        name=name, position=position, conditions=Conditions(**conditions), targets=(target(metric),)
    )


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True),
        ({"tier": ("vip", "premium")}, True),
        ({"tier": ("premium",)}, False),
        ({"priority": ("high",)}, True),
        ({"priority": ("low",)}, False),
        ({"system": ("zendesk",)}, True),
        ({"group": ("shop",)}, True),
        ({"group": ("billing",)}, False),
        ({"tag": ("EU",)}, True),
        ({"tag": ("us",)}, False),
        ({"organisation": ("acme",)}, True),
        ({"organisation": ("4711",)}, True),
        ({"organisation": ("Other",)}, False),
        ({"type": ("Question",)}, True),
        ({"tier": ("vip",), "tag": ("us",)}, False),
    ],
)
def test_everything_that_is_named_must_hold_and_of_each_one_word(conditions, holds):
    assert Conditions(**conditions).hold(VIP) is holds


def test_the_first_policy_that_fits_counts():
    policies = in_order(
        [policy("all", 3), policy("vip", 2, tier=("vip",)), policy("low", 1, priority=("low",))]
    )

    found = Book(((LONG_AGO, policies),)).policy(VIP, at(0))

    assert found is not None
    assert found.name == "vip"


def test_a_policy_for_tickets_does_not_stand_in_the_way_of_one_for_incidents():
    policies = in_order([policy("tickets", 1), policy("incidents", 2, Metric.INCIDENT_UPDATE)])
    book = Book(((LONG_AGO, policies),))

    incident, ticket = book.policy(Subject(severity="SEV1"), at(0)), book.policy(VIP, at(0))

    assert incident is not None
    assert ticket is not None
    assert (incident.name, ticket.name) == ("incidents", "tickets")


@pytest.mark.parametrize(
    ("policies", "said"),
    [
        ([policy("a", 1), policy("b", 1)], "a and b have the same position"),
        ([policy("a", 1), policy("a", 2)], "two policies are called a"),
    ],
)
def test_policies_that_cannot_be_told_apart_are_refused(policies, said):
    with pytest.raises(ValueError, match=said):
        in_order(policies)


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_target_of_nothing_is_refused(seconds):
    with pytest.raises(ValueError, match="must be longer than nothing"):
        Target(metric=Metric.RESOLUTION, seconds=seconds)


def test_a_ticket_without_a_priority_is_a_normal_one():
    normal = Target(metric=Metric.RESOLUTION, seconds=1, priority=Priority.NORMAL)

    assert normal.fits(Subject())
    assert not normal.fits(Subject(priority=Priority.HIGH))


def test_the_target_that_says_most_of_whom_it_is_for_counts():
    made = Policy(name="a", position=1, targets=(target(hours=8), target(hours=1, priority=Priority.HIGH)))

    high, low = (
        made.target(Metric.RESOLUTION, Subject(priority=one)) for one in (Priority.HIGH, Priority.LOW)
    )

    assert high is not None
    assert low is not None
    assert (high.seconds, low.seconds) == (3600, 8 * 3600)


def test_the_edition_of_the_instant_counts_and_before_the_first_the_first():
    first, second = (policy("first"),), (policy("second"),)
    book = Book(((at(1), first), (at(2), second)))

    found = [book.at(at(hour)) for hour in (0, 1, 1.5, 2, 3)]

    assert found == [first, first, first, second, second]
    assert Book().at(at(0)) == ()


def test_what_pauses_is_part_of_the_version_and_not_of_the_identity():
    plain, other = target(), target(pauses=frozenset({TicketStatus.PENDING}))

    assert plain.identity == other.identity
    assert (
        Policy(name="a", position=1, targets=(plain,)).version
        != Policy(name="a", position=1, targets=(other,)).version
    )


def test_a_ticket_is_known_by_what_its_desk_shows():
    ticket = Ticket(
        system="zendesk", id="1", subject="x", url="", status=TicketStatus.OPEN, priority=Priority.HIGH,
        group="Shop", tags=("shop", "eu"), organisation="4711", organisation_name="Acme",
        fields={"type": "question"},
    )  # fmt: skip

    assert subject_of(ticket, "vip") == VIP
