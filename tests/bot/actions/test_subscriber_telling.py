"""Subscribers are told: each once, in their language, with a way out, and never by name to anybody."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import event

from bot.actions import subscriber
from bot.actions.delivery import deliver_next
from bot.domain.outgoing import Delivery
from bot.domain.status_update import Audience, Telling
from bot.errors import NoMailbox, NotLetIn, NotNow, TryLater
from tests.bot.actions.subscribing import (
    affects,
    corrects,
    goes_out,
    link,
    publishes,
    subscribed,
    team,
    words,
)
from tests.bot.actions.telling import card, settle
from tests.databases import without_the_disk
from tests.fakes.reader import read
from tests.fakes.teller import labels_of


@pytest.fixture
def ours(sqlite_database, clock):
    """The program against PostgreSQL is lived in the journeys, its storage in `tests/storage`."""
    event.listen(sqlite_database.engine.pool, "checkout", without_the_disk)
    return team(sqlite_database, clock)


def stand(told, update):
    with told.store.read() as work:
        counts = work.tellings.count(update.id)
    return {
        state.value: count for (audience, state), count in counts.items() if audience is Audience.SUBSCRIBERS
    }


def rows(told, *states):
    with told.store.read() as work:
        return work.outbox.of("INC-1", states=states or tuple(Delivery))


def test_everybody_concerned_is_told_in_their_language_with_a_way_out_and_named_nowhere(ours, caplog):
    caplog.set_level(logging.DEBUG)
    told, postman = ours
    subscribed(told, "en@secret.test")
    subscribed(told, "de@secret.test", "checkout", language="de")
    subscribed(told, "tr@secret.test", language="tr")
    subscribed(told, "search@secret.test", "search")
    with told.store.change() as work:
        known = work.subscribers.behind(0, limit=1)[0]
        work.subscribers.add(replace(known, address="waits@secret.test", confirmed_at=None))
    affects(told, "checkout")

    german = words(told, 1).replace("Cards fail", "Karten werden abgelehnt")
    update = publishes(told, de=german.replace("We write again at", "Wir schreiben wieder um"))
    settle(told)

    got = {letter.to: letter for letter, _ in postman.taken}
    assert set(got) == {"en@secret.test", "de@secret.test", "tr@secret.test"}
    english, german, turkish = (got[f"{one}@secret.test"] for one in ("en", "de", "tr"))
    assert english.subject == "Acme status: Cards are declined"
    assert english.text.startswith("Investigating · Cards are declined\n\nCards fail, word 001")
    assert "Affected: Checkout\n" in english.text
    assert "https://status.acme.test/status/incidents/INC-1?lang=en" in english.text
    assert "Karten werden abgelehnt" in german.text
    assert "word 001" in turkish.text
    assert "Bu bildirimin Türkçesi yok." in turkish.text
    assert len({one.thread for one in got.values()}) == 1
    for one in got.values():
        secret = link(one, "leave")
        assert f"https://status.acme.test/status/subscribe/leave/{secret}" in one.list_unsubscribe
        assert secret == link(one, "manage")
    assert "e-mail subscribers: 3 of 3" in read(card(told))
    with told.store.read() as work:
        kept = [rows(told), work.audit.of("INC-1"), work.tellings.standing(update.id, Telling.TOLD, limit=99)]
    assert "secret.test" not in f"{kept} {caplog.text} {[read(one.card) for one in told.chat.said]}"
    assert not [one for one in kept[2] if one.audience is Audience.SUBSCRIBERS]


@pytest.mark.parametrize("what", ["private", "drill"])
def test_what_the_public_does_not_hear_of_nobody_is_told_even_where_it_became_so_on_the_way(ours, what):
    told, postman = ours
    subscribed(told, "mei@secret.test")
    update = publishes(told)
    deliver_next(told.world, "test/1")
    with told.store.change() as work:
        incident = work.incidents.get("INC-1")
        work.incidents.save(replace(incident, **{what: True}))

    settle(told)
    told.does("eve", "draft A second word.", about="INC-1")
    with told.store.read() as work:
        drafted = work.status_updates.in_hand("INC-1")

    assert postman.taken == []
    assert Audience.SUBSCRIBERS not in drafted.audiences
    assert Audience.SUBSCRIBERS in update.audiences


def test_many_are_told_a_portion_at_a_time_and_a_pause_holds_them_up(ours):
    told, postman = ours
    for number in range(430):
        subscribed(told, f"{number}@secret.test")

    update = publishes(told)
    while stand(told, update).get("waiting", 0) == 0:
        deliver_next(told.world, "test/1")
    assert stand(told, update) == {"waiting": 200}
    assert len([one for one in rows(told) if one.kind == "subscriber_letter"]) == 200
    while len(postman.taken) < 50:
        deliver_next(told.world, "test/1")
    told.does("eve", "publish pause", about="INC-1")
    paused = len(postman.taken)
    settle(told)
    assert len(postman.taken) == paused
    assert "Go on telling" in labels_of(card(told))

    told.does("eve", "publish resume", about="INC-1")
    for _ in range(8):
        settle(told)

    assert sorted(letter.to for letter, _ in postman.taken) == sorted(f"{n}@secret.test" for n in range(430))
    assert stand(told, update) == {"told": 430}
    assert told.desks == {}
    assert {one.lane for one in rows(told) if one.kind == "subscriber_letter"} == {
        "smtp/subscribers/0",
        "smtp/subscribers/1",
    }


def test_a_correction_reaches_whoever_read_what_was_wrong_and_says_so(ours):
    told, postman = ours
    subscribed(told, "mei@secret.test", "checkout")
    affects(told, "checkout")
    publishes(told)
    settle(told)
    affects(told, "search")
    subscribed(told, "later@secret.test", "checkout")

    corrects(told, 2)
    settle(told)

    _, second = postman.to("mei@secret.test")
    assert "Correction: this takes the place of an earlier update.\n\nCards fail, word 002" in second.text
    assert postman.to("later@secret.test") == []


def test_what_is_retracted_is_taken_back_from_whoever_was_told_and_from_nobody_else(ours):
    told, postman = ours
    for name in ("gone", "mei", "leo"):
        subscribed(told, f"{name}@secret.test")
    update = publishes(told)
    while len(postman.taken) < 2:
        deliver_next(told.world, "test/1")
    subscriber.leave(told.world, link(postman.to("gone@secret.test")[0], "leave"))
    told.does("eve", "publish pause", about="INC-1")
    settle(told)
    assert [one.to for one, _ in postman.taken] == ["gone@secret.test", "mei@secret.test"]

    told.does("eve", "retract it was wrong", about="INC-1")
    for _ in range(3):
        settle(told)

    _, taken_back = postman.to("mei@secret.test")
    assert taken_back.text.startswith("Withdrawn · Checkout is down\n\nWe have withdrawn an update")
    assert "word 001" not in taken_back.text
    assert "it was wrong" not in taken_back.text
    assert postman.to("leo@secret.test") == []
    assert len(postman.to("gone@secret.test")) == 1
    assert stand(told, update) == {"told": 2, "skipped": 1}


def test_an_address_that_is_refused_three_times_in_a_row_is_forgotten_and_only_counted(ours, caplog):
    told, postman = ours
    subscribed(told, "dead@secret.test")
    subscribed(told, "mei@secret.test")
    refuses = True
    postman.trouble = lambda to: NoMailbox("550") if refuses and to.startswith("dead") else None

    for number in range(1, 7):
        refuses = number != 3
        update = publishes(told, number)
        settle(told)
        with told.store.read() as work:
            left = work.subscribers.count()[0]
        assert left == (1 if number == 6 else 2), number

    assert stand(told, update) == {"told": 1, "skipped": 1}
    assert "e-mail subscribers: 1 of 1" in read(card(told, 6))
    assert "left out, since they left or their address takes no letters: 1" in read(card(told, 6))
    assert "A subscriber was removed: the mail server refused the address 3 times." in caplog.text
    assert "dead" not in caplog.text


def test_an_address_that_wants_to_wait_waits_alone_and_gets_its_letter_under_the_same_key(ours):
    told, postman = ours
    slow = subscribed(told, "slow@secret.test")
    others = [subscribed(told, f"{number}@secret.test") for number in range(6)]
    postman.trouble = lambda to: NotNow("451") if to.startswith("slow") else None

    update = publishes(told)
    told.carry()
    assert len(postman.taken) == len(others)
    [waits] = [one for one in rows(told, Delivery.WAITING) if one.kind == "subscriber_letter"]
    assert waits.lane == f"smtp/subscriber:{slow.id}"

    postman.trouble = lambda _: None
    told.clock.move(minutes=2)
    settle(told)
    [letter] = postman.to("slow@secret.test")
    assert [key for one, key in postman.taken if one is letter] == [waits.key]
    assert stand(told, update) == {"told": 7}


def test_a_letter_that_was_lost_sight_of_is_sent_again_and_the_links_of_both_work(ours):
    told, postman = ours
    subscribed(told, "mei@secret.test")
    postman.trouble = lambda _: TryLater("The answer was lost.", unsure=True)
    update = publishes(told)
    told.carry()
    postman.trouble = lambda _: None
    told.clock.move(minutes=1)
    settle(told)

    (first, key), (second, same) = postman.taken
    assert key == same
    assert stand(told, update) == {"told": 1}
    assert link(first, "manage") != link(second, "manage")
    for one in (first, second):
        assert subscriber.change(told.world, link(one, "manage"), ("search",), "de")
    assert subscriber.leave(told.world, link(first, "leave"))
    assert not subscriber.leave(told.world, link(second, "leave"))


def test_while_the_mail_server_does_not_let_us_in_everything_waits_and_nothing_fails(ours):
    told, postman = ours
    for number in range(3):
        subscribed(told, f"{number}@secret.test")
    postman.trouble = lambda _: NotLetIn("It does not know us.")
    update = publishes(told)
    settle(told)
    told.clock.move(hours=3)
    settle(told)
    assert stand(told, update) == {"waiting": 3}

    postman.trouble = lambda _: None
    told.clock.move(minutes=5)
    settle(told)

    assert stand(told, update) == {"told": 3}


def test_an_update_for_subscribers_alone_tells_no_ticket_when_it_goes_on(ours):
    told, postman = ours
    subscribed(told, "mei@secret.test")
    told.does("eve", f"draft {words(told, 1)}", about="INC-1")
    with told.store.change() as work:
        drafted = work.status_updates.in_hand("INC-1")
        work.status_updates.save(replace(drafted, audiences=("subscribers",)))
    update = goes_out(told)
    told.does("eve", "publish pause", about="INC-1")
    told.does("eve", "publish resume", about="INC-1")
    settle(told)

    assert len(postman.taken) == 1
    assert not [one for one in rows(told) if one.kind == "status_tickets"]
    assert stand(told, update) == {"told": 1}


def test_a_letter_that_may_have_arrived_is_taken_back_too_and_one_that_waits_never_leaves(ours):
    told, postman = ours
    for name in ("lost", "busy"):
        subscribed(told, f"{name}@secret.test")
    troubles = {"lost": TryLater("The answer was lost.", unsure=True), "busy": NotNow("451")}
    postman.trouble = lambda to: troubles[to.partition("@")[0]]
    update = publishes(told)
    told.carry()

    told.does("eve", "retract it was wrong", about="INC-1")
    postman.trouble = lambda _: None
    told.clock.move(minutes=2)
    settle(told)

    assert [one.text.partition(" ")[0] for one in postman.to("lost@secret.test")] == [
        "Investigating",
        "Withdrawn",
    ]
    assert postman.to("busy@secret.test") == []
    assert stand(told, update) == {"told": 1, "skipped": 1}


def test_a_letter_that_is_under_way_while_it_is_taken_back_from_all_others_is_taken_back_after_it(ours):
    told, postman = ours
    subscribed(told, "mei@secret.test")
    postman.trouble = lambda _: NotNow("451")
    publishes(told)
    told.carry()

    def retracted_meanwhile(_to):
        postman.trouble = lambda _: None
        told.does("eve", "retract it was wrong", about="INC-1")
        while deliver_next(told.world, "other/1"):
            pass

    postman.trouble = retracted_meanwhile
    told.clock.move(minutes=2)
    settle(told)

    letters = postman.to("mei@secret.test")
    assert [one.text.partition(" ")[0] for one in letters] == ["Investigating", "Withdrawn"]
