"""What people do about a reminder, and what everybody reads on it afterwards."""

import pytest

from bot.domain.card import Card
from bot.domain.sla_update import Author
from bot.domain.ticket import Ref, TicketStatus
from bot.errors import Refused, TicketGone, TryLater
from tests.bot.actions.promises import arrives, becomes, desk_of, heard, now_reads, passes, speaks, told
from tests.bot.actions.promises import read as reads
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of, labels_of

WARNING = "First reply is due soon · zendesk:1 · Card declined"
LATE = "First reply is late · zendesk:1 · Card declined"


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


@pytest.fixture
def warned(teller) -> Teller:
    """Ana has been told at 75 per cent."""
    arrives(teller)
    passes(teller, minutes=46)
    return teller


@pytest.fixture
def late(teller) -> Teller:
    """Ana and her lead have been told that it is late."""
    arrives(teller)
    passes(teller, minutes=62)
    return teller


def card(teller: Teller, who: str, place: int = -1) -> Card:
    """A message that this person or channel has, the last one unless it is said otherwise, as it is now."""
    return [one.card for one in teller.chat.said if one.room == f"slack:{who}"][place]


# --- taking it on -----------------------------------------------------------------------------


def test_one_press_says_who_is_on_it_until_it_is_due(warned):
    reply = warned.presses("ana", card(warned, "ana"), "I'm on it", room=None)
    warned.carry()

    assert read(card_of(reply)).startswith("You are on it: First reply · zendesk:1  <done>\nUntil 10:12.")
    assert "@Ana is on it until 10:12." in read(card(warned, "ana"))
    assert card(warned, "ana").tone == "calm"
    assert labels_of(card(warned, "ana"))[:3] == ["Reply", "Snooze 30 min", "Escalate"]


def test_another_time_is_one_press_away_on_the_answer(warned):
    reply = warned.presses("ana", card(warned, "ana"), "I'm on it")

    again = warned.presses("ana", card_of(reply), "30 minutes")
    warned.carry()

    assert "Until 10:28." in read(card_of(again))
    assert "is on it until 10:28" in read(card(warned, "ana"))


def test_what_was_taken_on_comes_back_once_when_its_time_is_over(teller):
    arrives(teller)
    teller.does("ana", "help")
    passes(teller, minutes=46)
    teller.does("ana", "sla take zendesk:1 first_reply 1 1 2m")

    passes(teller, minutes=1)
    before = heard(teller, "ana")
    passes(teller, minutes=3)

    assert before == [WARNING]
    assert heard(teller, "ana") == [WARNING, WARNING]
    assert now_reads(teller, "ana")[0].startswith("There is a newer reminder: First reply")
    assert "@Ana wanted to be done by 10:00." in read(card(teller, "ana"))


def test_what_was_taken_on_does_not_come_back_when_it_was_answered(warned):
    warned.does("ana", "sla take zendesk:1 30m")
    speaks(warned, "1", Author.AGENT)

    passes(warned, minutes=120)

    assert len(heard(warned, "ana")) == 1


def test_an_acknowledged_level_is_silent_and_a_higher_one_is_not(warned):
    warned.does("ana", "sla take zendesk:1 first_reply 1 1 ever")

    passes(warned, minutes=16)

    assert heard(warned, "support") == [WARNING]
    assert heard(warned, "ana")[-1] == LATE
    assert LATE in heard(warned, "mei")


def test_who_is_on_it_stands_on_the_card_of_the_channel_as_well(late):
    late.presses("ana", card(late, "ana"), "I'm on it")
    late.carry()

    assert all("@Ana is on it until 11:14." in read(card(late, who)) for who in ("ana", "mei"))
    assert card(late, "mei").tone == "urgent"


def test_the_second_one_is_told_who_was_first_and_may_take_over(late):
    late.presses("ana", card(late, "ana"), "I'm on it")
    second = late.does("mei", "sla take zendesk:1 first_reply 1 3")
    third = late.presses("mei", card_of(second), "Take over")
    late.carry()

    assert second.outcome == "asked"
    assert card_of(second).title == "Ana is on it: First reply · zendesk:1"
    assert card_of(third).title == "You are on it: First reply · zendesk:1"
    assert "@Mei is on it" in read(card(late, "ana"))


def test_pressing_twice_says_the_same_twice(warned):
    card_before = card(warned, "ana")
    first = warned.presses("ana", card_before, "I'm on it", id="one press")
    same = warned.presses("ana", card_before, "I'm on it", id="one press")
    again = warned.presses("ana", card_before, "I'm on it")

    assert same.outcome == "again"
    assert card_of(again) == card_of(first)


