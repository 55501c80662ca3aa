"""From what was said to an answer: words, incidents, refusals, and trouble of our own."""

import logging
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bot.commands.asked import Command
from bot.commands.router import Router
from bot.commands.table import COMMANDS, TYPED
from bot.domain.interaction import Interaction, Reply
from bot.errors import Unavailable
from bot.settings_permissions import DEFAULT_PERMISSIONS
from tests.bot.actions import promises
from tests.fakes.reader import read
from tests.fakes.teller import NoMeter, Teller, card_of, form_of, labels_of


class Figures(NoMeter):
    """Remembers what was counted."""

    def __init__(self) -> None:
        self.counted: list[tuple[str, str]] = []

    def interaction(self, word: str, door: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.counted.append((word, outcome))


class Down:
    """A store whose database does not answer."""

    @contextmanager
    def read(self):
        raise Unavailable("The database does not answer; nothing was recorded.")
        yield

    change = read


WANT_MORE = {
    "ticket": "bad_input",
    "unlink me": "no",
    **dict.fromkeys(("sla why", "sla take", "sla snooze", "sla reason", "sla escalate"), "bad_input"),
    **dict.fromkeys(("sla accept", "snooze", "ticket reply"), "bad_input"),
}
"""Words that say what is missing when nothing is said behind them, or nothing was done before."""


@pytest.mark.parametrize("command", TYPED, ids=lambda one: one.word)
def test_every_word_and_synonym_gets_an_answer_anywhere(two_desks, command):
    told = two_desks
    for word in (command.word, *command.synonyms, command.word.upper(), f"{command.word}:"):
        reply = told.does("ana", word)

        assert reply.card or reply.form, word
        assert reply.outcome in {"done", "asked", WANT_MORE.get(command.word)}, word


def test_no_two_words_are_spelled_alike():
    names = [name for one in COMMANDS for name in (one.word, *one.synonyms)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.word)
def test_every_word_has_a_rule(command):
    assert command.permission in DEFAULT_PERMISSIONS


@pytest.mark.parametrize("command", [one for one in TYPED if one.example], ids=lambda one: one.word)
def test_every_example_is_understood(two_desks, command):
    told = promises.told(two_desks.store) if command.word == "snooze" else two_desks
    told.desks["zendesk"].has("48211")
    promises.read(told, "48211")
    told.declare()
    if command.word in ("unlink", "asked"):
        told.does("ana", "link INC-1 zendesk:48211")
        told.carry()
    told.does("eve", "help")
    told.does("leo", "role INC-1 scribe me")
    told.does("ana", f"liaison INC-1 {'eve' if command.word == 'handoff' else 'leo'}")
    if command.permission in ("approve", "publish"):
        told.does("ana", "role INC-1 incident_commander me")
        told.does("ana", "draft INC-1 Cards fail. We write again by 23:59 UTC.")
    if command.permission == "publish":
        told.does("ana", "approve INC-1")
    if command.word == "retract":
        told.does("ana", "publish INC-1")

    reply = told.does("ana", command.example, room="support" if command.word == "room" else told.room())

    assert reply.outcome in {"done", "asked"}, reply


@pytest.mark.parametrize(
    "typed", ["INC-1 resolve all well", "resolve INC-1 all well", "inc1: resolve all well"]
)
def test_the_incident_may_be_named_before_or_behind_the_word(told, typed):
    told.declare()

    reply = told.does("ana", typed)

    assert card_of(reply).title == "INC-1 is resolved"


def test_an_incident_alone_shows_how_it_stands(told):
    told.declare()

    reply = told.does("ana", "INC-1")

    assert card_of(reply).title == "INC-1 · SEV1 · Checkout is down"


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("resovle", "resolve"), ("catchupp", "catchup"), ("liason", "liaison"), ("sev2", "sev")],
)
def test_an_unknown_word_gets_the_nearest_one_with_an_example(told, typed, nearest):
    reply = told.does("ana", typed)

    assert reply.outcome == "unknown"
    assert labels_of(card_of(reply))[0] == nearest
    assert f"/case {nearest}" in read(card_of(reply))


