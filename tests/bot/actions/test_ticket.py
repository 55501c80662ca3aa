"""Tickets: linked by what people say, seen on the card, taken back, and never touched twice."""

from dataclasses import replace

import pytest

from bot.actions.desk import hinted
from bot.actions.ticket_errands import KINDS
from bot.cards.delivery import WHAT
from bot.domain.card import Card
from bot.domain.interaction import Message
from bot.domain.outgoing import Delivery
from bot.domain.ticket import Hint, Ref
from bot.errors import NotLetIn, Refused, TryLater
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of, labels_of


def desk_of(teller: Teller, name: str = "zendesk") -> Desk:
    return teller.desks[name]


def linked(teller: Teller, *ids: str) -> None:
    """These tickets exist and are linked to INC-1, and everything has settled."""
    for id in ids:
        if id not in desk_of(teller).tickets:
            desk_of(teller).has(id)
    teller.does("ana", f"link INC-1 {' '.join(f'zendesk:{id}' for id in ids)}")
    settle(teller)


def settle(teller: Teller) -> None:
    """What is due goes out, and then what the clock asks for."""
    teller.carry()
    teller.clock.move(seconds=6)
    teller.knock()


def shown(teller: Teller) -> str:
    return read(card_of(teller.does("ana", "tickets INC-1")))


def entries(teller: Teller, key: str = "INC-1") -> list[str]:
    with teller.store.read() as work:
        return [one.text for one in work.timeline.of(key, limit=200)]


def last_entry_card(teller: Teller) -> Card:
    return [one.card for one in teller.chat.said if one.thread][-1]


def test_a_ticket_is_linked_noted_and_tagged_in_its_desk(desked):
    desked.declare()
    desk_of(desked).has("48211", "Card declined at the checkout", requester_email="kim@acme.test")

    answer = card_of(desked.does("ana", "link INC-1 https://zendesk.test/tickets/48211"))
    settle(desked)

    assert answer.title == "zendesk:48211 is being linked to INC-1"
    assert "zendesk:48211 Card declined at the checkout — open · kim@acme.test" in shown(desked)
    assert desk_of(desked).tickets["48211"].tags == ("incident:inc-1",)
    [note] = desk_of(desked).notes["48211"]
    assert note.startswith("Linked to INC-1 (SEV1): Checkout is down\n")
    assert "Linked: zendesk:48211" in entries(desked)
    assert "Tickets: 1, 1 open" in read(desked.war_room())


def test_linking_again_changes_nothing_and_says_so(desked):
    desked.declare()
    linked(desked, "1", "2")

    again = card_of(desked.does("leo", "link INC-1 zendesk:1, zendesk:2 zendesk:1"))
    settle(desked)

    assert again.title == "Nothing new was linked to INC-1"
    assert "Linked already: zendesk:1, zendesk:2" in read(again)
    assert {id: len(notes) for id, notes in desk_of(desked).notes.items()} == {"1": 1, "2": 1}


def test_the_same_wish_delivered_twice_links_once(desked):
    desked.declare()
    desk_of(desked).has("1")

    desked.does("ana", "link INC-1 zendesk:1", id="wish-x")
    second = card_of(desked.does("ana", "link INC-1 zendesk:1", id="wish-x"))
    settle(desked)

    assert second.title == "INC-1: already done"
    assert len(desk_of(desked).notes["1"]) == 1


def test_many_tickets_at_once_are_answered_at_once_and_their_progress_is_drawn(desked):
    desked.declare()
    ids = [str(number) for number in range(1, 121)]
    for id in ids[:-1]:
        desk_of(desked).has(id)

    answer = card_of(desked.does("ana", "link INC-1 " + "\n".join(f"zendesk:{id}" for id in ids)))
    asked = list(desk_of(desked).calls)
    desked.knock()
    for _ in range(3):
        settle(desked)

    assert answer.title == "120 tickets are being linked to INC-1"
    assert "fetch" not in asked
    progress = read(last_entry_card(desked))
    assert "INC-1: 120 tickets linked" in progress
    assert "119 of 120 linked." in progress
    assert "Could not be linked: 1\n- zendesk:120 — Zendesk has no such ticket any more." in progress
    assert all(len(notes) == 1 for notes in desk_of(desked).notes.values())
    assert "Tickets: 119, 119 open" in read(desked.war_room())


def test_more_than_a_thousand_tickets_in_one_wish_are_too_many(desked):
    desked.declare()

    answer = desked.does("ana", "link INC-1 " + " ".join(f"zendesk:{one}" for one in range(1001)))

    said = "These are 1001 tickets, and at most 1000 can be linked at once; nothing was linked."
    assert card_of(answer).title == said
    assert "fetch" not in desk_of(desked).calls