def test_an_old_button_after_the_answer_says_that_it_is_done(warned):
    before = card(warned, "ana")
    speaks(warned, "1", Author.AGENT)

    reply = warned.presses("ana", before, "I'm on it")

    assert read(card_of(reply)) == "zendesk:1: that is done already.  <warning>\nNothing has to be done."


def test_what_nobody_knows_is_said(teller):
    reply = teller.does("ana", "sla take zendesk:77")

    assert card_of(reply).title == "Nothing is known of zendesk:77."


def test_snoozing_leaves_one_person_in_peace_and_says_so_on_their_card(late):
    late.presses("ana", card(late, "ana"), "Snooze 30 min")
    late.carry()

    assert "You hear no more of it before 10:44." in read(card(late, "ana"))
    assert "You hear no more" not in read(card(late, "mei"))


def test_what_was_snoozed_comes_back_once_and_to_nobody_else(late):
    late.does("mei", "sla snooze zendesk:1 10m")
    for_ana = heard(late, "ana")

    passes(late, minutes=9)
    before = heard(late, "mei")
    passes(late, minutes=20)

    assert before == [LATE]
    assert heard(late, "mei") == [LATE, LATE]
    assert heard(late, "ana") == for_ana


def test_what_was_snoozed_before_it_was_said_is_said_once_afterwards(teller):
    arrives(teller)
    teller.does("ana", "sla snooze zendesk:1 50m")

    passes(teller, minutes=49)
    before = heard(teller, "ana")
    passes(teller, minutes=4)

    assert before == []
    assert heard(teller, "ana") == [WARNING]


def test_a_snooze_that_ends_when_it_is_due_brings_the_breach_alone(warned):
    warned.does("ana", "sla snooze zendesk:1 1h")

    passes(warned, minutes=20)

    assert heard(warned, "ana") == [WARNING, LATE]


# --- how it ended -----------------------------------------------------------------------------


def test_a_card_tells_how_late_it_was_answered_and_asks_why(late):
    speaks(late, "1", Author.AGENT)

    shown = read(card(late, "ana"))

    assert shown.startswith(
        "Done late: First reply · zendesk:1 · Card declined  <done>\nEnded: Answered · 10:14, late by"
    )
    assert labels_of(card(late, "ana")) == ["Say why"]


def test_a_merged_ticket_promises_nothing_and_has_nothing_to_press(warned):
    desk_of(warned).has("1", merged_into="2", status=TicketStatus.CLOSED)
    reads(warned, "1")

    assert card(warned, "ana").title.startswith("No longer promised: First reply")
    assert labels_of(card(warned, "ana")) == []


def test_a_reminder_that_stands_in_a_channel_and_in_a_direct_message_follows_in_both(teller):
    arrives(teller)
    passes(teller, minutes=55)
    posted = len(teller.chat.said)

    speaks(teller, "1", Author.AGENT)
    passes(teller, minutes=30)

    assert now_reads(teller, "support")[-1].startswith("Done: First reply")
    assert now_reads(teller, "ana")[-1].startswith("Done: First reply")
    assert len(teller.chat.said) == posted


def test_a_reminder_that_somebody_deleted_is_not_posted_again(late):
    late.chat.said = [one for one in late.chat.said if one.room != "slack:ana"]

    speaks(late, "1", Author.AGENT)
    late.does("mei", "sla reason zendesk:1 outage")
    passes(late, minutes=30)

    assert heard(late, "ana") == []
    assert now_reads(late, "mei")[-1].startswith("Done late")


# --- why it was late --------------------------------------------------------------------------


def test_a_reason_is_asked_of_who_works_on_it_and_of_the_lead_and_shown_to_all(late):
    assert "Say why" in labels_of(card(late, "mei"))
    form = form_of(late.presses("ana", card(late, "ana"), "Say why"))
    reply = late.fills("ana", form, reason="no_staff", note="Two were ill")
    late.carry()

    assert card_of(reply).title == "Noted why zendesk:1 was late"
    with late.store.read() as work:
        missed = work.breaches.of("zendesk:1")[0]
    assert (missed.reason, missed.note, missed.reason_by) == ("no_staff", "Two were ill", "slack:ana")
    assert missed.reason_at == late.clock.now()
    said = "Why it was missed: Nobody was free to work on it. — Two were ill (@Ana, 10:14)"
    assert said in read(card(late, "mei"))
    assert "Change the reason" in labels_of(card(late, "mei"))


