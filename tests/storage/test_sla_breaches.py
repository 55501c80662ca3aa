"""Targets that were missed: written down once, and taken away when they turn out not to have been."""

from dataclasses import replace

from bot.domain.sla_metric import Metric
from bot.domain.sla_tracked import Missed
from tests.storage.samples import NINE

FIRST = Missed(
    about="zendesk:1",
    metric=Metric.FIRST_REPLY,
    instance=1,
    seconds=3600,
    calendar="24x7",
    at=NINE,
    detected_at=NINE,
)
OTHER = replace(FIRST, about="zendesk:2")


def test_of_many_at_once_those_that_were_not_known_come_back(database):
    with database.change() as work:
        assert work.breaches.put({"zendesk:1": [FIRST]}) == [FIRST]

        fresh = work.breaches.put({"zendesk:1": [FIRST], "zendesk:2": [OTHER], "zendesk:3": []})

    assert fresh == [OTHER]


def test_what_turns_out_not_to_have_been_missed_goes_and_others_stay(database):
    with database.change() as work:
        work.breaches.put({"zendesk:1": [FIRST], "zendesk:2": [OTHER]})

        work.breaches.put({"zendesk:1": []})

        assert work.breaches.of("zendesk:1") == []
        assert work.breaches.of("zendesk:2") == [OTHER]


def test_a_reason_stays_when_the_same_is_found_again(database):
    with database.change() as work:
        work.breaches.put({"zendesk:1": [FIRST]})
        work.breaches.explain(replace(FIRST, reason="missed"))

        work.breaches.put({"zendesk:1": [FIRST]})

        assert [one.reason for one in work.breaches.of("zendesk:1")] == ["missed"]
