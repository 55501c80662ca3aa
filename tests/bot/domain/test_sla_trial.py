"""Policies tried on past tickets."""

import gc
import tracemalloc
from itertools import count

import pytest

from bot.domain.sla_policy import Book, Conditions, Metric, Policy, Subject
from bot.domain.sla_trial import SHOWN, Outcome, PastTicket, Trial
from bot.domain.ticket import Priority
from tests.bot.domain.sla_stories import CALENDARS, HOUR, LONG_AGO, Story, at, book, every, target

NORMAL = Priority.NORMAL
MIDNIGHT = at(24)
HOURLY = book(target(Metric.FIRST_REPLY, 1))


def tried(*stories, promised=HOURLY, now=MIDNIGHT, only=""):
    trial = Trial(promised, CALENDARS, now, only)
    for number, story in enumerate(stories, start=1):
        trial.add(PastTicket(f"{number}", tuple(story.updates)))
    return trial


def counts(trial, metric=Metric.FIRST_REPLY, priority=NORMAL):
    return {name.value: number for name, number in trial.tallies[metric, priority].counts.items() if number}


@pytest.mark.parametrize(
    ("story", "outcome"),
    [
        (Story().created(at(9)).reply(at(10)), "kept"),
        (Story().created(at(9)).reply(at(10.5)), "missed"),
        (Story().created(at(9)), "missed"),
        (Story().created(at(23.5)), "running"),
        (Story().created(at(9)).status(at(9.5), "solved"), "cancelled"),
        (Story().created(at(9)).status(at(11), "solved"), "missed"),
    ],
)
def test_a_clock_is_counted_once_as_what_became_of_it(story, outcome):
    assert counts(tried(story)) == {outcome: 1}


def test_how_late_it_was_is_open_time():
    night = Story().created(at(16)).reply(at(10, day=2))

    trial = tried(night, promised=book(target(Metric.FIRST_REPLY, 1.5, "office")), now=at(24, day=2))

    (miss,) = trial.worst
    assert (miss.due, miss.late, miss.is_open) == (at(9.5, day=2), HOUR // 2, False)


def test_an_open_clock_is_late_until_now_and_said_to_be_open():
    (miss,) = tried(Story().created(at(9)), now=at(12)).worst

    assert (miss.late, miss.is_open) == (2 * HOUR, True)


def test_a_longer_target_forgives_nothing_and_adds_nothing():
    promised = book(target(hours=1, priority=Priority.URGENT), target(hours=10))
    urgent = Subject(priority=Priority.URGENT)
    story = Story().created(at(0), about=urgent).becomes(at(3)).status(at(8), "solved")

    trial = tried(story, promised=promised)

    assert counts(trial, Metric.RESOLUTION) == {"missed": 1}
    assert [(one.target.seconds, one.due, one.late) for one in trial.worst] == [(HOUR, at(1), 2 * HOUR)]


def test_median_and_worst_lateness_stand_by_metric_and_priority():
    stories = [Story().created(at(0)).reply(at(1 + late)) for late in (0, 1, 2, 6)]
    high = Story().created(at(0), about=Subject(priority=Priority.HIGH)).reply(at(4))

    trial = tried(*stories, high)

    normal = trial.tallies[Metric.FIRST_REPLY, NORMAL]
    assert (normal.median_late, normal.worst_late) == (2 * HOUR, 6 * HOUR)
    assert trial.tallies[Metric.FIRST_REPLY, Priority.HIGH].worst_late == 3 * HOUR
    assert trial.total(Outcome.MISSED) == 4


def test_a_clock_belongs_to_the_priority_that_the_ticket_had_when_it_ended():
    story = Story().created(at(0)).reply(at(0.5)).becomes(at(1), priority=Priority.URGENT)

    trial = tried(story, promised=every(2), now=at(1))

    assert counts(trial) == {"kept": 1}
    assert counts(trial, Metric.RESOLUTION, Priority.URGENT) == {"running": 1}


def test_the_ten_worst_tickets_are_named_each_once_the_worst_first():
    stories = [Story().created(at(0)).reply(at(1 + late / 4)) for late in range(15)]

    trial = tried(*stories, promised=every(0.5), now=at(12))

    assert [one.ticket for one in tried(*stories).worst] == [f"{number}" for number in range(15, 5, -1)]
    assert len({one.ticket for one in trial.worst}) == SHOWN


def _two_policies():
    vip = Policy(name="vip", position=1, conditions=Conditions(tier=("vip",)), targets=(target(hours=1),))
    rest = Policy(name="rest", position=2, conditions=Conditions(tag=("paid",)), targets=(target(hours=2),))
    return Book(((LONG_AGO, (vip, rest)),))


def test_the_first_policy_that_fits_counts_whichever_is_tried():
    vip = Story().created(at(0), about=Subject(tier="vip", tags=("paid",)))
    paid = Story().created(at(0), about=Subject(tags=("paid",)))
    neither = Story().created(at(0), about=Subject(tier="free"))

    trial = tried(vip, paid, neither, promised=_two_policies(), only="rest")

    assert (trial.read, trial.matched, trial.elsewhere, trial.unmatched) == (3, 1, 1, 1)
    assert [(one.ticket, one.policy) for one in trial.worst] == [("2", "rest")]
    assert [(id, about.tier) for id, about in trial.strangers] == [("3", "free")]


def test_what_is_later_than_now_does_not_count():
    trial = tried(Story().created(at(30)), Story().created(at(9)).reply(at(9.5)), now=at(9.25))

    assert trial.later == 1
    assert counts(trial) == {"running": 1}


def test_what_becomes_of_a_ticket_that_was_merged_away_matches_nothing():
    gone = Story().created(at(0), about=Subject(tier="free"))
    gone.add(at(1), what="merged").becomes(at(2), tier="vip")

    assert tried(gone, promised=_two_policies()).unmatched == 1


@pytest.mark.slow
def test_a_thousand_tickets_more_need_no_more_memory():
    trial, numbers = Trial(HOURLY, CALENDARS, at(24)), count()

    def add(tickets: int) -> int:
        for _ in range(tickets):
            story = Story().created(at(0)).reply(at(2)).question(at(3)).status(at(4), "solved")
            trial.add(PastTicket(f"{next(numbers)}", tuple(story.updates)))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    before, after = add(200), add(1000)
    tracemalloc.stop()

    assert after - before < 1000 * 40
    assert len(trial.worst) == SHOWN