def test_a_ticket_may_belong_to_two_incidents(desked):
    desked.declare()
    desked.declare("sev3 Refunds are late")
    linked(desked, "1")

    desked.does("leo", "link INC-2 zendesk:1")
    settle(desked)

    assert desk_of(desked).tickets["1"].tags == ("incident:inc-1", "incident:inc-2")
    assert len(desk_of(desked).notes["1"]) == 2


def test_unlinking_takes_the_tag_off_and_may_be_undone(desked):
    desked.declare()
    linked(desked, "1")

    gone = card_of(desked.does("ana", "unlink INC-1 zendesk:1"))
    settle(desked)
    without = (shown(desked), desk_of(desked).tickets["1"].tags)
    desked.presses("ana", gone, "Link again")
    settle(desked)

    assert "No ticket is linked yet." in without[0]
    assert without[1] == ()
    assert "zendesk:1 Card declined" in shown(desked)
    assert "Unlinked: zendesk:1" in entries(desked)


def test_the_last_wish_is_undone_as_a_whole(desked):
    desked.declare()
    linked(desked, "7")
    for number in range(30):
        desk_of(desked).has(f"b{number}")
    answer = card_of(desked.does("ana", "link INC-1 " + " ".join(f"zendesk:b{one}" for one in range(30))))
    settle(desked)

    desked.presses("ana", answer, "Undo")
    settle(desked)

    assert "zendesk:7" in shown(desked)
    assert "zendesk:b" not in shown(desked)


def test_words_that_name_no_ticket_are_named_and_the_rest_is_linked(two_desks):
    two_desks.declare()
    desk_of(two_desks).has("1")

    mixed = card_of(two_desks.does("ana", "link INC-1 zendesk:1 and https://elsewhere.test/tickets/2"))
    nothing = card_of(two_desks.does("ana", "link INC-1 48211"))

    assert "Not understood, and left out: and, https://elsewhere.test/tickets/2" in read(mixed)
    assert "“48211” names no ticket of zendesk, github." in nothing.title


def test_a_bare_number_is_enough_where_one_system_is_connected(desked):
    desked.declare()
    desk_of(desked).has("48211")

    desked.does("ana", "link INC-1 #48211")
    settle(desked)

    assert "zendesk:48211" in shown(desked)


def test_without_a_system_of_tickets_that_is_said(told):
    told.declare()

    answer = card_of(told.does("ana", "link INC-1 48211"))

    assert "No system of tickets is connected" in answer.title


def test_the_form_links_what_is_pasted_into_it(desked):
    desked.declare()
    desk_of(desked).has("1")
    form = form_of(desked.does("ana", "link INC-1"))

    wrong = desked.fills("ana", form, tickets="nothing of the kind")
    done = desked.fills("ana", form, tickets="https://zendesk.test/tickets/1\nzendesk:1")
    settle(desked)

    assert "names no ticket" in wrong.errors["tickets"]
    assert card_of(done).title == "zendesk:1 is being linked to INC-1"
    assert "zendesk:1" in shown(desked)


def test_an_address_posted_in_the_war_room_is_offered_and_not_forced(desked):
    desked.declare()
    desk_of(desked).has("1")
    said = Message("m1", "Look at https://zendesk.test/tickets/1 please")

    desked.does("leo", "said", room=desked.room(), message=said, id="m1")
    settle(desked)
    before = shown(desked)
    [(_, person, offer)] = [one for one in desked.chat.whispers if "Link" in one[2].title]
    desked.presses("leo", offer, "Link")
    settle(desked)

    assert "No ticket is linked yet." in before
    assert person == "slack:leo"
    assert offer.title == "Link zendesk:1 to INC-1?"
    assert "zendesk:1" in shown(desked)


def test_what_is_linked_already_is_not_offered(desked):
    desked.declare()
    linked(desked, "1")

    desked.does(
        "leo", "said", room=desked.room(), message=Message("m1", "https://zendesk.test/tickets/1"), id="m1"
    )
    desked.carry()

    assert not [one for one in desked.chat.whispers if "Link" in one[2].title]


def test_a_tag_that_cannot_be_set_does_not_keep_a_ticket_from_being_linked(desked):
    desked.declare()
    desk_of(desked).trouble["mark"] = Refused("Zendesk does not allow Caseline to do this.")

    linked(desked, "1")

    assert "zendesk:1 Card declined — open · Zendesk does not allow Caseline to do this." in shown(desked)


