"""What people write in one war room is read in the other."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.actions.delivery import deliver_next
from bot.domain.card import Link, Mention
from bot.errors import Refused, TryLater
from tests.fakes.mirror import Mirror, settings
from tests.fakes.reader import read
from tests.fakes.teller import card_of


@pytest.fixture
def open_mirror(mirror) -> Mirror:
    mirror.declare()
    return mirror


def test_words_are_read_in_the_other_chat_with_their_author_and_origin(open_mirror):
    open_mirror.writes("eve", "The gateway rejects our certificate.", chat="slack", id="17.1")
    open_mirror.writes("leo", "How many customers?", chat="teams", id="a1")
    open_mirror.carry()

    assert open_mirror.words("teams") == ["Eve (Slack): The gateway rejects our certificate."]
    assert open_mirror.words("slack") == ["Leo (Teams): How many customers?"]
    [shown] = open_mirror.relayed("teams")
    assert shown.card.title == "Eve (Slack): The gateway rejects our certificate."


def test_edits_and_deletions_follow(open_mirror):
    open_mirror.writes("eve", "It is the gatway.", chat="slack", id="17.1")
    open_mirror.writes("eve", "Never mind.", chat="slack", id="17.2")
    open_mirror.carry()
    open_mirror.writes("eve", "It is the gateway.", chat="slack", id="17.1", word="message_edited")
    open_mirror.writes("eve", "Never mind.", chat="slack", id="17.2", word="message_deleted")
    open_mirror.carry()

    assert open_mirror.words("teams") == ["Eve (Slack): It is the gateway."]
    [shown] = open_mirror.relayed("teams")
    assert len(shown.cards) == 2


def test_what_was_changed_before_it_went_out_goes_out_as_it_reads_then(open_mirror):
    open_mirror.writes("eve", "It is the gatway.", chat="slack", id="17.1")
    open_mirror.writes("eve", "Never mind.", chat="slack", id="17.2")
    open_mirror.writes("eve", "It is the gateway.", chat="slack", id="17.1", word="message_edited")
    open_mirror.writes("eve", "", chat="slack", id="17.2", word="message_deleted")
    open_mirror.carry()

    assert open_mirror.words("teams") == ["Eve (Slack): It is the gateway."]
    [shown] = open_mirror.relayed("teams")
    assert len(shown.cards) == 1


def test_what_was_deleted_is_not_kept(open_mirror):
    open_mirror.writes("eve", "password: hunter2", chat="slack", id="17.1", files={"https://f.test/1": "x"})
    open_mirror.writes("eve", "", chat="slack", id="17.1", word="message_deleted")
    open_mirror.writes("eve", "late edit", chat="slack", id="17.1", word="message_edited")

    with open_mirror.store.read() as work:
        kept = work.relays.get(f"slack:{open_mirror.rooms()['slack']}/17.1")
    assert (kept.text, kept.files) == ("", {})


def test_answers_stay_below_what_they_answer_in_both_directions(open_mirror):
    open_mirror.writes("eve", "Who looks?", chat="slack", id="17.1", thread="17.1")
    open_mirror.carry()
    [question] = open_mirror.relayed("teams")
    open_mirror.writes("leo", "I do.", chat="teams", id="a1", thread=question.id)
    open_mirror.writes("eve", "Thanks.", chat="slack", id="17.2", thread="17.1")
    open_mirror.carry()

    assert [one.thread for one in open_mirror.relayed("teams")] == ["", question.id]
    [answer] = open_mirror.relayed("slack")
    assert answer.thread == "17.1"

    open_mirror.writes("eve", "And?", chat="slack", id="17.3", thread=answer.id)
    open_mirror.carry()
    assert open_mirror.relayed("teams")[-1].thread == "a1"


def test_words_below_the_living_card_stand_below_it_in_the_other_room(open_mirror):
    with open_mirror.store.read() as work:
        cards = {chat: work.rooms.slot(f"INC-1/war_room/{chat}").message for chat in ("slack", "teams")}
    open_mirror.writes("eve", "Looking.", chat="slack", id="17.1", thread=cards["slack"])
    open_mirror.writes("eve", "Elsewhere.", chat="slack", id="17.2", thread="16.9")
    open_mirror.carry()

    assert [one.thread for one in open_mirror.relayed("teams")] == [cards["teams"], ""]


def test_nothing_is_passed_on_twice_or_back(open_mirror):
    for id in ("wish-a", "wish-a", "wish-b"):
        open_mirror.slack.does(
            "eve", "said", room=open_mirror.rooms()["slack"], message=_message("17.1", "Hello"), id=id
        )
    open_mirror.carry()
    [shown] = open_mirror.relayed("teams")

    open_mirror.writes("somebody", shown.card.title, chat="teams", id=shown.id)
    open_mirror.writes("somebody", "other", chat="teams", id=shown.id, word="message_edited")
    open_mirror.carry()

    assert open_mirror.words("teams") == ["Eve (Slack): Hello"]
    assert open_mirror.words("slack") == []


def _message(id: str, text: str):
    from bot.domain.interaction import Message

    return Message(id, text)


def test_foreign_mentions_are_names_and_files_are_links(open_mirror):
    open_mirror.writes(
        "eve",
        "@slack:leo please look, @channel",
        chat="slack",
        id="17.1",
        mentions={"slack:leo": "Leo"},
        files={"https://files.test/1": "log.txt"},
    )
    open_mirror.writes("eve", "", chat="slack", id="17.2", files={"https://files.test/2": "trace.png"})
    open_mirror.carry()

    assert open_mirror.words("teams") == [
        "Eve (Slack): @Leo please look, @channel\nlog.txt",
        "Eve (Slack): trace.png",
    ]
    spans = [span for one in open_mirror.relayed("teams") for part in one.card.parts for span in part.line]
    assert not any(isinstance(span, Mention) for span in spans)
    assert [span.url for span in spans if isinstance(span, Link)] == [
        "https://files.test/1",
        "https://files.test/2",
    ]


def test_words_elsewhere_are_nobodys_business(open_mirror):
    before = len(open_mirror.slack.chat.calls)
    reply = open_mirror.writes("noone", "Lunch?", chat="slack", id="17.1", room="lounge")
    open_mirror.carry()

    assert reply.outcome == "elsewhere"
    assert len(open_mirror.slack.chat.calls) == before
    assert open_mirror.words("teams") == []
    with open_mirror.store.read() as work:
        assert work.people.get("slack:noone") is None


def test_guests_are_not_passed_on_and_not_disturbed(open_mirror):
    reply = open_mirror.slack.does(
        "guest", "said", room=open_mirror.rooms()["slack"], message=_message("17.1", "Hi"), guest=True
    )
    open_mirror.carry()
    assert reply.card is None
    assert open_mirror.words("teams") == []


def test_one_word_stops_it_and_another_starts_it_again(open_mirror):
    slack = open_mirror.rooms()["slack"]
    open_mirror.slack.does("ana", "room relay off", room=slack)
    open_mirror.writes("eve", "Unheard", chat="slack", id="17.1")
    open_mirror.carry()
    assert open_mirror.words("teams") == []
    assert "each room keeps what is written in it" in read(open_mirror.teams.war_room())
    again = card_of(open_mirror.slack.does("ana", "room relay off", room=slack))
    assert again.title == "Messages are not passed on between the war rooms of INC-1 anyway."

    open_mirror.slack.presses(
        "ana", card_of(open_mirror.slack.does("ana", "room", room=slack)), "Pass messages on", room=slack
    )
    open_mirror.writes("eve", "Heard", chat="slack", id="17.2")
    open_mirror.carry()
    assert open_mirror.words("teams") == ["Eve (Slack): Heard"]


def test_it_is_off_from_the_start_where_the_settings_say_so(database):
    mirror = Mirror(database, settings(rooms={"relay": False}))
    mirror.declare()
    mirror.writes("eve", "Unheard", chat="slack", id="17.1")
    mirror.carry()
    assert mirror.words("teams") == []


def test_an_only_room_has_nobody_to_pass_on_to(told):
    told.declare()
    reply = told.does("eve", "said", room=told.room(), message=_message("17.1", "Hello"))
    assert reply.card is None
    assert told.carry() == 0
    refused = card_of(told.does("ana", "room relay on", room=told.room()))
    assert refused.title == "INC-1 has one war room; there is none to pass messages on to."


def test_after_trouble_everything_arrives_in_order_and_once(open_mirror):
    open_mirror.teams.chat.trouble["post"] = TryLater("Teams does not answer.")
    for n in range(5):
        open_mirror.writes("eve", f"Step {n}", chat="slack", id=f"17.{n}")
        open_mirror.carry()
        open_mirror.clock.move(minutes=2)
    assert open_mirror.words("teams") == []
    assert "Teams does not answer; 5 messages wait" in read(open_mirror.slack.war_room())

    open_mirror.teams.chat.trouble.clear()
    open_mirror.clock.move(minutes=2)
    open_mirror.carry()
    assert open_mirror.words("teams") == [f"Eve (Slack): Step {n}" for n in range(5)]
    assert "does not answer" not in read(open_mirror.slack.war_room())


def test_a_message_that_was_sent_but_not_recorded_is_not_sent_again(open_mirror):
    open_mirror.writes("eve", "Hello", chat="slack", id="17.1")
    assert deliver_next(open_mirror.world, "test/1")
    with open_mirror.store.change() as work:
        [row] = [one for one in work.outbox.of("INC-1", states=("done",)) if one.kind == "relay"]
        work.outbox.save(replace(row, state="waiting", doubtful=True, done_at=None))
    open_mirror.carry()
    assert open_mirror.words("teams") == ["Eve (Slack): Hello"]


def test_what_cannot_be_passed_on_is_seen_where_it_was_written(open_mirror):
    open_mirror.teams.chat.trouble["post"] = Refused("Teams takes no messages here.")
    open_mirror.writes("eve", "Hello", chat="slack", id="17.1")
    open_mirror.carry()
    said = "Teams: What somebody wrote in another war room could not be shown: Teams takes no messages here."
    assert said in read(open_mirror.slack.war_room())


def test_a_room_that_is_gone_gets_nothing_and_nobody_gets_it_instead(open_mirror):
    open_mirror.teams.chat.gone.add(f"teams:{open_mirror.rooms()['teams']}")
    open_mirror.writes("eve", "Hello", chat="slack", id="17.1")
    open_mirror.carry()
    assert open_mirror.words("teams") == []
    assert all("Hello" not in one.card.title for one in open_mirror.teams.chat.said)


def test_old_words_are_forgotten_with_the_outbox(open_mirror):
    open_mirror.writes("eve", "Hello", chat="slack", id="17.1")
    open_mirror.carry()
    open_mirror.clock.move(days=15)
    open_mirror.slack.knock()
    with open_mirror.store.read() as work:
        assert work.relays.get(f"slack:{open_mirror.rooms()['slack']}/17.1") is None


def test_several_workers_keep_the_order_in_both_directions(open_mirror):
    for n in range(15):
        open_mirror.writes("eve", f"S{n}", chat="slack", id=f"17.{n}")
        open_mirror.writes("leo", f"T{n}", chat="teams", id=f"a{n}")
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda n: _carry_all(open_mirror, f"test/{n}"), range(4)))
    open_mirror.carry()

    assert open_mirror.words("teams") == [f"Eve (Slack): S{n}" for n in range(15)]
    assert open_mirror.words("slack") == [f"Leo (Teams): T{n}" for n in range(15)]


def _carry_all(mirror: Mirror, worker: str) -> None:
    for _ in range(40):
        deliver_next(mirror.world, worker)


def test_the_same_message_reported_at_once_by_two_doors_is_passed_on_once(open_mirror):
    def report(n: int) -> str:
        said, here = _message("17.1", "Hello"), open_mirror.rooms()["slack"]
        return open_mirror.slack.does("eve", "said", room=here, message=said, id=f"w{n}").outcome

    with ThreadPoolExecutor(4) as doors:
        assert set(doors.map(report, range(4))) == {"done"}
    open_mirror.carry()
    assert open_mirror.words("teams") == ["Eve (Slack): Hello"]
