"""Which word keeps the promise to customers: an update to colleagues, or only what is published."""

import pytest

from bot.config import Settings
from bot.domain.status_update import UpdateState
from tests.bot.actions.promises import passes
from tests.bot.actions.telling import TELLS, drafts, known, publishes, telling
from tests.bot.actions.test_sla_incident import incident
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, button_of, card_of, form_of, labels_of

STATUSPAGE = {"statuspage": {"api_key": "k", "page_id": "p"}}
LETTERS = {
    "smtp": {"host": "smtp.acme.test", "from_address": "help@acme.test"},
    "letters_to": ["all@acme.test"],
}


@pytest.mark.parametrize(
    ("settings", "text", "counts"),
    [
        ({}, "sev1 Checkout is down", True),
        ({"announce": ["slack:incidents"]}, "sev1 Checkout is down", True),
        ({"status_page": {"title": "Acme"}}, "sev1 Checkout is down", False),
        ({"status_page": {"title": "Acme"}}, "sev1 Checkout is down --drill", False),
        ({"status_page": {"title": "Acme"}}, "sev1 Checkout is down --private", True),
        ({"publishing": STATUSPAGE}, "sev1 Checkout is down", False),
        ({"publishing": LETTERS}, "sev1 Checkout is down", False),
        ({"status_updates": {"only_published": True}}, "sev1 Checkout is down", False),
        (
            {"status_page": {"title": "Acme"}, "status_updates": {"only_published": False}},
            "sev1 Checkout is down",
            True,
        ),
    ],
)
def test_an_update_keeps_the_promise_only_where_nobody_is_told_from_here(
    sqlite_database, settings, text, counts
):
    team = Teller(sqlite_database, settings=Settings.model_validate(settings), desks={"zendesk": Desk()})
    team.declare(text)
    promised = incident(team).next_update_due
    team.clock.move(minutes=5)

    answer = card_of(team.does("ana", "update Card payments fail", about="INC-1"))

    assert (incident(team).next_update_due > promised) is counts
    assert incident(team).last_update == "Card payments fail"
    assert ("Tell customers in these words" in labels_of(answer)) is not counts


def test_the_words_for_colleagues_become_a_draft_with_one_press(sqlite_database):
    team = telling(Teller(sqlite_database))
    team.does("ana", "update Cards are declined again.", about="INC-1")
    answer = card_of(team.does("ana", "update Cards of <!channel> *two* banks fail.", about="INC-1"))
    assert "Customers have not been told of it." in read(answer)
    assert "They expect word by" in read(answer)

    button = button_of(answer, "Tell customers in these words")
    team.does("ana", f"{button.does} {button.words}", about=button.about, id="twice")
    team.does("ana", f"{button.does} {button.words}", about=button.about, id="twice")

    [one] = known(team)
    assert one.texts == {"en": "Cards of <!channel> *two* banks fail."}
    assert one.state is UpdateState.DRAFT
    assert "has a draft already" in card_of(team.does("leo", "draft update", about="INC-1")).title
    team.does("leo", "draft discard", about="INC-1")
    assert "no such update" in card_of(team.does("leo", "draft update 4711", about="INC-1")).title


def test_once_something_was_published_updates_no_longer_count(sqlite_database):
    """A desk and nothing else: until the first draft goes out everything is as it always was."""
    told = {name: value for name, value in TELLS.items() if name != "status_page"}
    team = Teller(sqlite_database, settings=Settings.model_validate(told), desks={"zendesk": Desk()})
    team.declare()
    team.does("leo", "liaison me", about="INC-1")
    team.does("eve", "role incident_commander me", about="INC-1")
    team.carry()
    assert labels_of(team.war_room())[:2] == ["Post update", "Tell customers"]
    assert [one.name for one in form_of(team.does("leo", "update", about="INC-1")).fields][-1] == "next_at"
    drafts(team)
    publishes(team)
    promised = incident(team).next_update_due

    team.clock.move(minutes=3)
    team.does("leo", "update Still looking", about="INC-1")
    team.carry()

    assert incident(team).next_update_due == promised
    assert labels_of(team.war_room())[:2] == ["Tell customers", "Post update"]
    assert [one.name for one in form_of(team.does("leo", "update", about="INC-1")).fields][-1] == "phase"


def test_a_reminder_offers_what_would_end_the_wait(sqlite_database):
    team = telling(Teller(sqlite_database))

    passes(team, minutes=16)

    reminder = [one.card for one in team.chat.said if "is due soon" in one.cards[0].title][-1]
    assert labels_of(reminder)[0] == "Tell customers"
    assert "Post update" not in labels_of(reminder)
    form = form_of(team.presses("leo", reminder, "Tell customers"))
    assert form.title