def test_a_desk_that_is_down_holds_up_its_own_lane_alone(desked):
    desked.declare()
    desk_of(desked).has("1")
    desk_of(desked).trouble["fetch"] = TryLater("Zendesk does not answer.", after=30)

    desked.does("ana", "link INC-1 zendesk:1")
    desked.does("ana", "update INC-1 Paying by invoice works")
    settle(desked)
    meanwhile = (shown(desked), desked.chat.heard(f"slack:{desked.room()}"))
    desk_of(desked).trouble.clear()
    desked.clock.move(seconds=60)
    settle(desked)

    assert "zendesk:1 — being linked" in meanwhile[0]
    assert "INC-1 update: Paying by invoice works" in meanwhile[1]
    assert "zendesk:1 Card declined" in shown(desked)


def test_whatever_a_silent_desk_was_asked_first_the_incident_that_waits_behind_it_says_so(desked):
    """A hint came in before, and nobody here ever heard of that ticket."""
    desked.declare()
    desk = desk_of(desked)
    desk.has("1")
    desk.trouble["fetch"] = TryLater("Zendesk does not answer.", after=5)
    hinted(desked.world, [("zendesk", Hint("e1", "1"))])
    desked.does("ana", "link INC-1 zendesk:1")
    for _ in range(4):
        settle(desked)
    meanwhile = read(desked.war_room())

    desk.trouble.clear()
    settle(desked)

    assert "Zendesk does not answer; what is to be done there waits since 09:12." in meanwhile
    assert "does not answer" not in read(desked.war_room())
    assert "zendesk:1 Card declined" in shown(desked)


def test_a_desk_that_is_silent_about_another_ticket_is_not_said_to_be_silent_here(desked):
    desked.declare()
    desk = desk_of(desked)
    desk.has("1")
    desk.trouble["fetch"] = TryLater("Zendesk does not answer.", after=5)
    hinted(desked.world, [("zendesk", Hint("e1", "1"))])
    for _ in range(4):
        settle(desked)

    assert "does not answer" not in read(desked.war_room())


def test_wrong_credentials_are_told_to_the_operator_once_and_can_be_tried_again(desked):
    settings = desked.settings.model_copy(update={"operators": "slack:#ops"})
    teller = Teller(desked.store, settings, desks=desked.desks)
    teller.declare()
    desk = desk_of(teller)
    desk.has("1")
    desk.has("2")
    for method in ("fetch", "changed"):
        desk.trouble[method] = NotLetIn("Zendesk does not accept Caseline's credentials.")

    teller.does("ana", "link INC-1 zendesk:1 zendesk:2")
    settle(teller)
    teller.clock.move(minutes=10)
    settle(teller)
    told = teller.chat.heard("slack:#ops")
    desk.trouble.clear()
    teller.does("ana", "join INC-1")
    teller.does("ana", "retry INC-1")
    settle(teller)

    assert told == ["Zendesk does not accept Caseline any more"]
    assert teller.chat.heard("slack:#ops")[1:] == ["Zendesk accepts Caseline again"]
    assert "zendesk:1 Card declined" in shown(teller)


def test_a_note_whose_answer_was_lost_is_not_written_a_second_time(desked):
    desked.declare()
    desk_of(desked).has("1")
    desked.does("ana", "link INC-1 zendesk:1")
    desked.carry()
    with desked.store.change() as work:
        [row] = [one for one in work.outbox.of("INC-1", states=(Delivery.DONE,)) if one.kind == "ticket_note"]
        work.outbox.save(replace(row, state=Delivery.WAITING, doubtful=True, done_at=None))

    settle(desked)

    assert len(desk_of(desked).notes["1"]) == 1


def test_a_ticket_is_looked_up_and_a_known_issue_is_said(desked):
    desked.declare()
    linked(desked, "1")
    desk_of(desked).has("2", "Is the checkout down?")

    known = read(card_of(desked.does("leo", "ticket zendesk:1", room=None)))
    alike = read(card_of(desked.does("leo", "ticket zendesk:2", room=None)))

    assert "Known issue: INC-1 Checkout is down — linked" in known
    assert "[Link to INC-1]" not in known
    assert "Known issue: INC-1 Checkout is down — same words: checkout, down" in alike
    assert "[Link to INC-1]" in alike


def test_who_unlinks_more_than_a_button_can_name_is_not_promised_one(desked):
    desked.declare()
    linked(desked, *(f"b{one}" for one in range(30)))

    gone = card_of(desked.does("ana", "unlink INC-1 last"))

    assert gone.title.endswith(" and 25 more")
    assert "To link them again, name them again." in read(gone)
    assert labels_of(gone) == []


