"""Status updates, the facts that people said for them, and who was told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.status_update import Audience, StatusFacts, StatusUpdate, Telling, Told, UpdateState
from tests.storage.samples import NINE, incident


def update(of: str = "INC-1", **fields: Any) -> StatusUpdate:
    said: dict[str, Any] = {"phase": "investigating", "texts": {"en": "Cards \x00 fail", "de": "Karten"}}
    return StatusUpdate(incident=of, number=0, drafted_by="slack:leo", drafted_at=NINE, **said | fields)


@pytest.fixture
def known(database):
    with database.change() as work:
        work.incidents.add(incident(1))
        work.incidents.add(incident(2))
    return database


def test_a_draft_comes_back_as_it_was_and_is_the_one_in_hand(known):
    full = update(
        audiences=("page", "tickets"),
        facts={"symptom": "Cards fail"},
        next_at=NINE + timedelta(minutes=20),
        approved_by="slack:eve",
        approved_at=NINE,
        state=UpdateState.APPROVED,
        version=3,
    )
    with known.change() as work:
        kept = work.status_updates.add(full)

    with known.read() as work:
        assert kept == replace(full, id=kept.id, number=1)
        assert work.status_updates.get(kept.id) == kept
        assert work.status_updates.in_hand("INC-1") == kept
        assert work.status_updates.in_hand("INC-2") is None


def test_an_incident_has_one_in_hand_and_numbers_go_on(known):
    with known.change() as work:
        first = work.status_updates.add(update())
        assert work.status_updates.add(update()) is None
        assert work.status_updates.add(update("INC-2")).number == 1

        work.status_updates.save(replace(first, state=UpdateState.PUBLISHED, published_at=NINE))
        second = work.status_updates.add(update())
        work.status_updates.save(replace(second, state=UpdateState.DISCARDED))
        third = work.status_updates.add(update())

    with known.read() as work:
        assert (second.number, third.number) == (2, 3)
        assert [one.number for one in work.status_updates.of("INC-1")] == [1, 3]


def test_the_latest_is_the_one_published_last_that_was_not_retracted(known):
    with known.change() as work:
        for minute, state in enumerate((UpdateState.PUBLISHED, UpdateState.PUBLISHED, UpdateState.RETRACTED)):
            one = work.status_updates.add(update())
            work.status_updates.save(replace(one, state=state, published_at=NINE + timedelta(minutes=minute)))

    with known.read() as work:
        assert work.status_updates.latest("INC-1").number == 2
        assert work.status_updates.latest("INC-2") is None
        since = work.status_updates.published_since(NINE + timedelta(minutes=1), limit=9)
        assert [one.number for one in since] == [3, 2]


def test_facts_are_kept_once_for_an_incident(known):
    said = StatusFacts(
        incident="INC-1", symptom="Cards fail", components=("checkout",), by="slack:leo", at=NINE
    )
    with known.change() as work:
        assert work.status_updates.facts("INC-1") == StatusFacts(incident="INC-1")
        work.status_updates.put_facts(said)
        work.status_updates.put_facts(replace(said, workaround="PayPal works"))

    with known.read() as work:
        assert work.status_updates.facts("INC-1") == replace(said, workaround="PayPal works")


def test_whoever_is_told_is_counted_by_audience_and_told_once(known):
    with known.change() as work:
        one = work.status_updates.add(update())
        some = [Told(update=one.id, audience=Audience.TICKETS, target=f"zendesk:{n}") for n in range(3)]
        work.tellings.add_all(some)
        work.tellings.save(replace(some[0], state=Telling.TOLD, language="de", at=NINE))
        work.tellings.save(replace(some[1], state=Telling.FAILED, why="It is closed."))
        work.tellings.add_all([*some, Told(update=one.id, audience=Audience.PAGE, target="own")])

    with known.read() as work:
        assert work.tellings.count(one.id) == {
            (Audience.TICKETS, Telling.TOLD): 1,
            (Audience.TICKETS, Telling.FAILED): 1,
            (Audience.TICKETS, Telling.WAITING): 1,
            (Audience.PAGE, Telling.WAITING): 1,
        }
        [failed] = work.tellings.standing(one.id, Telling.FAILED, limit=9)
        assert (failed.target, failed.why) == ("zendesk:1", "It is closed.")
        assert work.tellings.get(one.id, Audience.TICKETS, "zendesk:0").language == "de"
