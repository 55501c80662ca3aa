"""Names for ids: asked for when they are needed, kept for a while, and never worth a failure."""

from datetime import UTC, datetime

import pytest

from adapters.tickets.names import KNOWN_FOR, Known, Names
from bot.errors import NotLetIn, Refused, TryLater
from tests.fakes.clock import StoppedClock

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


class Staff:
    def __init__(self):
        self.people = {"7": Known("Ana", "ana@acme.test")}
        self.trouble = None
        self.asked = 0

    def __call__(self):
        self.asked += 1
        if self.trouble:
            raise self.trouble
        return dict(self.people)


@pytest.fixture
def clock():
    return StoppedClock(NOON)


@pytest.fixture
def staff():
    return Staff()


def test_nobody_is_asked_before_there_is_an_id(staff, clock):
    names = Names(staff, clock.now)

    assert (names.of(""), names.email_of("")) == ("", "")
    assert staff.asked == 0


def test_everybody_is_asked_for_once_and_a_stranger_stays_an_id(staff, clock):
    names = Names(staff, clock.now)

    assert [names.of(id) for id in ("7", "8", "7")] == ["Ana", "8", "Ana"]
    assert staff.asked == 1


def test_an_address_is_known_by_the_same_list_and_a_stranger_has_none(staff, clock):
    names = Names(staff, clock.now)

    assert [names.email_of("7"), names.of("7"), names.email_of("8")] == ["ana@acme.test", "Ana", ""]
    assert staff.asked == 1


def test_after_a_while_a_new_name_is_seen(staff, clock):
    names = Names(staff, clock.now)
    names.of("7")
    staff.people["7"] = Known("Ana Lima")
    clock.move(seconds=KNOWN_FOR.total_seconds() - 1)
    early = names.of("7")

    clock.move(seconds=1)

    assert (early, names.of("7")) == ("Ana", "Ana Lima")


@pytest.mark.parametrize("trouble", [Refused("no"), NotLetIn("no"), TryLater("later", after=9)])
def test_trouble_leaves_names_as_they_were(staff, clock, trouble):
    fresh, known = Names(staff, clock.now), Names(staff, clock.now)
    known.of("7")
    staff.trouble = trouble
    clock.move(seconds=KNOWN_FOR.total_seconds())

    assert (fresh.of("7"), known.of("7"), known.of("7")) == ("7", "Ana", "Ana")
    assert staff.asked == 3
