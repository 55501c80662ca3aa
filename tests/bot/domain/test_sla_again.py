"""What was said before comes once more when the time is over for which somebody wanted peace."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import Silence
from bot.domain.sla_notice import NoticeState, notice
from bot.domain.sla_sweep import decide, settled
from tests.bot.domain.sla_stories import HOUR, Story, at, every
from tests.bot.domain.sla_sweeping import concern

SNOOZED = Silence(snoozed={(Metric.RESOLUTION, 1, "mia"): at(9)})
TAKEN = Silence(ended={(Metric.RESOLUTION, 1, 3): at(9)})


def late(now, silence=None, metric=Metric.RESOLUTION, promised=None):
    """Eight hours are promised, unless something else is, and the breach is what the lead hears of."""
    return concern(Story().created(at(0)).clock(at(now), metric, promised=promised), silence=silence)


def heard(of, when, state=NoticeState.SENT):
    """What the lead hears of it there, as it is kept."""
    (nag,) = [one for one in decide(of, ()).send if one.recipient == "mia"]
    return kept(nag, when, state)


def kept(nag, when, state=NoticeState.SENT):
    return replace(notice(nag, state, when), sent_at=when if state is NoticeState.SENT else None)


def said(of, notices):
    return [one for one in decide(of, settled(of, notices)).send if one.recipient == "mia"]


@pytest.mark.parametrize("silence", [SNOOZED, TAKEN], ids=["snoozed", "taken"])
def test_what_was_heard_before_comes_once_more(silence):
    first = heard(late(8.5), at(8.5))

    (again,) = said(late(9, silence), [first])

    assert (again.rung.level, again.at) == (3, at(9))
    assert said(late(9.5, silence), [first, kept(again, at(9))]) == []


def test_what_was_first_heard_afterwards_does_not_come_again():
    first = heard(late(8.5), at(9) + timedelta(seconds=5))

    assert said(late(9.5, TAKEN), [first]) == []


def test_what_is_heard_of_another_promise_takes_the_place_of_nothing():
    first = heard(late(8.5), at(8.5))
    other = heard(late(9.2, metric=Metric.FIRST_REPLY), at(9.2))

    (again,) = said(late(9.5, SNOOZED), [first, other])

    assert again.metric is Metric.RESOLUTION


def test_what_was_heard_of_an_earlier_target_takes_the_place_of_nothing():
    earlier = heard(late(8.5, promised=every(7)), at(9.2))

    (first,) = said(late(9.5, SNOOZED), [earlier])

    assert (first.target.seconds, first.threshold) == (8 * HOUR, "3:breach")


def test_what_came_once_more_is_not_followed_by_what_it_took_the_place_of():
    first = heard(late(8.5), at(8.5), NoticeState.QUEUED)
    (again,) = said(late(9, TAKEN), [first])
    given_up = replace(first, state=NoticeState.SUPERSEDED)

    assert said(late(9.5, TAKEN), [given_up, kept(again, at(9))]) == []