def test_a_manager_is_not_asked_for_a_reason(late):
    passes(late, minutes=60)

    assert "Say why" not in labels_of(card(late, "kai"))


def test_a_reason_may_be_typed_and_given_when_it_is_over(late):
    speaks(late, "1", Author.AGENT)

    reply = late.does("ana", "sla reason zendesk:1 outage The bank was down")
    late.carry()

    assert reply.outcome == "done"
    assert "An outage brought more than we could answer. — The bank was down" in read(card(late, "ana"))
    assert labels_of(card(late, "ana")) == []


def test_a_reason_that_nobody_listed_is_refused_with_those_that_are(late):
    reply = late.does("ana", "sla reason zendesk:1 weather")

    assert card_of(reply).title == "There is no reason weather."
    assert "wrong_priority" in read(card_of(reply))


def test_what_was_not_late_needs_no_reason(warned):
    reply = warned.does("ana", "sla reason zendesk:1 outage")

    assert card_of(reply).title == "Nothing of zendesk:1 was late."


# --- replying ---------------------------------------------------------------------------------


def test_a_reply_goes_out_once_and_the_card_says_so(warned):
    form = form_of(warned.presses("ana", card(warned, "ana"), "Reply"))
    reply = warned.fills("ana", form, text="We are looking into it.")
    before = dict(desk_of(warned).replies)
    warned.carry()

    assert card_of(reply).title == "Your reply to zendesk:1 is on its way"
    assert before == {}
    assert desk_of(warned).replies == {"1": ["We are looking into it."]}
    assert "@Ana replied at 09:58." in read(card(warned, "ana"))


def test_what_the_desk_tells_of_the_reply_ends_the_wait(warned):
    warned.does("ana", "ticket reply zendesk:1 We are looking into it.")
    warned.carry()

    speaks(warned, "1", Author.AGENT)

    assert "Ended: Answered by @Ana · 09:58, in time" in read(card(warned, "ana"))


def test_a_reply_that_cannot_be_sent_comes_back_with_its_words(warned):
    desk_of(warned).trouble["reply"] = Refused("Zendesk refuses it.")
    warned.does("ana", "ticket reply zendesk:1 We are looking into it.")
    warned.carry()

    shown = read(card(warned, "ana"))
    assert shown.startswith("Your reply to zendesk:1 could not be sent  <urgent>")
    assert "> We are looking into it." in shown
    assert "The reply of @Ana could not be sent" in read(card(warned, "ana", 0))


def test_a_reply_whose_answer_was_lost_is_not_sent_twice(warned, monkeypatch):
    desk = desk_of(warned)
    reply = desk.reply

    def lost(id, text, *, key, doubtful=False):
        reply(id, text, key=key, doubtful=doubtful)
        raise TryLater("The answer was lost.", after=1, unsure=True)

    with monkeypatch.context() as trouble:
        trouble.setattr(desk, "reply", lost)
        warned.does("ana", "ticket reply zendesk:1 We are on it.")
        warned.carry()
    passes(warned, minutes=1)

    assert desk.calls.count("reply") == 2
    assert desk.replies == {"1": ["We are on it."]}
    assert "@Ana replied at 09:59." in read(card(warned, "ana"))


def test_nobody_replies_on_a_ticket_that_is_gone(warned):
    desk_of(warned).trouble["reply"] = TicketGone("Zendesk has no such ticket any more.")
    becomes(warned, "1", TicketStatus.CLOSED)

    reply = warned.does("ana", "ticket reply zendesk:1 Hello")

    assert card_of(reply).title == "zendesk:1 is closed."
    assert desk_of(warned).replies == {}


def test_an_empty_reply_keeps_the_form_open(warned):
    form = form_of(warned.presses("ana", card(warned, "ana"), "Reply"))

    assert warned.fills("ana", form, text="  ").errors == {"text": "Write what the customer is to read."}


# --- asking for help --------------------------------------------------------------------------


def test_the_lead_is_asked_at_once_with_who_asks_and_why(warned):
    form = form_of(warned.presses("ana", card(warned, "ana"), "Escalate"))
    reply = warned.fills("ana", form, why="The refund needs your yes")
    warned.carry()

    assert "@Mei was asked" in read(card_of(reply))
    shown = read(card(warned, "mei"))
    assert shown.startswith(
        "Ana asks for help · zendesk:1 · Card declined  <urgent>\n@Ana asks for your help.\n> The refund"
    )
    assert "@Ana asked @Mei for help at 09:58." in read(card(warned, "ana"))


