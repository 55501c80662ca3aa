"""Premium customers are told one by one: held, sent or written to once, overtaken, or left out."""

import pytest

from bot.domain.status_update import Audience, Telling
from bot.errors import Refused
from tests.bot.actions.one_by_one import heard, of, one_by_one, personal, publishes, shown, stands, states
from tests.bot.actions.telling import card, replies, settle
from tests.fakes.reader import read
from tests.fakes.teller import button_of, card_of, form_of, labels_of

HELD, TOLD, SKIPPED, FAILED = Telling.HELD, Telling.TOLD, Telling.SKIPPED, Telling.FAILED


@pytest.fixture
def team(told):
    return one_by_one(told)


def writes(team, text, *, name="leo", to="Acme", anyway=""):
    form = form_of(team.does(name, f"personal write {to}", about="INC-1"))
    reply = team.fills(name, form, text=text, **({"anyway": anyway} if anyway else {}))
    settle(team)
    return reply


def test_everybody_else_is_told_and_the_list_says_who_waits(team):
    publishes(team)

    assert states(team) == {"1": HELD, "2": HELD, "3": HELD, "4": TOLD, "5": TOLD}
    assert stands(team, 1, "slack:acme", Audience.SHARED).state is HELD
    assert [len(replies(team, id)) for id in "12345"] == [0, 0, 0, 1, 1]
    assert heard(team, "slack:acme") == []
    listed = read(shown(team))
    assert listed.startswith("INC-1: 2 customers wait for a personal word (update 1)")
    assert listed.index("Acme (premium) · waits") < listed.index("Bolt Ltd (premium) · waits")
    assert "slack:acme, zendesk:1, zendesk:2" in listed
    assert "linked tickets: 2 of 5 · 3 wait for a personal word" in read(card(team))


def test_the_published_words_go_to_all_of_a_customer_once_whoever_presses_how_often(team):
    text = publishes(team)
    before = shown(team)

    team.presses("leo", before, "Send as published")
    again = card_of(team.presses("eve", before, "Send as published"))
    settle(team)

    assert again.title == "Acme was told already."
    assert [replies(team, id) for id in "12"] == [[f"Guten Tag Customer {id},\n\nDE {text}"] for id in "12"]
    [said] = heard(team, "slack:acme")
    assert f"DE {text}" in said
    assert "Acme (premium) · told 3 of 3 by @Leo" in read(shown(team))
    with team.store.read() as work:
        [entry] = [one for one in work.audit.of("INC-1") if one.after.get("personal") == "Acme"]
    assert (entry.by, entry.after["texts"]["de"]) == ("slack:leo", f"DE {text}")
    assert entry.after["to"] == ["slack:acme", "zendesk:1", "zendesk:2"]


def test_words_of_ones_own_wait_for_somebody_who_may_agree_to_what_they_read(team):
    publishes(team)
    form = form_of(team.does("leo", "personal write acme", about="INC-1"))
    assert str(form.fields[0].value).startswith("DE Cards of one bank")
    writes(team, "Lieber Kai, um 13:59 UTC schreiben wir wieder.")
    assert states(team)["1"] is HELD
    first = shown(team)
    assert "Lieber Kai" in read(first)

    writes(team, "Liebe Kim, um 13:59 UTC schreiben wir wieder.")
    stale = card_of(team.presses("eve", first, "Approve and send"))
    not_allowed = card_of(team.presses("leo", shown(team), "Approve and send"))
    assert stale.title == "The words to Acme were changed since you read them."
    assert "incident commander" in not_allowed.title
    assert replies(team, "1") == []

    team.presses("eve", shown(team), "Approve and send")
    settle(team)

    words = "Liebe Kim, um 13:59 UTC schreiben wir wieder."
    assert [replies(team, id) for id in "12"] == [[words], [words]]
    assert words in heard(team, "slack:acme")[0]
    assert "written by @Leo, agreed to by @Eve" in read(shown(team))


@pytest.mark.parametrize(
    ("approval", "writer", "goes_out"),
    [
        ({}, "eve", True),
        ({}, "leo", False),
        ({"own": False}, "eve", False),
        ({"required": False}, "leo", True),
    ],
)
def test_whether_other_words_need_consent_say_the_settings(told, approval, writer, goes_out):
    team = one_by_one(told, approval={"own": True} | approval)
    publishes(team)

    writes(team, "Liebe Kim, um 13:59 UTC schreiben wir wieder.", name=writer)

    assert bool(replies(team, "1")) is goes_out
    if approval.get("own") is False:
        mine = card_of(team.presses("eve", shown(team), "Approve and send"))
        assert mine.title == "Somebody else has to approve what you wrote."
        team.does("mia", f"personal {button_of(shown(team), 'Approve and send').words}", about="INC-1")
        settle(team)
        assert len(replies(team, "1")) == 1


