"""A slower pace begins with the next word, and is read from what happened, however it is told."""

import random
from itertools import permutations

import pytest

from bot.domain.sla_book import read, written
from bot.domain.sla_clock import State
from bot.domain.sla_metric import Metric
from bot.domain.sla_pace import pace_of
from bot.domain.sla_policy import Subject
from bot.domain.sla_rules import metric_events
from bot.domain.sla_update import What
from tests.bot.domain.sla_stories import Story, at, book, target

SEV1 = Subject(severity="SEV1", phase="investigating")
SEV2 = Subject(severity="SEV2", phase="investigating")
WORD = Metric.INCIDENT_UPDATE
PROMISED = book(
    target(WORD, 1 / 3, severity="SEV1"),
    target(WORD, 0.5, severity="SEV2"),
    target(WORD, 1, severity="SEV1", slow=True),
    target(WORD, 1, severity="SEV2", slow=True),
)


def declared(about=SEV2) -> Story:
    return Story("caseline").add(at(0), what=What.DECLARED, about=about)


def due(story: Story, now: float, promised=PROMISED):
    """Of the word that customers wait for."""
    clocks = story.clocks(at(now), promised)
    return next((one.due for (m, _), one in clocks.items() if m is WORD and one.state is State.ACTIVE), None)


def test_what_was_promised_stays_and_the_next_word_promises_longer():
    story = declared().add(at(2), what=What.PUBLISHED).add(at(2.1), what=What.SLOWER)
    assert due(story, 2.2) == at(2.5)

    story.add(at(2.4), what=What.PUBLISHED)
    assert due(story, 2.5) == at(3.4)

    story.add(at(2.6), what=What.USUAL)
    assert due(story, 2.7) == at(3.4)

    story.add(at(3), what=What.PUBLISHED)
    assert due(story, 3) == at(3.5)


def test_a_severity_that_is_worse_ends_it_at_once():
    slow = declared().add(at(2), what=What.SLOWER).add(at(2.1), what=What.PUBLISHED)
    worse = slow.add(at(2.2), what=What.USUAL, about=SEV1)

    assert due(worse, 2.3) == at(2.1 + 1 / 3)


def test_an_instant_that_was_announced_in_person_gives_way_to_a_sooner_one_when_it_got_worse():
    slow = declared().add(at(2), what=What.SLOWER).add(at(2.1), what=What.PUBLISHED, promised=at(3))
    assert due(slow, 2.2) == at(3)

    assert due(slow.add(at(2.2), what=What.USUAL, about=SEV1), 2.3) == at(2.1 + 1 / 3)


def test_a_reopened_incident_begins_as_usual():
    story = declared().add(at(2), what=What.SLOWER).add(at(2.1), what=What.PUBLISHED)
    story.add(at(3), what=What.OVER).add(at(9), what=What.REOPENED)

    assert due(story, 9) == at(9.5)
    assert pace_of(story.updates).began == at(9)
    assert not pace_of(story.updates).decided_at


@pytest.mark.parametrize(
    ("promised", "seconds"),
    [
        (book(target(WORD, 0.5, "office"), target(WORD, 1, slow=True)), (3600, "office")),
        (book(target(WORD, 2), target(WORD, 1, slow=True)), (7200, "24x7")),
        (book(target(WORD, 0.5)), (1800, "24x7")),
    ],
    ids=["in the same calendar", "never sooner", "without one as usual"],
)
def test_a_slower_target_is_the_usual_one_for_longer(promised, seconds):
    policy = promised.policy(SEV2, at(0))

    found = policy.target(WORD, SEV2, slow=True)

    assert (found.seconds, found.calendar) == seconds
    assert policy.target(WORD, SEV2) == policy.targets[0]


def test_updates_that_come_twice_and_in_any_order_come_to_the_same_pace_and_clocks():
    story = declared().add(at(2), what=What.SLOWER).add(at(2.1), what=What.PUBLISHED)
    story.add(at(2.6), what=What.USUAL, about=SEV1).add(at(2.8), what=What.PUBLISHED)
    events, pace = metric_events(story.updates, PROMISED), pace_of(story.updates)

    for order in permutations(story.updates):
        again = [*order, random.Random(0).choice(order)]
        assert metric_events(again, PROMISED) == events
        assert pace_of(again) == pace


def test_an_edition_remembers_what_is_slower_and_older_ones_know_of_nothing():
    [(_, policies)] = PROMISED.editions
    body = written(policies)
    assert read(body) == policies

    for one in body["policies"][0]["targets"]:
        del one["slow"]

    assert not any(one.slow for one in read(body)[0].targets)
