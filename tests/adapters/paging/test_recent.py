"""What was looked up is kept for a while."""

from datetime import timedelta

import pytest

from adapters.paging import recent
from adapters.paging.recent import Recent
from bot.errors import TryLater
from tests.fakes.clock import StoppedClock


def test_a_question_is_asked_once_in_a_while():
    clock, asked = StoppedClock(), []
    kept: Recent[str] = Recent(clock.now, timedelta(minutes=5))

    def ask() -> str:
        asked.append(1)
        return f"answer {len(asked)}"

    found = [kept.get("a", ask), kept.get("a", ask)]
    clock.move(minutes=5)
    found.append(kept.get("a", ask))

    assert found == ["answer 1", "answer 1", "answer 2"]


def test_an_empty_answer_is_one_as_well():
    asked: list[int] = []
    kept: Recent[str] = Recent(StoppedClock().now)

    def ask() -> str:
        asked.append(1)
        return ""

    found = [kept.get("a", ask), kept.get("a", ask)]

    assert (found, asked) == (["", ""], [1])


def test_a_question_that_fails_is_asked_again():
    kept: Recent[str] = Recent(StoppedClock().now)

    def fail() -> str:
        raise TryLater("Not now.")

    with pytest.raises(TryLater):
        kept.get("a", fail)

    assert kept.get("a", lambda: "answer") == "answer"


def test_it_never_grows_without_end():
    kept: Recent[int] = Recent(StoppedClock().now)

    for number in range(recent.MOST + 1):
        kept.put(str(number), number)

    assert kept.find("0") is None
    assert kept.find(str(recent.MOST)) == recent.MOST