def test_the_published_words_left_as_they_are_need_nobodys_consent(team):
    publishes(team)
    form = form_of(team.does("leo", "personal write Bolt Ltd", about="INC-1"))

    team.fills("leo", form)
    settle(team)

    assert str(form.fields[0].value).startswith("Hello Customer 3,\n\nCards")
    assert replies(team, "3") == [form.fields[0].value]


def test_what_the_check_stops_needs_other_words_or_a_reason(team):
    publishes(team)
    promise = "Bolt, it will be back in 20 minutes. We write again at 13:59 UTC."

    refused = writes(team, promise, name="eve", to="Bolt Ltd")
    assert "promises a repair time" in refused.errors["text"]
    assert replies(team, "3") == []

    writes(team, promise, name="eve", to="Bolt Ltd", anyway="Their bank promised it to us both.")
    assert replies(team, "3") == [promise]
    with team.store.read() as work:
        [entry] = [one for one in work.audit.of("INC-1") if one.after.get("personal") == "Bolt Ltd"]
    assert entry.after["text"] == promise
    assert entry.after["despite"] == "Their bank promised it to us both."


def test_a_later_word_takes_the_place_of_one_that_nobody_sent(team):
    publishes(team)
    old = shown(team)
    personal(team, "send Bolt Ltd")
    later = publishes(team, "Cards work again for half of you. We write again at 13:59 UTC.")

    assert states(team, 1) == {"1": SKIPPED, "2": SKIPPED, "3": TOLD, "4": TOLD, "5": TOLD}
    assert states(team, 2) == {"1": HELD, "2": HELD, "3": HELD, "4": TOLD, "5": TOLD}
    assert card_of(team.presses("leo", old, "Send as published")).title.startswith("That is over for Acme")
    assert "over: Number 2 took its place." in read(shown(team, 1))

    personal(team, "send acme")

    assert [len(replies(team, id)) for id in "123"] == [1, 1, 1]
    assert later in replies(team, "1")[0]
    assert len(heard(team, "slack:acme")) == 1


def test_between_publishing_and_handing_out_nobody_sends_the_older_word(team):
    publishes(team)
    with team.store.read() as work:
        slow = work.outbox.next_due()
    assert slow
    team.does("leo", "draft Half of the cards work. We write again at 13:59 UTC.", about="INC-1")
    team.does("eve", "approve", about="INC-1")
    team.does("leo", "publish", about="INC-1")

    said = card_of(team.does("leo", "personal send Bolt Ltd", about="INC-1"))

    assert said.title == "Number 2 was published since."
    team.does("leo", "retract too early", about="INC-1")
    settle(team)
    personal(team, "send Bolt Ltd")
    assert len(replies(team, "3")) == 1


def test_a_ticket_that_is_linked_later_waits_too_also_after_its_customer_was_told(team):
    publishes(team)
    personal(team, "send Acme")
    of(team, "6", "Acme")
    team.does("ana", "link zendesk:6", about="INC-1")
    settle(team)

    assert states(team)["6"] is HELD
    listed = read(shown(team))
    assert "Acme (premium) · waits" in listed
    assert "Acme (premium) · told 3 of 3 by @Leo" in listed

    personal(team, "send Acme")
    assert [len(replies(team, id)) for id in "126"] == [1, 1, 1]
    assert len(heard(team, "slack:acme")) == 1


def test_a_ticket_that_is_unlinked_waits_no_more_and_waits_again_once_it_is_linked(team):
    publishes(team)
    team.does("ana", "unlink zendesk:1 zendesk:3", about="INC-1")
    settle(team)
    assert "Bolt Ltd (premium) · over: No ticket of theirs is linked any more." in read(shown(team))
    personal(team, "send Acme")
    assert [len(replies(team, id)) for id in "123"] == [0, 1, 0]

    team.does("ana", "unlink zendesk:2", about="INC-1")
    team.does("ana", "link zendesk:3", about="INC-1")
    settle(team)

    assert (states(team)["2"], states(team)["3"]) == (TOLD, HELD)
    assert "Bolt Ltd (premium) · waits" in read(shown(team))


def test_what_was_retracted_is_sent_to_nobody_who_waits(team):
    publishes(team)
    before = shown(team)

    team.does("leo", "retract wrong region", about="INC-1")
    settle(team)

    assert [states(team)[id] for id in "123"] == [SKIPPED] * 3
    assert labels_of(shown(team)) == []
    assert "over: The status update was retracted." in read(shown(team))
    assert card_of(team.presses("leo", before, "Send as published")).title.startswith("That is over for Acme")
    assert heard(team, "slack:acme") == []


