"""Declaring: once, by words or by form, and never what is open already."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bot.config import Settings
from bot.domain.interaction import Message
from tests.fakes.reader import read
from tests.fakes.teller import Teller, button_of, card_of, form_of, labels_of


def _keys(teller: Teller) -> list[str]:
    with teller.store.read() as work:
        return [one.key for one in work.incidents.recent(limit=50)]


def test_one_line_declares_and_says_what_happens_next(teller):
    reply = teller.does("ana", "declare sev1 Checkout is down")

    assert read(card_of(reply)) == (
        "Declared: INC-1 · SEV1 · Checkout is down  <urgent>\n"
        "Its war room is being opened; you will be invited.\n"
        "It needs a customer liaison.\n"
        "[I'll be customer liaison]"
    )
    with teller.store.read() as work:
        made = work.incidents.get("INC-1")
    assert made.declared_by == "slack:ana"
    assert made.declared_at == teller.clock.now()
    assert made.origin == "slack:support"


def test_what_is_missing_is_asked_for_and_what_was_said_is_kept(told):
    form = form_of(told.does("ana", "declare Checkout is down --private"))
    assert {one.name: one.value for one in form.fields} == {
        "title": "Checkout is down",
        "severity": "",
        "description": "",
        "options": ("private",),
    }

    told.fills("ana", form, severity="SEV2")

    with told.store.read() as work:
        made = work.incidents.get("INC-1")
    assert (made.title, made.severity, made.private) == ("Checkout is down", "SEV2", True)


def test_fields_that_make_no_sense_keep_the_form_open(told):
    form = form_of(told.does("ana", "declare"))

    assert told.fills("ana", form, severity="SEV1").errors == {"title": "Say in a few words what is wrong."}
    refused = told.fills("ana", form, title="x", severity="SEV9")
    assert refused.errors == {"severity": "There is no severity SEV9; there are SEV1, SEV2, SEV3, SEV4."}
    assert _keys(told) == []


def test_a_message_declares_with_its_words_and_where_they_were_said(told):
    message = Message("1.2", "Card declined\nThird ticket today", "slack:leo", "https://chat.test/1")

    form = form_of(told.does("ana", "declare_from", message=message))

    given = {one.name: one.value for one in form.fields}
    assert given["title"] == "Card declined"
    assert given["description"] == "Third ticket today\n\nhttps://chat.test/1"


def test_a_double_click_declares_once(teller):
    form = form_of(teller.does("ana", "declare"))
    fields = {"title": "Checkout is down", "severity": "SEV1"}

    first = teller.does("ana", form.does, fields=fields, id="click")
    again = teller.does("ana", form.does, fields=fields, id="click")

    assert card_of(first).title == card_of(again).title
    assert _keys(teller) == ["INC-1"]


def test_the_same_words_typed_twice_within_a_minute_are_one_wish(told):
    told.does("ana", "declare sev1 Checkout is down")
    told.clock.move(seconds=45)

    again = told.does("ana", "declare sev1 Checkout is down")

    assert card_of(again).title.startswith("Declared: INC-1")
    assert _keys(told) == ["INC-1"]


def test_the_same_words_again_are_a_new_wish_once_the_first_is_over(told):
    told.does("ana", "declare sev1 Checkout is down")
    told.does("ana", "cancel INC-1 mistaken")

    again = told.does("ana", "declare sev1 Checkout is down")

    assert card_of(again).title.startswith("Declared: INC-2")


def test_other_severity_or_flags_are_another_wish(told):
    told.does("ana", "declare sev1 Checkout is down")

    louder = told.does("ana", "declare sev2 Checkout is down")
    drill = told.does("ana", "declare sev1 Checkout is down --drill")

    assert louder.outcome == "asked"
    assert card_of(drill).title == "Declared: DRILL · INC-2 · SEV1 · Checkout is down"


def test_two_threads_that_say_the_same_declare_once(teller):
    together = Barrier(4)

    def declare(number: int) -> str:
        together.wait(10)
        return card_of(teller.does("ana", "declare sev1 Checkout is down", id=f"press-{number}")).title

    with ThreadPoolExecutor(4) as threads:
        titles = set(threads.map(declare, range(4)))

    assert titles == {"Declared: INC-1 · SEV1 · Checkout is down"}
    assert _keys(teller) == ["INC-1"]


def test_people_who_declare_at_once_get_a_number_each(teller):
    names = [f"person{number}" for number in range(6)]
    titles = ["Checkout", "Search", "Login", "Mail", "Exports", "Invoices"]

    with ThreadPoolExecutor(6) as threads:
        replies = threads.map(
            lambda one: teller.does(one[0], f"declare sev3 {one[1]}"), zip(names, titles, strict=True)
        )

    assert {reply.outcome for reply in replies} == {"done"}
    assert sorted(_keys(teller)) == [f"INC-{number}" for number in range(1, 7)]


def test_what_sounds_like_an_open_incident_is_offered_to_join_instead(told):
    told.declare("sev1 Checkout is down")

    reply = told.does("mia", "declare sev2 The checkout is down again")
    assert labels_of(card_of(reply)) == ["Join INC-1", "Declare anyway"]
    assert "Nothing was declared yet" in read(card_of(reply))
    assert _keys(told) == ["INC-1"]

    joined = told.presses("mia", card_of(reply), "Join INC-1")
    assert card_of(joined).title == "You take part in INC-1"


def test_declare_anyway_declares_once_however_often_it_is_pressed(told):
    told.declare("sev1 Checkout is down")
    card = card_of(told.does("mia", "declare sev2 Checkout is down again --drill --private\nOnly cards"))
    assert card.title.startswith("Declared")  # A drill is compared with drills alone.

    card = card_of(told.does("mia", "declare sev2 Checkout is down again\nOnly cards"))
    assert button_of(card, "Declare anyway").once
    told.presses("mia", card, "Declare anyway", id="press")
    told.presses("mia", card, "Declare anyway", id="press")

    with told.store.read() as work:
        made = work.incidents.get("INC-3")
    assert (made.title, made.severity, made.description) == ("Checkout is down again", "SEV2", "Only cards")
    assert _keys(told) == ["INC-3", "INC-2", "INC-1"]


def test_the_form_asks_too_and_can_join(told):
    told.declare("sev1 Checkout is down")
    form = form_of(told.does("mia", "declare"))

    asked = form_of(told.fills("mia", form, title="Checkout down", severity="SEV2", description="Only cards"))
    assert asked.fields[0].name == "alike"
    assert {one.name: one.value for one in asked.fields if one.name != "alike"}["description"] == "Only cards"

    joined = told.fills("mia", asked, alike="INC-1")
    assert card_of(joined).title == "You take part in INC-1"
    made = told.fills("mia", asked, alike="new")
    assert card_of(made).title.startswith("Declared: INC-2")


def test_what_is_over_or_private_is_not_offered(told):
    told.declare("sev1 Checkout is down")
    told.does("ana", "resolve INC-1 done")
    told.declare("sev1 Checkout is down --private")

    reply = told.does("mia", "declare sev1 Checkout is down")

    assert card_of(reply).title.startswith("Declared: INC-3")


def test_this_channel_can_be_the_war_room(told):
    told.declare("sev2 Checkout is slow --here")

    assert told.chat.heard("slack:support") == ["INC-1 · SEV2 · Checkout is slow"]
    assert "open_room" not in told.chat.calls
    taken = told.does("ana", "declare sev2 Search shows nothing --here")
    assert card_of(taken).title == "This channel already is the war room of an incident."
    assert _keys(told) == ["INC-1"]


def test_in_a_direct_message_a_new_channel_is_opened_nevertheless(told):
    told.does("ana", "declare sev2 Checkout is slow --here", room=None)
    told.carry()

    assert "open_room" in told.chat.calls


def test_drills_are_marked_everywhere(told):
    teller = Teller(told.store, settings=Settings(announce=("slack:#incidents",)))

    teller.declare("sev1 Checkout is down --drill")

    teller.knock()
    teller.does("ana", "update INC-1 Cards fail")
    teller.does("ana", "liaison INC-1 leo", mentions={})
    teller.carry()

    assert len(teller.chat.said) >= 4
    assert all("DRILL" in one.card.title for one in teller.chat.said), [
        o.card.title for o in teller.chat.said
    ]
    assert "This is a drill. No customer is hurt." in read(teller.war_room())
    assert teller.chat.topics["slack:" + teller.room()].startswith("DRILL · INC-1")
    assert "DRILL" in read(card_of(teller.does("leo", "list")))


def test_text_that_is_too_long_for_an_incident_is_refused_with_advice(told):
    reply = told.does("ana", f"declare sev1 {'x' * 10_001}")

    assert "add the rest as notes" in card_of(reply).title


def test_strange_characters_are_kept(teller):
    title = "<!channel> & <@U1> \u202eشيء\u202c 🔥 " + "x" * 5000

    teller.does("ana", f"declare sev1 {title}\nnul \x00 byte")

    with teller.store.read() as work:
        made = work.incidents.get("INC-1")
    assert made.title == title
    assert made.description == "nul \u2400 byte"