def test_what_could_not_be_linked_is_not_called_linked(desked):
    desked.declare()

    desked.does("ana", "link INC-1 zendesk:404")
    settle(desked)
    settle(desked)

    assert last_entry_card(desked).title == "INC-1: nothing could be linked"
    assert "zendesk:404 — Zendesk has no such ticket any more." in read(last_entry_card(desked))


@pytest.mark.parametrize("word", ["link INC-1 zendesk:1", "ticket new zendesk Retry"])
def test_an_incident_that_was_no_incident_takes_no_tickets(desked, word):
    desked.declare()
    desked.does("ana", "cancel INC-1 a test")
    desk_of(desked).has("1")
    settle(desked)

    answer = card_of(desked.does("ana", word, about="INC-1"))

    assert answer.title == "INC-1 was cancelled; no ticket was linked or made. Reopen it first."


def test_customers_who_write_late_are_linked_to_what_is_resolved(desked):
    desked.declare()
    desked.does("ana", "resolve INC-1 The bank is back")

    linked(desked, "1")

    assert "zendesk:1 Card declined — open" in shown(desked)
    assert "— linked, and resolved" in read(card_of(desked.does("leo", "ticket zendesk:1", room=None)))


def test_everything_that_a_desk_is_asked_has_words_for_its_failure():
    assert set(KINDS) <= set(WHAT)


def test_a_ticket_that_could_not_be_made_is_told_once_on_the_card(desked):
    desked.declare()
    desk_of(desked).trouble["create"] = Refused("Zendesk knows no group of that name.")

    desked.does("ana", "ticket new zendesk Retry", about="INC-1")
    settle(desked)

    told = "A ticket could not be made: Zendesk knows no group of that name."
    assert read(desked.war_room()).count(told) == 1


def test_a_ticket_that_nobody_has_is_said_to_be_missing(desked):
    answer = card_of(desked.does("ana", "ticket zendesk:404", room=None))

    assert answer.title == "zendesk:404: Zendesk has no such ticket any more."


def test_a_desk_that_is_silent_leaves_what_was_known_of_a_ticket(desked):
    desked.declare()
    linked(desked, "1")
    desk_of(desked).trouble["fetch"] = TryLater("Zendesk does not answer.")

    known = read(card_of(desked.does("leo", "ticket zendesk:1", room=None)))
    unknown = card_of(desked.does("leo", "ticket zendesk:2", room=None)).title

    assert "zendesk:1 — open" in known
    assert "Zendesk does not answer now; this is how it was." in known
    assert unknown == (
        "Zendesk does not answer, and nobody looked at zendesk:2 before. Try again in a minute."
    )


def test_a_ticket_that_was_deleted_meanwhile_is_looked_up_as_such(desked):
    desked.declare()
    linked(desked, "1")
    del desk_of(desked).tickets["1"]

    assert "~open~ deleted" in read(card_of(desked.does("leo", "ticket zendesk:1", room=None)))


def test_a_ticket_is_made_from_chat_and_linked(desked):
    desked.declare()

    asked = card_of(desked.does("ana", "ticket new zendesk Retry card payments once", about="INC-1"))
    settle(desked)

    assert asked.title == "A ticket in zendesk is being made for INC-1"
    assert "zendesk:9000 Retry card payments once" in shown(desked)
    assert any(one.startswith("Made: zendesk:9000 Retry") for one in entries(desked))


def test_the_war_room_reads_what_was_linked_and_whose_it_is(desked):
    desked.declare()
    desk_of(desked).has("1", "Card declined twice", organisation_name="Globex")
    desk_of(desked).has("2", "<b>Nothing</b> works", requester_name="Kim")

    linked(desked, "1", "2")
    shown_to_all = read(last_entry_card(desked))
    linked(desked, *(str(number) for number in range(10, 16)))

    assert "- zendesk:1 Card declined twice · Globex (standard)" in shown_to_all
    assert "- zendesk:2 <b>Nothing</b> works · Kim (standard)" in shown_to_all
    assert "Card declined" not in read(last_entry_card(desked))


def test_what_was_typed_is_the_text_of_a_ticket_without_the_name_of_its_system(desked):
    desked.declare()

    words = "ticket new zendesk Pay back what @slack:leo found\nSince nine."
    desked.does("ana", words, about="INC-1", mentions={"slack:leo": "Leo"})
    settle(desked)

    [draft] = desk_of(desked).drafts
    assert draft.subject == "Pay back what @Leo found"
    assert draft.text == "Pay back what @Leo found\nSince nine."


