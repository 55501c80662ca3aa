"""What is due next: mine, my team's, everything, and what breaks before a shift ends."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.domain.calendar import Calendar
from bot.domain.card import Card, Moment, Paragraph
from bot.domain.person import Person
from bot.domain.sla_update import Author
from bot.domain.ticket import TicketStatus
from tests.bot.actions.promises import TOLD, arrives, becomes, counts, desk_of, speaks, told
from tests.fakes.reader import read as aloud
from tests.fakes.teller import Teller, card_of, labels_of

NOBODY = {"assignee": "", "assignee_id": ""}


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def asks(teller: Teller, typed: str, who: str = "ana", **more: object) -> Card:
    return card_of(teller.does(who, typed, **more))  # type: ignore[arg-type]


def listed(card: Card) -> list[str]:
    """What stands on the list, without how it stands."""
    return [
        row.partition(" · due ")[2].partition(" · ")[2]
        or row.partition(" · was due ")[2].partition(" · ")[2]
        or row
        for row in aloud(card).split("\n")
        if row.startswith("- ")
    ]


def tickets(card: Card) -> list[str]:
    """The tickets and incidents of the list, each once."""
    named = (word for row in listed(card) for word in row.split() if word.startswith(("zendesk:", "INC-")))
    return list(dict.fromkeys(named))


def queue(teller: Teller) -> None:
    """One of Ana's, one of Leo's, one that nobody has, and one of another team."""
    arrives(teller, "1", organisation_name="Acme")
    teller.clock.move(minutes=1)
    arrives(teller, "2", assignee="Leo", assignee_id="12")
    teller.clock.move(minutes=1)
    arrives(teller, "3", **NOBODY)
    teller.clock.move(minutes=1)
    arrives(teller, "4", assignee="Otto", assignee_id="77", group="Billing")


# --- whose ------------------------------------------------------------------------------------


def test_mine_are_those_on_which_i_work_first_due_first(teller):
    queue(teller)

    card = asks(teller, "due")

    assert card.title == "2 promises are yours"
    assert listed(card) == [
        "First reply · zendesk:1 Card declined · Acme (standard)",
        "Solution · zendesk:1 Card declined · Acme (standard)",
    ]
    assert labels_of(card) == ["My team's", "Until my shift ends", "Everything"]


@pytest.mark.parametrize("typed", ["due me", "due mine", "DUE ME", "due my"])
def test_mine_may_be_said(teller, typed):
    queue(teller)

    assert tickets(asks(teller, typed)) == ["zendesk:1"]


def test_my_teams_are_its_members_and_its_queues(teller):
    queue(teller)

    card = asks(teller, "due team", "mei")

    assert tickets(card) == ["zendesk:1", "zendesk:2", "zendesk:3"]
    assert "zendesk:3 Card declined · with nobody in Support" in aloud(card)


def test_another_team_can_be_named(teller):
    teams = {**TOLD["teams"], "billing": {"lead": "kai", "groups": ["billing"]}}
    teller = told(teller.store, teams=teams)
    queue(teller)

    assert tickets(asks(teller, "due team Billing")) == ["zendesk:4"]


def test_everything_is_everything(teller):
    queue(teller)

    assert tickets(asks(teller, "due all", "zoe")) == ["zendesk:1", "zendesk:2", "zendesk:3", "zendesk:4"]


def test_queues_are_found_whatever_their_capitals(teller):
    teller = told(teller.store, teams={"support": TOLD["teams"]["support"] | {"groups": ["sUPPORT"]}})
    arrives(teller, "3", **NOBODY)

    assert tickets(asks(teller, "due team", "mei")) == ["zendesk:3"]


def test_an_address_that_the_chat_vouches_for_is_enough(teller):
    arrives(teller, "5", assignee="Zoe", assignee_id="50", assignee_email="zoe@acme.test")
    stranger = asks(teller, "due", "zoe")
    with teller.store.change() as work:
        now = teller.clock.now()
        work.people.put(Person("slack:zoe", "Zoe", "T1", email="Zoe@acme.test", checked_at=now))

    assert "Caseline does not know which tickets are yours." in aloud(stranger)
    assert tickets(asks(teller, "due", "zoe")) == ["zendesk:5"]


def test_late_ones_come_first_and_paused_ones_last(teller):
    arrives(teller, "1")
    speaks(teller, "1", Author.AGENT)
    becomes(teller, "1", TicketStatus.PENDING)
    teller.clock.move(minutes=30)
    arrives(teller, "2")
    teller.clock.move(minutes=70)
    arrives(teller, "3")

    card = asks(teller, "due")

    said = aloud(card)
    assert card.title == "5 promises are yours · 1 late"
    assert said.index("\nLate\n") < said.index("zendesk:2") < said.index("\nNext\n")
    assert said.index("zendesk:3") < said.index("\nPaused\n") < said.index("zendesk:1")


def test_what_is_answered_leaves_the_list(teller):
    arrives(teller)
    speaks(teller, "1", Author.AGENT)
    becomes(teller, "1", TicketStatus.SOLVED)

    assert "Nobody waits for you. Well done" in aloud(asks(teller, "due"))
    assert "Nobody waits for anything that was promised. Well done." in aloud(asks(teller, "due all"))


def test_a_long_list_is_turned_like_pages(teller):
    for number in range(8):
        arrives(teller, str(number))

    first = asks(teller, "due team", "mei")
    second = card_of(teller.presses("mei", first, "More"))

    assert "Page 1 of 2." in aloud(first)
    assert (len(listed(first)), len(listed(second))) == (12, 4)
    assert not set(listed(first)) & set(listed(second)) - {""}
    assert "More" not in labels_of(second)
    assert "There are no more." in aloud(asks(teller, "due page 9"))


# --- incidents --------------------------------------------------------------------------------


def test_incidents_of_which_i_wear_a_hat_are_mine(teller):
    key = teller.declare()
    counts(teller, key)
    teller.does("ana", "liaison INC-1 me")

    assert tickets(asks(teller, "due")) == ["INC-1"]
    assert tickets(asks(teller, "due", "leo")) == []
    assert tickets(asks(teller, "due all", "leo")) == ["INC-1"]


def test_a_private_incident_is_on_no_list_of_who_may_not_see_it(teller):
    key = teller.declare("sev1 Secret matter --private")
    counts(teller, key)
    teller.does("ana", "liaison INC-1 me")

    for typed in ("due", "due team", "due shift", "due all", "due all 4h", "sla", "home_opened"):
        assert "Secret" not in aloud(asks(teller, typed, "zoe")), typed
        assert "INC-1" not in aloud(asks(teller, typed, "leo")), typed
    assert tickets(asks(teller, "due all")) == ["INC-1"]
    assert asks(teller, "due all", "zoe").title == "Nothing is due"


def test_what_is_resolved_is_due_no_more(teller):
    counts(teller, teller.declare())
    teller.does("ana", "resolve INC-1 done")

    assert tickets(asks(teller, "due all")) == []


# --- until ------------------------------------------------------------------------------------


def test_until_an_instant_in_my_own_zone(teller):
    arrives(teller, "1")

    soon = asks(teller, "due until 11:00", zone="Europe/Berlin")
    later = asks(teller, "due until 11:30", zone="Europe/Berlin")
    span = asks(teller, "due all 9h")

    assert soon.title == "Nothing is late or due by then"
    assert later.title == "One promise is late or due by then"
    assert span.title == "2 promises are late or due by then"


def until(card: Card) -> datetime:
    return next(
        span.at
        for part in card.parts
        if isinstance(part, Paragraph)
        for span in part.line
        if isinstance(span, Moment)
    )


def test_my_shift_holds_mine_and_what_nobody_has(teller):
    queue(teller)

    card = asks(teller, "due shift")

    assert tickets(card) == ["zendesk:1", "zendesk:3"]
    assert "before your shift ends" in card.title


def test_a_shift_ends_when_my_own_quiet_hours_begin(teller):
    people = TOLD["people"] | {
        "ana": TOLD["people"]["ana"] | {"quiet": "18:00-08:00", "timezone": "Europe/Berlin"}
    }
    teller = told(teller.store, people=people)
    arrives(teller)

    assert until(asks(teller, "due shift")) == datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def test_otherwise_it_ends_when_the_calendar_of_the_policy_closes(teller):
    policy = {"name": "office", "targets": {"first_reply": "4h"}, "calendar": "office"}
    calendars = {"office": {"timezone": "UTC", "hours": {"mon-fri": ["08:00-16:30"]}}}
    teller = told(teller.store, sla=[policy], calendars=calendars)
    teller.world.calendars["office"] = Calendar("UTC", {"mon": [("08:00", "16:30")]}, name="office")

    assert until(asks(teller, "due shift")) == datetime(2026, 3, 2, 16, 30, tzinfo=UTC)


def test_otherwise_it_ends_in_eight_hours(teller):
    assert until(asks(teller, "due shift")) == datetime(2026, 3, 2, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["due gibberish", "due team yesterday", "due until 2020-01-01 10:00", "due " + "x" * 9000]
)
def test_what_is_no_time_is_an_error_with_examples(teller, typed):
    reply = teller.does("ana", typed)

    assert reply.outcome == "bad_input"
    assert len(card_of(reply).title) < 200


# --- why it may be empty ----------------------------------------------------------------------


def test_an_empty_list_says_what_would_have_to_be_set(teller):
    store = teller.store
    cases = [
        (teller, "zoe", "due", "writes your id in the desk, or your address, under people"),
        (teller, "zoe", "due team", "You belong to no team."),
        (told(store, sla=[]), "ana", "due", "No policy promises anything yet."),
        (Teller(store), "ana", "due", "No system of tickets is connected"),
        (
            teller,
            "ana",
            "due",
            "Nobody waits for you. Well done; what nobody has yet is on the list of your team.",
        ),
    ]

    for asked, who, typed, said in cases:
        card = asks(asked, typed, who)

        assert said in aloud(card), typed
        assert card.title.startswith("Nothing of")


def test_a_ticket_that_its_desk_forgot_breaks_no_list(teller):
    arrives(teller, "1")
    arrives(teller, "2")
    del desk_of(teller).tickets["2"]

    assert tickets(asks(teller, "due")) == ["zendesk:1", "zendesk:2"]


# --- the home page ----------------------------------------------------------------------------


def test_the_home_page_shows_the_first_five_with_a_button_to_all(teller):
    for number in range(4):
        arrives(teller, str(number))
        teller.clock.move(minutes=1)
    teller.clock.move(minutes=57)

    home = asks(teller, "home_opened", room=None)
    everything = card_of(teller.presses("ana", home, "All 8", room=None))

    assert "My promises: 1 late" in aloud(home)
    assert len([row for row in aloud(home).split("\n") if row.startswith("- ")]) == 5
    assert everything.title == "8 promises are yours · 1 late"


def test_a_short_list_is_whole_on_the_home_page(teller):
    arrives(teller)

    assert "The whole list" in labels_of(asks(teller, "home_opened", room=None))


def test_whom_nothing_concerns_sees_nothing_of_promises_at_home(teller):
    arrives(teller)

    assert "promises" not in aloud(asks(teller, "home_opened", "zoe", room=None))
    assert "promises" not in aloud(asks(Teller(teller.store), "home_opened", room=None))


# --- one that is broken ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spoils",
    [
        "UPDATE sla_updates SET what = 'nonsense' WHERE about = 'zendesk:1'",
        "UPDATE tickets SET status = 'nonsense' WHERE id = '1'",
    ],
)
@pytest.mark.parametrize("typed", ["due", "due team", "due shift", "due all"])
def test_one_that_cannot_be_read_hides_no_other_and_is_named(teller, database, typed, spoils):
    arrives(teller, "1")
    arrives(teller, "2")
    with database.engine.begin() as connection:
        connection.execute(text(spoils))

    card = asks(teller, typed)

    assert tickets(card) == ["zendesk:2"]
    assert "zendesk:1 cannot be read" in aloud(card)
