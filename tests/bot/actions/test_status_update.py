"""What customers are told: drafted from facts, agreed to, published once, and put right with a trace."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import status_page
from bot.domain.status_update import Audience, Telling, UpdateState
from bot.domain.ticket import TicketStatus
from bot.errors import Refused, TryLater
from bot.ports import PostedThere
from tests.bot.actions.telling import (
    SYMPTOM,
    card,
    drafts,
    has,
    known,
    letters,
    page,
    publishes,
    replies,
    settle,
    telling,
)
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of, labels_of


@pytest.fixture
def teller(sqlite_database):
    """On both databases this is lived in the journeys."""
    return Teller(sqlite_database)


@pytest.fixture
def team(teller):
    return telling(teller)


def counts(team, number=1):
    with team.store.read() as work:
        found = work.tellings.count(known(team)[number - 1].id)
    return {(audience.value, state.value): count for (audience, state), count in found.items()}


def test_a_draft_is_filled_from_facts_in_every_language(team):
    drafts(team, workaround="PayPal works.")

    [one] = known(team)
    assert set(one.texts) == {"en", "de"}
    assert all(SYMPTOM in text and "PayPal works." in text for text in one.texts.values())
    assert one.phase == "investigating"
    assert one.next_at is not None
    assert card(team).title == "INC-1: draft 1 for customers"


def test_words_of_ones_own_are_a_draft_too(team):
    team.does("leo", "draft Cards of one bank are declined.", about="INC-1")

    assert known(team)[0].texts == {"en": "Cards of one bank are declined."}


def test_a_sentence_that_begins_like_a_wish_is_a_sentence(team):
    team.does("leo", "draft nothing works since nine", about="INC-1")

    assert known(team)[0].texts == {"en": "nothing works since nine"}


def test_a_second_draft_is_the_first_one(team):
    drafts(team)

    again = team.does("ana", "draft", about="INC-1")

    assert card_of(again).title == "INC-1: draft 1 for customers"
    assert len(known(team)) == 1


def test_nothing_goes_out_that_nobody_has_approved(team):
    drafts(team)

    said = card_of(team.does("leo", "publish", about="INC-1"))
    team.carry()

    assert said.title == "Nobody has approved it yet."
    assert [replies(team, id) for id in "123"] == [[], [], []]
    assert known(team)[0].state is UpdateState.DRAFT


def test_what_was_approved_reaches_every_ticket_the_page_and_the_channels_once(team):
    drafts(team)
    publishes(team)

    text = known(team)[0].texts["en"]
    assert [replies(team, id) for id in "123"] == [[f"Hello Customer {id},\n\n{text}"] for id in "123"]
    assert counts(team) == {("page", "told"): 2, ("channels", "told"): 1, ("tickets", "told"): 3}
    [_, announced] = [one.card for one in team.chat.said if one.room == "slack:incidents"]
    assert announced.title == "INC-1: customers were told"
    assert all(line in read(announced) for line in text.splitlines())
    assert card(team).title == "INC-1: customers were told (1)"
    assert "linked tickets: 3 of 3" in read(card(team))


def test_who_approved_which_text_is_on_record(team):
    drafts(team)
    publishes(team)

    with team.store.read() as work:
        [entry] = [one for one in work.audit.of("INC-1") if "published" in one.after]
    assert entry.by == "slack:leo"
    assert entry.after["approved_by"] == "slack:eve"
    assert entry.after["texts"] == dict(known(team)[0].texts)


def test_two_who_publish_at_once_publish_once(team):
    drafts(team)
    team.does("eve", "approve", about="INC-1")

    team.does("leo", "publish", about="INC-1")
    again = team.does("eve", "publish", about="INC-1")
    team.carry()

    assert card_of(again).title == "INC-1 has no draft: number 1 is published already."
    assert [len(replies(team, id)) for id in "123"] == [1, 1, 1]


def test_an_approval_is_of_the_words_that_were_read(team):
    drafts(team)
    read = card(team)
    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Cards fail. We write again at noon.")
    team.carry()

    said = card_of(team.presses("eve", read, "Approve"))

    assert said.title == "The draft of INC-1 was changed since you read it."
    assert known(team)[0].state is UpdateState.DRAFT


def test_a_change_needs_another_approval(team):
    drafts(team)
    team.does("eve", "approve", about="INC-1")
    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Cards of one bank are declined. We write again at noon.")

    said = card_of(team.does("leo", "publish", about="INC-1"))

    assert said.title == "Nobody has approved it yet."


def test_another_phase_needs_other_words(team):
    drafts(team)
    team.does("eve", "approve", about="INC-1")
    team.does("eve", "phase identified", about="INC-1")

    said = card_of(team.does("leo", "publish", about="INC-1"))

    assert "is in phase identified now, and the draft is about investigating" in said.title


def test_who_may_not_approve_is_told_who_can(team):
    drafts(team)

    said = card_of(team.does("ana", "approve", about="INC-1"))

    assert "incident commander" in said.title
    assert known(team)[0].state is UpdateState.DRAFT


def test_where_the_settings_say_so_nobody_approves_their_own_words(teller):
    team = telling(teller, approval={"own": False})
    drafts(team, "eve")

    said = card_of(team.does("eve", "approve", about="INC-1"))
    team.does("mia", "approve", about="INC-1")

    assert said.title == "Somebody else has to approve what you wrote."
    assert known(team)[0].state is UpdateState.APPROVED


def test_an_objection_stops_it_until_other_words_stand_there(team):
    drafts(team)
    team.does("eve", "approve", about="INC-1")
    team.does("mia", "object nobody confirmed that", about="INC-1")

    again = card_of(team.does("eve", "approve", about="INC-1"))
    assert again.title == "Somebody objected to these words: nobody confirmed that"
    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Some cards are declined. We write again at noon.")
    team.does("eve", "approve", about="INC-1")

    assert known(team)[0].state is UpdateState.APPROVED


def test_it_waits_as_long_as_others_may_object_and_then_goes_out_by_itself(teller):
    team = telling(teller, approval={"object_within": "2m"})
    drafts(team)
    publishes(team)
    assert [replies(team, id) for id in "123"] == [[], [], []]

    team.clock.move(minutes=2)
    team.carry()

    assert [len(replies(team, id)) for id in "123"] == [1, 1, 1]
    assert known(team)[0].published_by == "slack:leo"


def test_what_fits_no_more_when_its_time_comes_is_a_draft_once_more_on_its_card_too(teller):
    team = telling(teller, approval={"object_within": "2m"})
    drafts(team)
    team.does("mia", "object wrong region", about="INC-1")
    team.does("mia", "approve", about="INC-1")
    team.does("leo", "publish", about="INC-1")
    team.does("eve", "phase identified", about="INC-1")

    team.clock.move(minutes=2)
    settle(team)

    [one] = known(team)
    assert (one.state, one.approved_by, one.publish_at) == (UpdateState.DRAFT, "", None)
    shown = read(card(team))
    assert card(team).title == "INC-1: draft 1 for customers"
    assert "Caseline objects: INC-1 is in phase identified now" in shown
    assert "Approved by" not in shown


def test_an_objection_in_time_keeps_it_in(teller):
    team = telling(teller, approval={"object_within": "2m"})
    drafts(team)
    publishes(team)

    team.does("mia", "object wrong region", about="INC-1")
    team.clock.move(minutes=5)
    team.carry()

    assert [replies(team, id) for id in "123"] == [[], [], []]
    assert known(team)[0].state is UpdateState.DRAFT


def test_what_customers_are_told_counts_as_the_update_that_was_promised(team):
    drafts(team)
    team.clock.move(minutes=4)
    publishes(team)

    with team.store.read() as work:
        incident = work.incidents.get("INC-1")
    assert incident.last_update == known(team)[0].texts["en"]
    assert incident.next_update_due == known(team)[0].next_at


def test_a_ticket_that_is_linked_later_hears_how_it_stands_once(team):
    drafts(team)
    publishes(team)
    has(team, "4")

    team.does("ana", "link zendesk:4", about="INC-1")
    team.carry()
    team.does("ana", "unlink zendesk:4", about="INC-1")
    team.carry()
    team.does("ana", "link zendesk:4", about="INC-1")
    team.carry()

    assert len(replies(team, "4")) == 1
    assert counts(team)["tickets", "told"] == 4


def test_who_cannot_be_told_is_named_with_the_reason_and_only_they_are_tried_again(team):
    drafts(team)
    team.desks["zendesk"].has("2", status=TicketStatus.CLOSED)
    with team.store.change() as work:
        work.tickets.put(team.desks["zendesk"].tickets["2"])
    team.desks["zendesk"].trouble["reply"] = Refused("It is forbidden.")
    publishes(team)
    assert counts(team)["tickets", "failed"] == 2
    assert counts(team)["tickets", "skipped"] == 1
    assert "zendesk:2 was left out: The ticket is closed." in read(card(team))
    assert "zendesk:1: It is forbidden." in read(card(team))

    del team.desks["zendesk"].trouble["reply"]
    team.does("leo", "join", about="INC-1")
    team.presses("leo", card(team), "Retry what failed")
    team.carry()

    assert [len(replies(team, id)) for id in "123"] == [1, 0, 1]
    assert counts(team)["tickets", "told"] == 2


def test_telling_can_be_paused_and_goes_on(team, monkeypatch):
    drafts(team)
    team.does("eve", "approve", about="INC-1")
    team.does("leo", "publish", about="INC-1")
    team.does("leo", "publish pause", about="INC-1")
    team.carry()
    assert [replies(team, id) for id in "123"] == [[], [], []]

    team.does("leo", "publish resume", about="INC-1")
    team.carry()

    assert [len(replies(team, id)) for id in "123"] == [1, 1, 1]


def test_what_was_retracted_keeps_a_trace_and_is_told_to_nobody_else(team):
    drafts(team)
    publishes(team)
    has(team, "4")

    team.does("leo", "retract wrong region", about="INC-1")
    team.does("ana", "link zendesk:4", about="INC-1")
    team.carry()

    [one] = known(team)
    assert (one.state, one.retraction, one.retracted_by) == (
        UpdateState.RETRACTED,
        "wrong region",
        "slack:leo",
    )
    assert replies(team, "4") == []
    assert card(team).title == "INC-1: status update 1 was retracted"
    told = [one.card for one in team.chat.said if one.room == "slack:incidents"]
    assert any("Number 1 was retracted: wrong region" in read(each) for each in told)


def test_a_correction_is_approved_and_published_like_any_other(team):
    drafts(team)
    publishes(team)

    team.does("leo", "correct", about="INC-1")
    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Only cards of one bank are declined. We write again at noon.")
    team.carry()
    assert "It puts number 1 right." in read(card(team, 2))
    publishes(team)

    assert [len(replies(team, id)) for id in "123"] == [2, 2, 2]
    assert [one.corrects for one in known(team)] == [0, 1]


def test_what_a_correction_adds_is_set_apart_by_spaces_that_every_chat_keeps(team):
    team.does("leo", "draft Cards are declined. We write again at 09:50 UTC.", about="INC-1")
    publishes(team)
    team.does("leo", "correct", about="INC-1")
    form = form_of(team.does("leo", "draft edit", about="INC-1"))

    team.fills("leo", form, text_en="Cards of one bank are refused. We write again at 09:50 UTC.")
    team.carry()

    compared = "Cards of one bank are ~declined.~ refused. We write again at 09:50 UTC."
    assert compared in read(card(team, 2))


def corrects(team, words):
    team.does("leo", "correct", about="INC-1")
    team.fills("leo", form_of(team.does("leo", "draft edit", about="INC-1")), text_en=words)
    publishes(team)


def test_what_is_corrected_twice_reads_as_it_was_corrected_last(team):
    drafts(team)
    publishes(team)

    corrects(team, "Only cards of one bank are declined. We write again at noon.")
    corrects(team, "Only cards of two banks are declined. We write again at noon.")

    assert [one.corrects for one in known(team)] == [0, 1, 1]
    [shown] = status_page.read(team.world).incidents[0].updates
    assert shown.texts["en"].startswith("Only cards of two banks")
    assert [text.startswith("Only cards of two banks") for _, text in page(team).corrected] == [False, True]

    for words in ("Only cards of one bank", SYMPTOM):
        team.does("leo", "retract it was wrong", about="INC-1")
        settle(team)
        [shown] = status_page.read(team.world).incidents[0].updates
        assert words in shown.texts["en"]
        assert page(team).corrected[-1] == (PostedThere("there-0", "update-0"), shown.texts["en"])
        assert any("it was wrong" in said and words in said for said in announced(team))
    assert "What number 1 says counts again." in read(card(team, 2))


def announced(team):
    """What stands in the channel that hears of incidents."""
    return [read(one.card) for one in team.chat.said if one.room == "slack:incidents"]


def test_what_is_taken_back_takes_its_corrections_with_it(team):
    drafts(team)
    publishes(team)
    corrects(team, "Only cards of one bank are declined. We write again at noon.")
    team.does("leo", "correct", about="INC-1")
    team.does("eve", "approve", about="INC-1")

    team.does("leo", "retract 1 wrong region", about="INC-1")
    refused = team.does("leo", "publish", about="INC-1")
    settle(team)

    assert "Number 1, which it puts right, was retracted." in read(card_of(refused))
    assert [one.state for one in known(team)] == [
        UpdateState.RETRACTED,
        UpdateState.RETRACTED,
        UpdateState.APPROVED,
    ]
    [shown] = status_page.read(team.world).incidents[0].updates
    assert (shown.texts, shown.corrected_at) == ({}, None)
    assert page(team).corrected[-1][1] == "This update was withdrawn."
    assert not any("Only cards" in said or SYMPTOM in said for said in announced(team))


@pytest.mark.parametrize("arrived", [True, False])
def test_what_is_taken_back_while_a_page_did_not_answer_is_not_shown_there(team, arrived):
    page(team).trouble, page(team).arrives = TryLater("It is slow.", unsure=True), arrived
    drafts(team)
    publishes(team)

    team.does("leo", "retract wrong region", about="INC-1")
    page(team).trouble = None
    team.clock.move(minutes=2)
    settle(team)

    [shown] = page(team).shown.values()
    assert shown == "This update was withdrawn."


def test_a_correction_stays_about_the_phase_of_what_it_corrects(team):
    drafts(team)
    publishes(team)
    team.does("eve", "resolve The bank mended it", about="INC-1", fields={"text": "The bank mended it"})
    publishes(team)
    team.does("leo", "correct 1", about="INC-1")

    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Only cards of one bank were declined.")

    assert [one.phase for one in known(team)] == ["investigating", "resolved", "investigating"]


def test_a_correction_of_what_the_page_forgot_stands_for_itself(team, monkeypatch):
    drafts(team)
    publishes(team)
    corrects(team, "Only cards of one bank are declined. We write again at noon.")
    monkeypatch.setattr(status_page, "AT_MOST", 1)

    [shown] = status_page.read(team.world).incidents[0].updates

    assert shown.texts["en"].startswith("Only cards of one bank")


def test_when_it_is_over_a_last_word_lies_ready_for_everybody_who_was_told(team):
    drafts(team)
    publishes(team)

    team.does("eve", "resolve The bank mended it", about="INC-1", fields={"text": "The bank mended it"})
    team.carry()

    assert known(team)[-1].phase == "resolved"
    assert card(team, 2).title == "INC-1: draft 2 for customers"
    publishes(team)
    assert [len(replies(team, id)) for id in "123"] == [2, 2, 2]


def test_nobody_outside_hears_of_a_private_incident(teller):
    team = telling(teller)
    team.does("ana", "declare", fields={"title": "Data leak", "severity": "SEV1", "options": ("private",)})
    team.carry()
    team.does("ana", "role incident_commander me", about="INC-2")
    team.does("ana", "draft Some data was exposed. We write again at noon.", about="INC-2")

    [one] = known(team, "INC-2")

    assert one.audiences == ("followers",)


def test_facts_that_changed_since_are_said_before_anybody_agrees(team):
    drafts(team)
    has(team, "9")
    team.does("ana", "link zendesk:9", about="INC-1")
    team.carry()

    shown = card_of(team.does("eve", "draft", about="INC-1"))

    assert "Changed since it was drafted: Customers affected: 3 → 4" in read(shown)


def test_what_is_new_since_the_last_one_is_shown(team):
    drafts(team)
    publishes(team)
    team.does("eve", "phase identified", about="INC-1")
    drafts(team, cause="A release broke the card gateway.")

    shown = card(team, 2)

    assert "Since the last one:" in read(shown)


def test_hostile_words_stay_words(team):
    drafts(team, symptom="<!channel> {title} {0.__class__} <b>x</b> \x00")
    publishes(team)

    text = known(team)[0].texts["en"]
    assert "<!channel> {title} {0.__class__} <b>x</b>" in text
    assert all(text in told for id in "123" for told in replies(team, id))


def test_a_finished_telling_asks_nobody_again(team):
    drafts(team)
    publishes(team)
    before = len(team.desks["zendesk"].calls)
    told = known(team)[0]
    with team.store.change() as work:
        one = work.tellings.get(told.id, Audience.TICKETS, "zendesk:1")
        assert one.state is Telling.TOLD
        rows = [row for row in work.outbox.of("INC-1", states=("done",)) if row.kind == "status_reply"]
        work.outbox.add(replace(rows[0], id=0, state="waiting", done_at=None))
    team.clock.move(seconds=timedelta(seconds=5).total_seconds())
    team.carry()

    assert len(team.desks["zendesk"].calls) == before
    assert labels_of(card(team))[:2] == ["Correct it", "Retract it"]


def test_whoever_follows_it_hears_for_themselves_what_customers_are_told(team):
    team.does("kim", "follow", about="INC-1")
    assert card_of(team.does("kim", "follow", about="INC-1")).title == "You follow INC-1 already."
    drafts(team)
    publishes(team)

    [heard] = [one for one in team.chat.said if one.room == "slack:kim"]
    assert all(line in read(heard.card) for line in known(team)[0].texts["en"].splitlines())
    assert counts(team)["followers", "told"] == 1

    team.does("kim", "unfollow", about="INC-1")
    team.does("leo", "draft Cards of one bank are declined. We write again at noon.", about="INC-1")
    publishes(team)
    assert len([one for one in team.chat.said if one.room == "slack:kim"]) == 1


def test_what_the_check_stops_needs_other_words_or_a_reason(team):
    team.does("leo", "draft It will be back in 20 minutes. We write again at 09:40 UTC.", about="INC-1")
    team.carry()
    shown = read(card(team))
    assert "Stops it" in shown
    assert "promises a repair time" in shown
    assert "Approve" not in labels_of(card(team))
    assert card_of(team.does("eve", "approve", about="INC-1")).title.startswith("This cannot go out yet: ")

    form = form_of(team.presses("eve", card(team), "Approve anyway"))
    team.fills("eve", form, why="The vendor promised it in public.")
    team.does("leo", "publish", about="INC-1")
    settle(team)

    assert [len(replies(team, id)) for id in "123"] == [1, 1, 1]
    assert known(team)[0].despite == "The vendor promised it in public."
    with team.store.read() as work:
        assert any(one.after.get("despite") for one in work.audit.of("INC-1"))


def test_that_nothing_is_new_adds_what_is_true(team):
    drafts(team, workaround="PayPal works.", remedy="Our engineers are with the bank.")
    publishes(team)
    team.clock.move(minutes=15)

    team.does("leo", "draft nothing", about="INC-1")

    latest = known(team)[-1]
    assert latest.phase == "investigating"
    assert "PayPal works." in latest.texts["en"]
    assert "Our engineers are with the bank." in latest.texts["en"]
    assert latest.texts["en"] != known(team)[0].texts["en"]


def test_a_page_that_others_run_gets_one_incident_with_every_update(team):
    drafts(team, components=("checkout",))
    publishes(team)
    team.does("eve", "phase identified", about="INC-1")
    drafts(team, cause="A release broke the gateway.", components=("checkout",))
    publishes(team)
    team.does("eve", "resolve", about="INC-1", fields={"text": "It is mended."})
    publishes(team)

    there = page(team).posted
    assert [incident for incident, _ in there] == ["there-0"] * 3
    assert [one.phase for _, one in there] == ["investigating", "identified", "resolved"]
    assert [one.components for _, one in there] == [
        {"checkout": "major_outage"},
        {"checkout": "major_outage"},
        {"checkout": "operational"},
    ]


def test_a_correction_changes_the_words_that_stand_on_that_page(team):
    drafts(team)
    publishes(team)
    team.does("leo", "correct", about="INC-1")
    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Only cards of one bank are declined. We write again at 09:50 UTC.")
    publishes(team)

    [(place, text)] = page(team).corrected
    assert (place.incident, place.update) == ("there-0", "update-0")
    assert text.startswith("Only cards of one bank")
    assert len(page(team).posted) == 1


def test_a_page_that_is_down_holds_up_nothing_and_is_told_later(team):
    page(team).trouble = TryLater("Statuspage does not answer.")
    drafts(team)
    publishes(team)
    assert [len(replies(team, id)) for id in "123"] == [1, 1, 1]
    assert counts(team)["page", "waiting"] == 1

    page(team).trouble = None
    team.clock.move(minutes=2)
    settle(team)

    assert len(page(team).posted) == 1
    assert counts(team)["page", "told"] == 2


def test_whoever_the_settings_name_gets_a_letter(teller):
    team = telling(teller, publishing={"letters_to": ["customers@acme.test"]})
    drafts(team, title="Card payments")
    publishes(team)

    [letter] = letters(team)
    assert (letter.to, letter.subject) == ("customers@acme.test", "Card payments (investigating)")
    assert letter.text == known(team)[0].texts["en"]
    assert counts(team)["email", "told"] == 1


def test_our_own_page_shows_what_was_published_and_what_was_retracted(team):
    drafts(team, components=("checkout",))
    publishes(team)
    shown = status_page.read(team.world)
    [one] = shown.incidents
    assert (one.key, one.effect, one.resolved_at) == ("INC-1", "critical", None)
    assert one.updates[0].texts == known(team)[0].texts
    assert [part.condition for part in shown.components] == ["major_outage"]

    team.does("leo", "retract wrong region", about="INC-1")
    [one] = status_page.read(team.world).incidents
    assert one.updates[0].texts == {}
    assert one.updates[0].retracted_at is not None


def test_neither_drills_nor_private_incidents_stand_on_the_page(team):
    team.does("ana", "declare", fields={"title": "Exercise", "severity": "SEV1", "options": ("drill",)})
    team.carry()
    team.does("ana", "role incident_commander me", about="INC-2")
    team.does("ana", "draft Some cards are declined. We write again at 09:50 UTC.", about="INC-2")
    team.does("ana", "approve", about="INC-2")
    team.does("ana", "publish", about="INC-2")
    team.carry()

    assert known(team, "INC-2")[0].state is UpdateState.PUBLISHED
    assert status_page.read(team.world).incidents == ()


def test_in_the_war_room_the_answer_is_short_since_the_card_stands_there(team):
    said = card_of(team.does("leo", "draft Cards of one bank are declined.", room=team.room()))
    again = card_of(team.does("leo", "draft", room=team.room()))

    assert read(said) == "INC-1: draft 1 for customers  <done>\nIts card stands in this room."
    assert "Cards of one bank are declined." in read(again)


def test_a_translation_that_was_left_behind_is_to_be_read_again(team):
    drafts(team)
    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_en="Cards of one bank are declined. We write again at 09:40 UTC.")
    team.carry()
    left = "German: Left as it was while the first language changed: read it again."
    assert left in read(card(team))

    form = form_of(team.does("leo", "draft edit", about="INC-1"))
    team.fills("leo", form, text_de="Karten einer Bank werden abgelehnt. Wir melden uns um 09:40 UTC wieder.")
    team.carry()

    assert left not in read(card(team))


def test_what_was_retracted_is_replaced_on_a_page_that_others_run(team):
    drafts(team)
    publishes(team)

    team.does("leo", "retract wrong region", about="INC-1")
    settle(team)

    [(place, words)] = page(team).corrected
    assert (place.update, words) == ("update-0", "This update was withdrawn.")
