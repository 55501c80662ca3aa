"""A desk that does not answer, hides tickets or loses them: what is known goes on, nothing comes twice."""

import pytest

from bot.domain.sla_update import Author, Said, Update
from bot.domain.ticket import TicketStatus
from bot.errors import TicketGone, TryLater
from tests.bot.actions.promises import arrives, desk_of, heard, now_reads, passes, read, speaks, told
from tests.fakes.reader import read as shown
from tests.fakes.teller import Teller

SOON = "First reply is due soon · zendesk:1 · Card declined"
LATE = "First reply is late · zendesk:1 · Card declined"
METHODS = ("fetch", "history", "changed", "search")


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def falls_silent(teller):
    for method in METHODS:
        desk_of(teller).trouble[method] = TryLater("no answer")


def answers_again(teller):
    desk_of(teller).trouble.clear()


def hides(teller, *, forbidden=True):
    for method in ("fetch", "history"):
        desk_of(teller).trouble[method] = TicketGone("Zendesk shows no such ticket.", forbidden=forbidden)


def test_reminders_go_on_from_what_is_known_and_say_how_old_that_is(teller):
    arrives(teller)
    passes(teller, minutes=5)
    falls_silent(teller)

    passes(teller, minutes=58)

    assert heard(teller, "ana")[-1] == heard(teller, "mei")[-1] == LATE
    [card] = [one.cards[0] for one in teller.chat.said if one.room == "slack:mei"]
    assert "Zendesk has told nothing new since" in shown(card)


def test_a_desk_that_answers_is_not_said_to_be_silent(teller):
    arrives(teller)

    passes(teller, minutes=62)

    assert not any("told nothing new" in shown(one.card) for one in teller.chat.said)


def test_what_happened_meanwhile_is_caught_up_and_nothing_is_sent_twice(teller):
    arrives(teller)
    passes(teller, minutes=5)
    falls_silent(teller)
    passes(teller, minutes=58)
    before = len(teller.chat.said)
    answered = teller.clock.now()
    desk_of(teller).happened(
        "1", Update(source="zendesk", id="c1", at=answered, by=Author.AGENT, said=Said.PUBLIC)
    )
    desk_of(teller).has("1")
    passes(teller, minutes=50)

    answers_again(teller)
    passes(teller, hours=2)

    assert len(teller.chat.said) == before
    assert now_reads(teller, "mei") == ["Done late: First reply · zendesk:1 · Card declined"]
    assert heard(teller, "kai") == []


def test_a_reply_before_the_due_that_is_heard_of_late_takes_the_breach_back(teller):
    arrives(teller)
    passes(teller, minutes=5)
    falls_silent(teller)
    at = teller.clock.now()
    passes(teller, minutes=58)
    with teller.store.read() as work:
        recorded = work.breaches.of("zendesk:1")

    answers_again(teller)
    speaks(teller, "1", Author.AGENT, at=at)
    passes(teller, minutes=2)

    with teller.store.read() as work:
        assert work.breaches.of("zendesk:1") == []
    assert len(recorded) == 1


def test_a_ticket_that_may_not_be_seen_is_silent_and_goes_on_when_it_is_seen_again(teller):
    arrives(teller)
    passes(teller, minutes=5)
    hides(teller)
    read(teller, "1")
    passes(teller, hours=2)
    hidden = list(teller.chat.said)

    answers_again(teller)
    desk_of(teller).has("1")
    read(teller, "1")
    passes(teller, seconds=30)

    assert hidden == []
    assert heard(teller, "mei") == [LATE]


def test_a_ticket_that_was_deleted_is_silent_for_good(teller):
    arrives(teller)
    passes(teller, minutes=46)
    del desk_of(teller).tickets["1"]
    read(teller, "1")

    passes(teller, hours=30)

    assert heard(teller, "ana") == [SOON]
    assert heard(teller, "mei") == []
    assert now_reads(teller, "ana") == ["No longer promised: First reply · zendesk:1 · Card declined"]


def test_a_ticket_that_its_desk_gives_back_is_promised_the_same_again(teller):
    """Some desks say of what they hide that there is no such thing."""
    arrives(teller)
    passes(teller, minutes=5)
    hides(teller, forbidden=False)
    read(teller, "1")
    passes(teller, minutes=10)

    answers_again(teller)
    desk_of(teller).has("1")
    read(teller, "1")
    passes(teller, minutes=32)

    assert heard(teller, "ana") == [SOON]


def test_one_desk_that_is_down_holds_up_no_reminder_of_another_ticket(teller):
    arrives(teller, "1")
    arrives(teller, "2")
    falls_silent(teller)

    passes(teller, minutes=46)

    assert len(heard(teller, "ana")) == 2


def test_a_desk_that_tells_a_ticket_but_not_its_past_leaves_what_was_known(teller):
    arrives(teller)
    desk_of(teller).trouble["history"] = TryLater("no answer")
    desk_of(teller).has("1", status=TicketStatus.SOLVED)
    read(teller, "1")
    passes(teller, minutes=46)
    meanwhile = heard(teller, "ana")

    answers_again(teller)
    passes(teller, hours=2)

    assert meanwhile == [SOON]
    assert heard(teller, "mei") == []