def test_whoever_is_left_out_is_left_out_with_a_reason(team):
    publishes(team)
    form = form_of(team.presses("leo", shown(team), "Leave out"))

    team.fills("leo", form, why="Their account manager called them.")
    settle(team)

    assert [states(team)[id] for id in "12"] == [SKIPPED] * 2
    assert "left out by @Leo" in read(shown(team))
    assert "zendesk:1 was left out: Their account manager called them." in read(card(team))
    assert "Bolt Ltd" in personal(team, "leave Bolt Ltd: not hurt after all")
    assert stands(team, 1, "zendesk:3").why == "not hurt after all"


def test_a_desk_that_refuses_is_named_on_the_list_and_tried_again_in_the_same_words(team):
    publishes(team)
    team.desks["zendesk"].trouble["reply"] = Refused("It is forbidden.")
    writes(team, "Dear Bolt, we write again at 13:59 UTC.", name="eve", to="Bolt Ltd")
    assert states(team)["3"] is FAILED
    assert "zendesk:3: It is forbidden." in read(shown(team))

    del team.desks["zendesk"].trouble["reply"]
    team.does("eve", "retry", about="INC-1")
    settle(team)

    assert replies(team, "3") == ["Dear Bolt, we write again at 13:59 UTC."]
    assert "told 1 of 1" in read(shown(team))


def test_words_that_were_sent_while_telling_is_paused_are_the_ones_that_go_out(team):
    publishes(team)
    team.does("leo", "publish pause", about="INC-1")
    writes(team, "Dear Bolt, we write again at 13:59 UTC.", name="eve", to="Bolt Ltd")
    assert replies(team, "3") == []

    team.does("leo", "publish resume", about="INC-1")
    settle(team)

    assert replies(team, "3") == ["Dear Bolt, we write again at 13:59 UTC."]


def test_the_owner_hears_of_it_once_and_reads_there_when_it_is_done(team):
    publishes(team)
    [due] = [one for one in team.chat.said if one.room == "slack:mia"]
    assert due.card.title == "INC-1: a personal word to Acme is due"
    assert card_of(team.presses("mia", due.card, "Show the list")).title.startswith("INC-1: 2 customers")

    personal(team, "send Acme")

    [still] = [one for one in team.chat.said if one.room == "slack:mia"]
    assert still.card.title == "INC-1: nothing is due to your customers (update 1)"


def test_the_liaison_is_reminded_ever_less_often_until_nobody_waits(team):
    publishes(team)

    def reminders() -> int:
        return sum("wait for" in one.card.title for one in team.chat.said if one.room == "slack:leo")

    counted = []
    for minutes in (14, 2, 13, 5, 28, 8):
        team.clock.move(minutes=minutes)
        team.carry()
        counted.append(reminders())
    assert counted == [0, 1, 1, 2, 2, 3]

    personal(team, "send Acme")
    personal(team, "leave Bolt Ltd they know")
    team.clock.move(minutes=300)
    team.carry()
    assert reminders() == 3


def test_the_last_word_is_held_the_same_way(team):
    publishes(team)
    personal(team, "send Acme")
    team.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
    team.does("eve", "approve anyway customers know that name", about="INC-1")
    team.does("leo", "publish", about="INC-1")
    settle(team)

    assert states(team, 2) == {"1": HELD, "2": HELD, "3": HELD, "4": TOLD, "5": TOLD}
    assert "INC-1: 2 customers wait for a personal word (update 2)" in personal(team, "")
    personal(team, "send Acme")
    assert [len(replies(team, id)) for id in "13"] == [2, 0]


def test_a_long_list_shows_the_rest_on_the_next_page(told):
    firms = {str(number): f"Firm {number}" for number in range(10, 20)}
    team = one_by_one(told, like_bolt=firms.values())
    for id, name in firms.items():
        of(team, id, name)
    team.does("ana", "link " + " ".join(f"zendesk:{id}" for id in firms), about="INC-1")
    team.carry()
    publishes(team)

    rest = card_of(team.presses("leo", shown(team), "4 more"))

    assert [read(each).count("· waits for") for each in (shown(team), rest)] == [8, 4]


@pytest.mark.parametrize(
    ("who", "words", "outcome"),
    [
        ("ana", "", "done"),
        ("ana", "send Acme", "not_allowed"),
        ("ana", "write Acme", "not_allowed"),
        ("leo", "approve Acme", "not_allowed"),
        ("leo", "send Nobody", "no"),
        ("leo", "sing", "bad_input"),
    ],
)
def test_everybody_may_look_and_those_who_publish_decide(team, who, words, outcome):
    publishes(team)

    assert team.does(who, f"personal {words}".strip(), about="INC-1").outcome == outcome
    assert states(team)["1"] is HELD


def test_without_anybody_it_says_so(team):
    assert "nobody waits for a personal word" in personal(team, "")
