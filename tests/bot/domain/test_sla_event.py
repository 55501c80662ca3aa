"""The log of metrics: order, duplicates, and the words of desks."""

from dataclasses import replace
from itertools import permutations

import pytest

from bot.domain.sla_event import Event, Kind, in_order
from bot.domain.sla_policy import Metric
from bot.domain.sla_update import ordered
from tests.bot.domain.sla_stories import Story, at


def event(id, kind=Kind.PAUSE, hour=1.0, sequence=None):
    return Event(source="z", id=id, at=at(hour), kind=kind, metric=Metric.RESOLUTION, sequence=sequence)


def test_without_a_sequence_the_kind_decides_and_then_the_id():
    kinds = [Kind.ACTIVATE, Kind.COMMENT, Kind.FULFIL, Kind.PAUSE, Kind.RESUME, Kind.APPLY_SLA, Kind.CANCEL]
    events = [event(str(9 - number), kind) for number, kind in enumerate(kinds)]

    for mixed in (events, events[::-1], events[3:] + events[:3]):
        assert [one.kind for one in in_order(mixed)] == kinds


def test_the_sequence_of_a_source_counts_before_the_kind():
    events = [event("a", Kind.CANCEL, sequence=1), event("b", Kind.ACTIVATE, sequence=2)]

    assert [one.id for one in in_order(events)] == ["a", "b"]


def test_an_event_counts_once_whichever_of_its_deliveries_came_first():
    first, again = event("a"), replace(event("a"), at=at(2))

    assert {tuple(in_order(mixed)) for mixed in permutations([first, again, event("b")])} == {
        tuple(in_order([first, again, event("b")]))
    }
    assert len(in_order([first, again])) == 1


def test_fractions_of_a_second_are_dropped():
    story = Story().created(at(0).replace(microsecond=900_000))

    assert [one.at for one in ordered(story.updates)] == [at(0)]


@pytest.mark.parametrize(
    "when", [at(0).replace(year=1900), at(0).replace(year=9999), at(0).replace(tzinfo=None)]
)
def test_an_instant_that_no_desk_can_mean_is_refused(when):
    with pytest.raises(ValueError, match="expected an instant from 1901 to 2198"):
        Story().created(when)