def test_who_takes_it_is_told_to_who_asked_and_shown_to_all(warned):
    warned.does("ana", "sla escalate zendesk:1 The refund needs your yes")
    warned.carry()

    reply = warned.presses("mei", card(warned, "mei"), "I take it")
    warned.carry()

    assert card_of(reply).title == "You help with zendesk:1"
    assert heard(warned, "ana")[-1] == "Mei helps you with zendesk:1"
    assert "@Ana asked for help; @Mei took it at 09:58." in read(card(warned, "ana", 0))
    assert card(warned, "mei").title == "Mei helps with zendesk:1 · Card declined"
    assert len(heard(warned, "mei")) == 1


def test_an_escalation_is_promised_to_be_accepted(database):
    targets = {"first_reply": "8h", "escalation_ack": "30m"}
    teller = told(database, sla=[{"name": "standard", "targets": targets}])
    arrives(teller)
    teller.does("ana", "sla escalate zendesk:1 Help")

    passes(teller, minutes=24)
    ack = "Answer to an escalation is due soon · zendesk:1 · Card declined"
    assert ack in heard(teller, "ana")
    teller.does("mei", "sla accept zendesk:1")
    passes(teller, minutes=24)

    assert "Done: Answer to an escalation · zendesk:1 · Card declined" in now_reads(teller, "ana")


def test_nobody_is_asked_twice_and_the_second_helper_is_told_who_helps(warned):
    warned.does("ana", "sla escalate zendesk:1 Help")
    again = warned.does("leo", "sla escalate zendesk:1 Help")
    warned.does("mei", "sla accept zendesk:1")
    second = warned.does("kai", "sla accept zendesk:1")

    assert card_of(again).title == "Somebody was asked for help with zendesk:1 already."
    assert card_of(second).title == "Mei helps with zendesk:1 already"


def test_a_lead_who_asks_for_help_reaches_the_manager(warned):
    warned.does("mei", "sla escalate zendesk:1 Help")
    warned.carry()

    assert heard(warned, "kai") == ["Mei asks for help · zendesk:1 · Card declined"]


def test_without_a_lead_the_operator_is_named_as_who_can_help(database):
    teller = told(database, teams={"support": {"members": ["ana"], "groups": ["Support"]}})
    arrives(teller)

    reply = teller.does("ana", "sla escalate zendesk:1 Help")

    assert card_of(reply).title == "Nobody leads the team of zendesk:1, so nobody could be asked."


# --- incidents --------------------------------------------------------------------------------


def test_a_ticket_becomes_an_incident_or_is_linked_from_its_reminder(warned):
    form = form_of(warned.presses("ana", card(warned, "ana"), "Declare an incident"))
    linked = warned.presses("ana", card(warned, "ana"), "Link to an incident")

    assert form.does == "declare"
    assert next(one.value for one in form.fields if one.name == "title") == "Card declined"
    assert linked.outcome == "asked"


def test_a_ticket_that_is_linked_says_to_which_incident(warned):
    key = warned.declare()
    warned.does("ana", f"link {key} zendesk:1")
    warned.carry()
    warned.does("ana", "sla take zendesk:1 30m")
    warned.carry()

    assert "Belongs to: INC-1" in read(card(warned, "ana", 0))
    assert "Declare an incident" not in labels_of(card(warned, "ana", 0))


def test_a_private_incident_is_not_given_away_by_its_ticket(warned):
    key = warned.declare("sev1 Leak --private")
    warned.does("ana", f"link {key} zendesk:1")
    warned.carry()
    warned.does("ana", "sla take zendesk:1 30m")
    warned.carry()

    assert key not in read(card(warned, "ana", 0))


def test_who_did_what_stands_in_the_audit_trail(late):
    late.does("ana", "sla take zendesk:1 first_reply 1 3 30m")
    late.does("ana", "sla reason zendesk:1 outage")
    late.does("ana", "ticket reply zendesk:1 Hello")
    late.does("ana", "sla escalate zendesk:1 Help")

    with late.store.read() as work:
        trail = work.audit.of(str(Ref("zendesk", "1")))
    assert [(one.by, one.word) for one in trail] == [
        ("slack:ana", word) for word in ("sla take", "sla reason", "ticket reply", "sla escalate")
    ]