def test_a_severity_without_its_word_declares_or_changes_as_the_room_tells(told):
    declared = told.does("ana", "sev1 Checkout is down")
    told.carry()
    changed = told.does("ana", "SEV2 only one bank is hurt", room=told.room())

    assert card_of(declared).title == "Declared: INC-1 · SEV1 · Checkout is down"
    assert card_of(changed).title.startswith("INC-1 is now SEV2")


def test_a_sentence_without_a_word_can_be_declared_from_the_answer(told):
    reply = told.does("ana", "Checkout is down")
    form = form_of(told.presses("ana", card_of(reply), "Declare an incident"))

    assert reply.outcome == "unknown"
    assert form.fields[0].value == "Checkout is down"


def test_a_word_like_no_other_gets_help(told):
    reply = told.does("ana", "x" * 5000)

    assert labels_of(card_of(reply)) == ["All words"]


def test_the_war_room_tells_which_incident_is_meant(teller):
    teller.declare("sev1 Checkout is down")
    teller.declare("sev2 Search shows nothing")

    teller.does("ana", "phase identified", room=teller.room("INC-1"))

    with teller.store.read() as work:
        assert [work.incidents.get(key).phase for key in ("INC-1", "INC-2")] == [
            "identified",
            "investigating",
        ]


def test_in_a_war_room_another_incident_in_a_text_is_part_of_the_text(told):
    told.declare("sev1 Checkout is down")
    told.declare("sev2 Search shows nothing")

    told.does("ana", "note INC-2 looks alike", room=told.room("INC-1"))

    with told.store.read() as work:
        assert work.timeline.of("INC-1", limit=1)[0].text == "INC-2 looks alike"


def test_another_incident_can_be_looked_at_from_a_war_room(told):
    told.declare("sev1 Checkout is down")
    told.declare("sev2 Search shows nothing")

    reply = told.does("ana", "status INC-2", room=told.room("INC-1"))

    assert card_of(reply).title == "INC-2 · SEV2 · Search shows nothing"


def test_elsewhere_the_last_five_are_offered_open_ones_first(told):
    for number, title in enumerate(["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"], start=1):
        told.declare(f"sev3 {title}")
        if number == 6:
            told.does("ana", "resolve INC-6 done")

    reply = told.does("ana", "update Cards fail")

    assert reply.outcome == "asked"
    assert labels_of(card_of(reply)) == [
        "INC-5 Echo",
        "INC-4 Delta",
        "INC-3 Charlie",
        "INC-2 Bravo",
        "INC-1 Alpha",
    ]


def test_choosing_one_does_what_was_typed(told):
    told.declare("sev3 Alpha")
    reply = told.does("ana", "update Cards fail")

    told.presses("ana", card_of(reply), "INC-1 Alpha")

    with told.store.read() as work:
        assert work.incidents.get("INC-1").last_update == "Cards fail"


def test_what_is_over_is_offered_first_for_reopening(told):
    told.declare("sev3 Alpha")
    told.declare("sev3 Bravo")
    told.does("ana", "resolve INC-1 done")

    reply = told.does("ana", "reopen")

    assert labels_of(card_of(reply)) == ["INC-1 Alpha", "INC-2 Bravo"]


def test_a_guest_is_refused_and_nothing_changes(told):
    reply = told.does("gus", "declare sev1 Checkout is down", guest=True)

    assert reply.outcome == "not_allowed"
    assert "members of this workspace" in card_of(reply).title
    with told.store.read() as work:
        assert work.incidents.recent(limit=1) == []


def test_the_second_delivery_of_a_wish_is_recognised(teller):
    teller.declare()

    first = teller.does("ana", "note INC-1 Restarted", id="same")
    again = teller.does("ana", "note INC-1 Restarted", id="same")

    assert (first.outcome, again.outcome) == ("done", "again")
    assert card_of(again).title == "INC-1: already done"
    with teller.store.read() as work:
        assert [one.text for one in work.timeline.of("INC-1", limit=9)].count("Restarted") == 1


