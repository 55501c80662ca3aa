"""Personal words on both databases: one open for a customer, those that wait first, and whom each is for."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.personal_word import PersonalWord, WordState
from bot.domain.status_update import Audience, Telling, Told, UpdateState
from tests.storage.samples import NINE, incident
from tests.storage.test_status_updates import update


@pytest.fixture
def known(database):
    """INC-1 with two status updates."""
    with database.change() as work:
        work.incidents.add(incident(1))
        first = work.status_updates.add(update())
        work.status_updates.save(replace(first, state=UpdateState.PUBLISHED, published_at=NINE))
        work.status_updates.add(update())
    return database


def word(customer: str, of: int = 1, minute: int = 0, **fields: Any) -> PersonalWord:
    said: dict[str, Any] = {"name": customer.capitalize(), "held_at": NINE + timedelta(minutes=minute)}
    return PersonalWord(incident="INC-1", update=of, customer=customer, **said | fields)


def test_a_customer_has_one_open_word_about_a_status_update(known):
    full = word("acme", tier="vip", owner="mia", text="Dear Kim", language="de", written_at=NINE)
    with known.change() as work:
        first = work.personal_words.hold(full)
        assert first == replace(full, id=first.id)
        assert work.personal_words.hold(word("acme", minute=5)) == first
        assert work.personal_words.hold(word("acme", of=2)).id != first.id

        work.personal_words.save(replace(first, state=WordState.SENT, by="slack:leo", at=NINE))
        again = work.personal_words.hold(word("acme", minute=6))

    assert again.id != first.id
    with known.read() as work:
        assert work.personal_words.get(first.id).by == "slack:leo"
        assert work.personal_words.get(999) is None


def test_those_that_wait_come_first_and_each_group_as_it_was_held(known):
    with known.change() as work:
        for minute, name in enumerate("edcba"):
            held = work.personal_words.hold(word(name, minute=minute))
            if name in "ed":
                work.personal_words.save(replace(held, state=WordState.LEFT_OUT, why="They know."))
            if name == "b":
                work.personal_words.save(replace(held, state=WordState.PROPOSED, text="Dear b"))
        work.personal_words.hold(word("other", of=2))

    with known.read() as work:
        assert [one.customer for one in work.personal_words.of(1, limit=9)] == list("cbaed")
        assert [one.customer for one in work.personal_words.of(1, limit=2, offset=2)] == ["a", "e"]
        assert work.personal_words.count(1) == {
            WordState.HELD: 2,
            WordState.PROPOSED: 1,
            WordState.LEFT_OUT: 2,
        }


def test_targets_are_found_by_their_word_and_by_waiting(known):
    def told(target: str, of: int = 1, **fields: Any) -> Told:
        return Told(update=of, audience=Audience.TICKETS, target=target, **fields)

    with known.change() as work:
        held = work.personal_words.hold(word("acme"))
        some = [told(f"zendesk:{n}", state=Telling.HELD, word=held.id) for n in range(3)]
        channel = replace(some[0], audience=Audience.SHARED, target="slack:acme")
        work.tellings.add_all([*some, channel, told("zendesk:7"), replace(some[0], update=2)])
        work.tellings.save(replace(some[1], state=Telling.TOLD))

    with known.read() as work:
        assert [one.target for one in work.tellings.of_word(held.id)] == [
            "slack:acme",
            "zendesk:0",
            "zendesk:0",
            "zendesk:1",
            "zendesk:2",
        ]
        asked = [f"zendesk:{n}" for n in range(9)]
        found = work.tellings.held(Audience.TICKETS, asked)
        assert {(one.update, one.target) for one in found} == {
            (1, "zendesk:0"),
            (1, "zendesk:2"),
            (2, "zendesk:0"),
        }
        assert work.tellings.held(Audience.TICKETS, []) == []
        assert work.tellings.count(1)[Audience.TICKETS, Telling.HELD] == 2

    with known.change() as work:
        work.tellings.forget([some[0], some[1]])
        kept = [(one.update, one.target) for one in work.tellings.of_word(held.id)]
    assert kept == [(1, "slack:acme"), (2, "zendesk:0"), (1, "zendesk:1"), (1, "zendesk:2")]
