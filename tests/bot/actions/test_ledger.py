"""Who was told, who was not, who wrote since, and who asks for the cause."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.card import Bullets, Link
from bot.domain.sla_update import Author, Said, Update
from bot.domain.ticket import TicketStatus
from bot.errors import Refused
from tests.bot.actions import one_by_one
from tests.bot.actions.promises import read as reads
from tests.bot.actions.telling import card, drafts, has, known, publishes, replies, settle, telling
from tests.fakes.reader import read
from tests.fakes.teller import card_of, labels_of


@pytest.fixture
def told(database, teller):
    return telling(replace(teller, store=database))


def says(told, words, name="leo"):
    return read(card_of(told.does(name, words, about="INC-1")))


def tells(told, **facts):
    drafts(told, **facts)
    publishes(told)


def war_room(told):
    """As the clock has it drawn."""
    told.clock.move(seconds=6)
    told.knock()
    return read(told.war_room())


def becomes(told, id, **changed):
    has(told, id, **changed)
    reads(told, id)


def fails(told, why="It is forbidden."):
    told.desks["zendesk"].trouble["reply"] = Refused(why)


def test_how_many_customers_were_told_stands_on_the_cards(told):
    tells(told)

    assert "Customers told: 3 of 3" in war_room(told)
    assert "Customers told: 3 of 3" in read(card(told))
    assert "[Told (3)]" in says(told, "customers")
    assert "- Customer 1 (standard) · zendesk:1\n" in says(told, "customers told")
    assert "Nobody is left out." in says(told, "customers untold")


def test_a_list_leads_to_the_tickets(told):
    tells(told)

    links = [span for part in told_list(told) for span in part if isinstance(span, Link)]
    assert [one.url for one in links] == [f"https://zendesk.test/tickets/{id}" for id in "123"]


def told_list(told):
    [bullets] = [
        part
        for part in card_of(told.does("leo", "customers told", about="INC-1")).parts
        if isinstance(part, Bullets)
    ]
    return bullets.lines


def test_before_anybody_was_told_nothing_is_said_of_it(told):
    assert "Customers told" not in war_room(told)
    assert "Nobody was told in a ticket yet." in says(told, "customers told")


def test_one_customer_with_two_tickets_is_one_and_told_once_both_are(told):
    same = {"requester": "1", "requester_name": "Customer 1", "requester_email": "c1@acme.test"}
    told.desks["zendesk"].has("4", **same)
    tells(told)
    assert "Customers told: 3 of 3" in read(card(told))
    fails(told)

    told.does("ana", "link zendesk:4", about="INC-1")
    settle(told)

    assert "Customers told: 2 of 3" in war_room(told)
    named = "- Customer 1 (standard) · zendesk:1 and 1 more tickets — It is forbidden."
    assert named in says(told, "customers untold")


def test_who_could_not_be_told_is_named_with_the_reason_and_told_by_one_press(told):
    fails(told)
    tells(told)
    shown = card_of(told.does("leo", "customers untold", about="INC-1"))
    assert read(shown).count("It is forbidden.") == 3
    told.desks["zendesk"].trouble.clear()

    told.presses("leo", shown, "Tell them")
    settle(told)

    assert "Customers told: 3 of 3" in war_room(told)
    assert all(len(replies(told, id)) == 1 for id in "123")
    assert says(told, "publish rest").startswith("Everybody was told")


def test_who_cannot_be_told_any_more_is_not_told_and_the_reason_is_said(told):
    becomes(told, "2", status=TicketStatus.CLOSED)
    tells(told)

    assert "Customers told: 2 of 3" in war_room(told)
    assert "Customer 2 (standard) · zendesk:2 — The ticket is closed." in says(told, "customers untold")


def test_new_words_count_from_then_on_and_what_is_retracted_does_not(told):
    tells(told)
    fails(told)
    drafts(told, symptom="Nothing can be paid.")
    publishes(told)
    assert "Customers told: 0 of 3" in war_room(told)

    told.does("leo", "retract it was wrong", about="INC-1")
    told.carry()

    assert "Customers told: 3 of 3" in war_room(told)


def test_who_wrote_after_they_were_told_is_counted_and_listed(told):
    becomes(told, "1", customer_spoke_at=told.clock.now() - timedelta(minutes=1))
    tells(told)
    assert "answered since" not in war_room(told)

    becomes(told, "1", customer_spoke_at=told.clock.now() + timedelta(minutes=1))

    assert "Customers told: 3 of 3 · 1 answered since" in war_room(told)
    assert "- Customer 1 (standard) · zendesk:1\n" in says(told, "customers answered")


def test_whoever_asks_for_the_cause_is_marked_by_hand_and_taken_back(told):
    reply = told.does("ana", "asked zendesk:2 zendesk:3", about="INC-1")
    assert card_of(reply).title == "zendesk:2, zendesk:3: they ask for the cause"
    assert "Customers told: 2 ask for the cause" in war_room(told)
    assert says(told, "asked zendesk:2").startswith("That they ask for the cause is known.")

    told.presses("ana", card_of(reply), "Undo")

    assert "ask for the cause" not in war_room(told)
    assert "Nobody asks for the cause." in says(told, "customers asked")
    assert says(told, "asked zendesk:9").startswith("zendesk:9 is not linked to INC-1.")
    assert "Name a linked ticket" in says(told, "asked no")


def test_the_card_of_a_ticket_marks_its_customer_and_takes_it_back(told):
    looked = card_of(told.does("leo", "ticket zendesk:3", about="INC-1"))
    told.presses("leo", looked, "INC-1: asks for the cause")
    assert "- Customer 3 (standard) · zendesk:3" in says(told, "customers asked")

    looked = card_of(told.does("leo", "ticket zendesk:3", about="INC-1"))
    assert "Asks for the cause of INC-1" in read(looked)
    told.presses("leo", looked, "INC-1: does not ask for the cause")

    assert "Nobody asks for the cause." in says(told, "customers asked")


def lines(told):
    with told.store.read() as work:
        return [one.text for one in work.timeline.of("INC-1", limit=200) if "told, " in one.text]


def ends(told):
    told.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
    told.carry()
    publishes(told)
    for _ in range(3):
        told.clock.move(seconds=11)
        told.knock()


def test_in_the_end_it_is_said_once_who_was_told_who_asked_and_who_was_forgotten(told):
    tells(told)
    told.does("ana", "asked zendesk:3", about="INC-1")
    becomes(told, "2", status=TicketStatus.CLOSED)

    ends(told)

    counted = "2 customers told, 1 asked for the cause, 1 forgotten"
    assert lines(told) == [f"{counted}: Customer 2 (The ticket is closed)."]
    assert "In the end: 2 customers told, 1 asked for the cause, 1 forgotten" in war_room(told)
    assert labels_of(told.war_room())[0] == "Who was not told"


def test_who_never_heard_a_word_is_named_as_soon_as_it_is_over(told):
    told.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
    told.carry()

    names = "Customer 1, Customer 2, Customer 3"
    assert lines(told) == [f"0 customers told, 0 asked for the cause, 3 forgotten: {names}."]


def test_a_ticket_that_is_gone_holds_up_nobody_who_was_told_on_another(told):
    same = {"requester": "1", "requester_name": "Customer 1", "requester_email": "c1@acme.test"}
    told.desks["zendesk"].has("4", **same)
    tells(told)
    fails(told)
    told.does("ana", "link zendesk:4", about="INC-1")
    settle(told)
    assert "Customers told: 2 of 3" in war_room(told)

    told.desks["zendesk"].has("4", merged_into="1")
    reads(told, "4")

    assert "Customers told: 3 of 3" in war_room(told)


def test_a_ticket_that_was_left_out_and_is_opened_again_is_told_by_one_press(told):
    becomes(told, "2", status=TicketStatus.CLOSED)
    tells(told)
    becomes(told, "2", status=TicketStatus.OPEN)

    told.does("leo", "publish rest", about="INC-1")
    settle(told)

    assert "Customers told: 3 of 3" in war_room(told)
    assert len(replies(told, "2")) == 1


def test_nothing_is_said_of_the_end_while_tickets_are_still_being_told_or_it_is_open_again(told):
    tells(told)
    told.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
    told.carry()
    told.does("eve", "approve", about="INC-1")
    told.does("leo", "publish", about="INC-1")
    told.does("leo", "publish pause", about="INC-1")
    told.clock.move(minutes=2)
    told.knock()
    assert lines(told) == []

    told.does("leo", "publish resume", about="INC-1")
    told.carry()
    told.does("eve", "reopen", about="INC-1")
    told.clock.move(minutes=2)
    told.knock()

    assert lines(told) == []


def test_words_that_went_to_no_ticket_count_for_no_customer(told):
    tells(told)
    drafts(told, symptom="Nothing can be paid.")
    version = str(known(told)[-1].version)
    texts = {f"text_{code}": text for code, text in known(told)[-1].texts.items()}
    fields = {**texts, "to": ("page",), "next_at": known(told)[-1].next_at}
    told.does("leo", f"draft edit {version}", about="INC-1", fields=fields)
    publishes(told)

    assert "Customers told: 3 of 3" in war_room(told)


def test_whoever_writes_that_they_want_to_know_the_cause_is_listed_with_their_words(database, teller):
    promised = [{"name": "standard", "targets": {"first_reply": "1h"}}]
    told = telling(replace(teller, store=database), sla=promised)
    why = "Thanks. Why did this happen? Kim"
    for id, words, by in (
        ("1", why, Author.CUSTOMER),
        ("2", why, Author.AGENT),
        ("3", "Hi!", Author.CUSTOMER),
    ):
        now = told.clock.now()
        one = Update(source="zendesk", id="audit/2", at=now, by=by, said=Said.PUBLIC, words=words)
        told.desks["zendesk"].happened(id, one)
        becomes(told, id)

    shown = says(told, "customers asked")
    assert shown.count("\n- ") == 1
    assert "- Customer 1 (standard) · zendesk:1 — said: Why did this happen?" in shown

    told.does("ana", "asked zendesk:1 no", about="INC-1")
    becomes(told, "1")
    assert "Nobody asks for the cause." in says(told, "customers asked")


def test_who_waits_for_a_personal_word_is_not_forgotten_yet(database, teller):
    told = one_by_one.one_by_one(replace(teller, store=database))
    one_by_one.publishes(told)
    shown = says(told, "customers untold", "eve")
    assert shown.count("waits for a personal word") == 3
    assert "[Tell them] [Personal words]" in shown

    told.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
    told.carry()
    one_by_one.publishes(told, "Cards are accepted again. We are sorry for the trouble.")
    told.clock.move(minutes=3)
    told.knock()
    assert lines(told) == []

    for name in ("Acme", "Bolt Ltd"):
        told.does("leo", f"personal send {name}", about="INC-1")
    for _ in range(3):
        told.clock.move(minutes=1)
        told.knock()

    assert lines(told) == ["5 customers told, 0 asked for the cause, 0 forgotten."]


def test_whom_somebody_left_out_on_purpose_is_not_told_with_the_rest(database, teller):
    told = one_by_one.one_by_one(replace(teller, store=database))
    one_by_one.publishes(told)
    assert says(told, "publish rest").startswith("Who is left waits for a personal word")
    told.does("leo", "personal leave Acme they are told by telephone", about="INC-1")
    told.does("leo", "publish rest", about="INC-1")
    settle(told)

    assert replies(told, "1") == []
    assert "they are told by telephone" in says(told, "customers untold")
