"""What people say of an incident's customers, and when its board is drawn anew."""

from datetime import timedelta

import pytest

from bot.domain.impact import Impact
from tests.storage.samples import NINE, incident
from tests.storage.test_at_once import together

PAUSE = timedelta(seconds=5)
SAID = Impact(
    incident="INC-1",
    stated=300,
    stated_by="slack:U1",
    stated_at=NINE,
    sentiment="angry",
    sentiment_by="slack:U2",
    sentiment_at=NINE + PAUSE,
)


@pytest.fixture
def opened(database):
    """INC-1, INC-2 and INC-3."""
    with database.change() as work:
        for number in (1, 2, 3):
            work.incidents.add(incident(number))
    return database


def changed(database, at=NINE, key="INC-1"):
    with database.change() as work:
        work.impacts.changed(key, at, pause=PAUSE)


def due(database, at=NINE, limit=10):
    with database.read() as work:
        return work.impacts.redraws_due(at, limit=limit)


def taken(database, at=NINE, key="INC-1"):
    with database.change() as work:
        return work.impacts.take_redraw(key, at)


def test_until_somebody_says_something_nothing_is_said(opened):
    with opened.read() as work:
        assert work.impacts.of("INC-1") == Impact(incident="INC-1")


def test_what_people_say_is_kept_and_replaced(opened):
    with opened.change() as work:
        work.impacts.put(Impact(incident="INC-1", stated=2))
        work.impacts.put(SAID)

    with opened.read() as work:
        assert work.impacts.of("INC-1") == SAID
        assert work.impacts.of("INC-2") == Impact(incident="INC-2")


def test_what_people_say_leaves_alone_when_the_board_is_drawn(opened):
    changed(opened)

    with opened.change() as work:
        work.impacts.put(SAID)

    assert due(opened) == [("INC-1", None)]


def test_a_board_that_changed_leaves_alone_what_people_said(opened):
    with opened.change() as work:
        work.impacts.put(SAID)

    changed(opened)
    taken(opened)

    with opened.read() as work:
        kept = work.impacts.of("INC-1")
    assert (kept.stated, kept.sentiment, kept.drawn_at, kept.redraw_due) == (300, "angry", NINE, None)


def test_the_first_change_is_drawn_at_once_and_the_next_after_the_pause(opened):
    changed(opened)
    at_once = due(opened)
    taken(opened)
    changed(opened, NINE + PAUSE / 5)
    changed(opened, NINE + PAUSE / 2)

    assert at_once == [("INC-1", None)]
    assert due(opened, NINE + PAUSE / 2) == []
    assert due(opened, NINE + PAUSE) == [("INC-1", NINE)]


def test_changes_without_end_do_not_put_the_drawing_off(opened):
    changed(opened)
    taken(opened)

    for second in range(1, 6):
        changed(opened, NINE + timedelta(seconds=second))

    assert taken(opened, NINE + PAUSE)


def test_a_drawing_is_taken_once_and_not_before_it_is_due(opened):
    changed(opened, NINE)

    assert not taken(opened, NINE - PAUSE)
    assert taken(opened)
    assert not taken(opened)
    assert not taken(opened, key="INC-2")


def test_a_drawing_that_several_take_at_once_is_taken_by_one(opened):
    changed(opened)

    assert sorted(together(5, lambda _: taken(opened))) == [False] * 4 + [True]


def test_boards_that_change_at_once_for_the_first_time_are_drawn_once(opened):
    together(5, lambda _: changed(opened))

    assert due(opened) == [("INC-1", None)]


def test_the_longest_wait_is_drawn_first(opened):
    for seconds, key in enumerate(("INC-3", "INC-1", "INC-2")):
        changed(opened, NINE + timedelta(seconds=seconds), key)

    assert [key for key, _ in due(opened, NINE + PAUSE, limit=2)] == ["INC-3", "INC-1"]
