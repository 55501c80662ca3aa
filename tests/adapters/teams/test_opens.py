"""Buttons of a reminder say beforehand whether they open a dialog, since Teams has to know."""

from adapters.teams.opens import opens
from bot.domain.card import Buttons
from tests.bot.actions.one_by_one import one_by_one, publishes, shown
from tests.bot.actions.promises import arrives, passes, told
from tests.fakes.teller import Teller


def test_a_button_of_a_reminder_that_asks_for_more_opens_a_dialog_and_no_other_does(sqlite_database):
    teller = told(sqlite_database)
    arrives(teller)
    passes(teller, minutes=62)
    card = [one.card for one in teller.chat.said if one.room == "slack:ana"][-1]
    buttons = [one for part in card.parts if isinstance(part, Buttons) for one in (*part.buttons, *part.more)]

    replies = {
        one.label: teller.does("ana", f"{one.does} {one.words}", about=one.about).form for one in buttons
    }

    assert {label for label, form in replies.items() if form} == {
        *("Reply", "Say why", "Escalate", "Declare an incident")
    }
    assert {one.label for one in buttons if opens(one)} == {label for label, form in replies.items() if form}


def test_a_button_of_a_personal_word_opens_a_dialog_where_it_asks_for_more(sqlite_database):
    team = one_by_one(Teller(sqlite_database))
    publishes(team)
    found = [one for part in shown(team).parts if isinstance(part, Buttons) for one in part.buttons]

    asked = {
        one: team.does("eve", f"{one.does} {one.words}", about=one.about).form is not None
        for one in sorted(found, key=lambda one: one.label.startswith("Send"))
    }

    assert len(asked) == 6
    assert {one.label for one, form in asked.items() if form is not opens(one)} == set()