def test_a_step_of_the_incident_is_noted_on_tickets_where_the_settings_say_so(desked):
    zendesk = {
        "base_url": "https://zendesk.test",
        "email": "a@b.test",
        "api_token": "x",
        "notes": ["linked", "phase", "ended"],
    }
    settings = desked.settings.model_validate({"tickets": {"zendesk": zendesk}})
    teller = Teller(desked.store, settings, desks=desked.desks)
    teller.declare()
    linked(teller, *(str(one) for one in range(130)))
    teller.does("ana", "join INC-1")

    teller.does("ana", "phase INC-1 identified")
    settle(teller)
    teller.does("ana", "resolve INC-1 The bank is back")
    settle(teller)

    assert {len(notes) for notes in desk_of(teller).notes.values()} == {3}
    assert desk_of(teller).notes["129"][1:] == [
        "INC-1 (SEV1) Checkout is down: investigating → identified",
        "INC-1 (SEV1) Checkout is down: Resolved: The bank is back",
    ]


def test_links_stand_in_the_audit_trail(desked):
    desked.declare()
    linked(desked, "1")
    desked.does("leo", "unlink INC-1 zendesk:1")

    with desked.store.read() as work:
        trail = [
            (one.by, dict(one.before), dict(one.after))
            for one in work.audit.of("INC-1")
            if "linked" in {*one.before, *one.after}
        ]

    assert trail == [
        ("slack:ana", {}, {"linked": ["zendesk:1"]}),
        ("slack:leo", {"linked": ["zendesk:1"]}, {}),
    ]


def test_a_ticket_is_written_as_its_system_and_id():
    assert str(Ref("zendesk", "1")) == "zendesk:1"


def test_a_task_is_followed_up_by_a_ticket_once(desked):
    desked.declare()
    desked.does("ana", "task INC-1 Retry card payments once")

    asked = card_of(desked.does("ana", "task INC-1 file 1"))
    settle(desked)
    again = card_of(desked.does("ana", "task INC-1 file 1 zendesk"))

    assert asked.title == "A ticket in zendesk is being made for INC-1"
    assert "1. Retry card payments once — ticket" in read(card_of(desked.does("ana", "task INC-1")))
    assert "zendesk:9000 Retry card payments once" in shown(desked)
    assert again.title.startswith("Task 1 of INC-1 is followed up already: https://zendesk.test/")


def test_where_a_task_is_followed_up_must_be_known(two_desks):
    two_desks.declare()
    two_desks.does("ana", "task INC-1 Retry card payments once")

    answer = card_of(two_desks.does("ana", "task INC-1 file 1"))

    assert answer.title == "Say where, such as `task file 1 github`; there are zendesk, github."


def test_a_desk_that_does_not_answer_is_named_on_the_card(desked):
    desked.declare()
    desk_of(desked).has("1")
    desk_of(desked).trouble["fetch"] = TryLater("Zendesk does not answer.", after=30)
    desked.does("ana", "link INC-1 zendesk:1")
    for _ in range(3):
        desked.clock.move(seconds=31)
        settle(desked)
    behind = read(desked.war_room())
    desk_of(desked).trouble.clear()
    desked.clock.move(seconds=31)
    settle(desked)
    settle(desked)

    assert "Zendesk does not answer; what is to be done there waits since 09:12." in behind
    assert "does not answer" not in read(desked.war_room())


def test_a_long_subject_of_several_lines_is_one_short_line_on_the_timeline(desked):
    desked.declare()
    desk_of(desked).has("1", "Card\n\n declined " + "x" * 5000, tags=("incident:inc-1",))

    desked.clock.move(minutes=3)
    hinted(desked.world, [("zendesk", Hint("e1", "1"))])
    settle(desked)

    [told] = [one for one in entries(desked) if "by its tag" in one]
    assert told.startswith("Linked by its tag: zendesk:1 Card declined xxx")
    assert len(told) < 140


@pytest.mark.parametrize("id", ["9" * 201, "1\x00", "1\u202e"])
def test_what_cannot_be_an_id_names_no_ticket(desked, id):
    desked.declare()

    answer = read(card_of(desked.does("ana", f"link INC-1 zendesk:{id}")))

    assert "names no ticket of zendesk." in answer
    assert answer.endswith("Nothing was linked.")


def test_behind_the_last_page_there_are_no_older_tickets(desked):
    desked.declare()
    linked(desked, "1")

    assert "There are no older ones." in read(card_of(desked.does("ana", "tickets INC-1 9")))


def test_nobody_is_told_that_no_tickets_are_left_alone(desked):
    desked.declare()

    answer = card_of(desked.does("ana", "unlink INC-1 offered"))

    assert answer.title == "No ticket is offered to INC-1 any more."
