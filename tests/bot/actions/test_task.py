"""Tasks: added, given to somebody, done."""

from tests.fakes.reader import read
from tests.fakes.teller import card_of, form_of, labels_of

EVE = {"slack:eve": "Eve"}


def test_a_task_is_added_shown_and_finished(teller):
    teller.declare()

    added = card_of(teller.does("ana", "task INC-1 Ask the bank"))
    assert labels_of(added) == ["I'll do it", "Done"]
    teller.carry()
    assert "1. Ask the bank" in read(teller.war_room())

    mine = card_of(teller.presses("leo", added, "I'll do it"))
    assert "1. Ask the bank — @Leo" in read(mine)
    done = card_of(teller.presses("leo", mine, "Done"))
    teller.carry()

    assert done.title == "Task 1 of INC-1 is done"
    assert "Open tasks" not in read(teller.war_room())
    assert "~Ask the bank~ — @Leo" in read(card_of(teller.does("ana", "task INC-1")))
    assert card_of(teller.does("ana", "task INC-1 done 1")).title == "Task 1 of INC-1 is done already."


def test_done_without_a_number_shows_which_tasks_there_are(told):
    told.declare()
    told.does("ana", "task INC-1 Ask the bank")

    shown = card_of(told.does("ana", "task INC-1 done"))

    assert shown.title == "Tasks of INC-1 · SEV1 · Checkout is down"
    assert "1. Ask the bank" in read(shown)


def test_who_is_mentioned_owns_the_task(told):
    told.declare()

    card = card_of(told.does("ana", "task INC-1 Ask the bank @slack:eve", mentions=EVE))

    assert "Ask the bank" in read(card)
    assert "@Eve" in read(card)


def test_a_task_may_be_given_to_somebody_else_and_back(told):
    told.declare()
    told.does("ana", "task INC-1 Ask the bank")

    assert "@Eve" in read(card_of(told.does("ana", "task INC-1 1 @slack:eve", mentions=EVE)))
    assert card_of(told.does("ana", "task INC-1 7 @slack:eve", mentions=EVE)).title == "INC-1 has no task 7."
    assert card_of(told.does("ana", "task INC-1 done 7")).title == "INC-1 has no task 7."


def test_the_form_adds_a_task_for_somebody(told):
    told.declare()
    form = form_of(told.does("ana", "task INC-1 new"))

    assert told.fills("ana", form, person="slack:eve").errors == {"text": "Say what has to be done."}
    assert told.fills("ana", form, text="Ask the bank", person="slack:eve").outcome == "done"


def test_without_tasks_that_is_said(told):
    told.declare()

    assert "No tasks yet." in read(card_of(told.does("ana", "tasks INC-1")))