def test_a_refused_wish_may_be_tried_again_with_the_same_press(teller):
    teller.declare()
    teller.does("ana", "resolve INC-1 done")
    refused = teller.does("ana", "update INC-1 more", id="same")
    teller.does("ana", "reopen INC-1")

    again = teller.does("ana", "update INC-1 more", id="same")

    assert (refused.outcome, again.outcome) == ("no", "done")


def test_a_bug_ends_in_an_apology_with_a_number_that_the_log_knows(told, caplog):
    def broken(_asked) -> Reply:
        raise KeyError("secret words")

    figures = Figures()
    command = Command(word="help", run=broken, says="", usage="help")
    told.router = Router(replace(told.world, meter=figures), (command,))

    with caplog.at_level(logging.ERROR):
        reply = told.does("ana", "help")

    assert "not your fault" in card_of(reply).title
    number = read(card_of(reply)).rpartition(": ")[2]
    assert [record.report for record in caplog.records] == [number]
    assert figures.counted == [("help", "broke")]


def test_without_a_database_the_person_is_told_that_nothing_was_recorded(told):
    figures = Figures()
    told.router = Router(replace(told.world, store=Down(), meter=figures))

    reply = told.does("ana", "declare sev1 Checkout is down")

    assert reply.outcome == "unavailable"
    assert "nothing was recorded" in card_of(reply).title
    assert figures.counted == [("declare", "unavailable")]


def test_the_operator_reads_why_the_database_could_not_be_used_and_no_word_of_the_question(told, caplog):
    def asks(_asked) -> Reply:
        try:
            raise OSError("database or disk is full\nINSERT … Checkout")
        except OSError as error:
            raise Unavailable("Nothing was recorded.") from error

    told.router = Router(told.world, (Command(word="help", run=asks, says="", usage="help"),))

    told.does("ana", "help")

    [record] = caplog.records
    assert (record.word, record.why) == ("help", "database or disk is full")


def test_a_database_that_falls_silent_after_the_commit_is_not_said_to_have_recorded_nothing(told):
    def changes(asked) -> Reply:
        with asked.world.change(asked.by) as work:
            work.people.put(asked.said.person)
        raise Unavailable("Nothing was recorded.")

    command = Command(word="help", run=changes, says="", usage="help")
    told.router = Router(told.world, (command,))

    reply = told.does("ana", "help")

    assert reply.outcome == "unavailable"
    assert card_of(reply).title.startswith("It was recorded")


def test_a_form_that_is_refused_keeps_what_was_written(told):
    told.declare()
    form = told.does("ana", "update INC-1").form
    told.does("leo", "join INC-1")
    told.does("leo", "resolve INC-1 done")
    assert form

    reply = told.fills("ana", form, text="A long text, typed with care")

    assert list(reply.errors.values()) == ["INC-1 is resolved; reopen it first."]


def test_an_incident_that_is_not_there_is_said_not_to_be(told):
    reply = told.does("ana", "status INC-99")

    assert card_of(reply).title == "There is no incident INC-99 that you may see."
    assert "/case list" in read(card_of(reply))


def test_mentions_are_written_by_name_also_when_one_id_begins_like_another(told: Teller):
    told.declare()
    mentions = {"slack:eve": "Eve", "slack:eve2": "Evelyn"}

    told.does("ana", "note INC-1 @slack:eve2 asked @slack:eve", mentions=mentions)

    with told.store.read() as work:
        assert work.timeline.of("INC-1", limit=1)[0].text == "@Evelyn asked @Eve"


@pytest.mark.parametrize("word", ["help", "home_opened", "frobnicate"])
def test_examples_begin_as_people_call_us_where_they_are(told, word):
    said = Interaction("wish", "teams", told.person("ana"), word, called="@Caseline")

    card = card_of(told.router.handle(said))

    assert "/case" not in read(card)
    assert "@Caseline" in read(card) or word == "frobnicate"


def test_a_failure_that_names_itself_as_its_cause_is_answered_all_the_same(told):
    def circular(_asked) -> Reply:
        error = Unavailable("The database is busy.")
        raise error from error

    told.router = Router(told.world, (Command(word="help", run=circular, says="", usage="help"),))

    assert told.does("ana", "help").outcome == "unavailable"
