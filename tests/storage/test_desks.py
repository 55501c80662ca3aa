"""How it stands with systems of tickets."""

from dataclasses import replace

from bot.domain.desk import DeskState
from tests.storage.samples import NINE
from tests.storage.test_at_once import together

STATE = DeskState(system="zendesk", cursor="c1", polled_at=NINE, poll_due=NINE, trouble="not let in")


def test_a_system_that_was_never_asked_has_an_empty_state(database):
    with database.change() as work:
        assert work.desks.get("zendesk") == DeskState(system="zendesk")
        assert work.desks.lock("zendesk") == DeskState(system="zendesk")


def test_a_state_comes_back_as_it_was_put_and_is_replaced(database):
    with database.change() as work:
        work.desks.put(STATE)
        work.desks.put(replace(STATE, system="github", cursor=""))

    with database.change() as work:
        work.desks.put(replace(STATE, trouble="", polled_at=None))

    with database.change() as work:
        assert work.desks.get("zendesk") == replace(STATE, trouble="", polled_at=None)
        assert work.desks.lock("github") == replace(STATE, system="github", cursor="")


def test_those_who_change_one_state_at_once_wait_for_each_other(database):
    with database.change() as work:
        work.desks.put(replace(STATE, cursor=""))

    def go_on(n):
        with database.change() as work:
            locked = work.desks.lock("zendesk")
            work.desks.put(replace(locked, cursor=locked.cursor + "abcdef"[n]))

    together(6, go_on)

    with database.read() as work:
        assert sorted(work.desks.get("zendesk").cursor) == list("abcdef")


def test_those_who_ask_at_once_for_the_first_time_do_not_overwrite_each_other(database):
    """Nobody has a row yet that could be locked."""

    def begin(n):
        with database.change() as work:
            locked = work.desks.lock("zendesk")
            work.desks.put(replace(locked, cursor=locked.cursor + "abcdef"[n]))

    together(6, begin)

    with database.read() as work:
        assert sorted(work.desks.get("zendesk").cursor) == list("abcdef")


def test_when_all_open_tickets_were_taken_up_is_kept(database):
    with database.change() as work:
        work.desks.put(replace(STATE, listed_at=NINE))

    with database.change() as work:
        assert work.desks.get("zendesk").listed_at == NINE
        work.desks.put(replace(work.desks.lock("zendesk"), listed_at=None))

    with database.read() as work:
        assert work.desks.get("zendesk").listed_at is None
