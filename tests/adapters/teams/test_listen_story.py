"""The door with the whole bot behind it."""

import pytest

from adapters.doors.redelivery import Redelivery
from adapters.teams.opens import opens
from bot.actions import dossier
from bot.cards import incident, task, timeline
from bot.commands.router import Router
from bot.domain.card import Button, Buttons, Card
from bot.domain.interaction import Interaction
from bot.domain.person import Person
from tests.adapters.teams.activities import activity, fetched, mentioning, submitted
from tests.adapters.teams.bench import Bench, words


@pytest.fixture
def alive(bench: Bench) -> Bench:
    bench.router.run = Router(bench.world).handle
    return bench


def test_an_incident_is_declared_taken_and_updated_from_teams(alive: Bench) -> None:
    alive.say("declare sev1 Checkout is down", alive.thread)
    (declared,) = alive.told()
    assert "INC-1" in declared.words

    body = alive.press({"does": "liaison", "about": "INC-1", "words": "me"})
    assert "customer liaison" in words(body)

    task = alive.invoked(fetched({"does": "update", "about": "INC-1"}, alive.thread))["task"]
    (send,) = task["value"]["card"]["content"]["actions"]
    again = alive.invoked(submitted(send["data"], alive.thread))["task"]
    assert "Say what is new" in words(again["value"]["card"])
    data = again["value"]["card"]["content"]["actions"][0]["data"]
    done = alive.invoked(submitted({**data, "text:text": "The cache is warm again"}, alive.thread))
    assert "Update posted for INC-1" in words(done)

    with alive.database.read() as work:
        (holder,) = [one for one in work.roles.of("INC-1") if one.role == "customer_liaison"]
        found = work.incidents.get("INC-1")
    assert holder.person == "teams:29:ana"
    assert found is not None
    assert found.last_update == "The cache is warm again"


def test_the_same_declaration_delivered_to_two_processes_makes_one_incident(alive: Bench) -> None:
    raw = activity("message", alive.thread, **mentioning("declare sev1 Checkout is down"))
    alive.send(raw)
    alive.door.listener._delivered = Redelivery()
    alive.send(raw)

    with alive.database.read() as work:
        assert [one.key for one in work.incidents.recent(limit=5)] == ["INC-1"]


def test_a_form_that_is_sent_twice_makes_one_incident(alive: Bench) -> None:
    task = alive.invoked(fetched({"does": "declare"}, alive.chat))["task"]
    (send,) = task["value"]["card"]["content"]["actions"]
    data = {**send["data"], "text:title": "Checkout is down", "choice:severity": "SEV2"}

    first = alive.invoked(submitted(data, alive.chat))
    second = alive.invoked(submitted(data, alive.chat))

    assert "INC-1" in words(first)
    assert "INC-1" in words(second)
    with alive.database.read() as work:
        assert [one.key for one in work.incidents.recent(limit=5)] == ["INC-1"]


def buttons_of(card: Card) -> list[Button]:
    parts = [part for part in card.parts if isinstance(part, Buttons)]
    return [button for part in parts for button in (*part.buttons, *part.more)]


def test_the_buttons_that_open_a_dialog_are_those_that_are_answered_with_a_form(alive: Bench) -> None:
    alive.say("declare sev1 Checkout is down", alive.thread)
    alive.say("INC-1 note Something", alive.thread)
    alive.say("INC-1 liaison me", alive.thread)
    with alive.database.read() as work:
        known = dossier.read(alive.world, work, "INC-1", chat="teams")
    cards = (incident.war_room(known), incident.status(known), timeline.timeline(known), task.tasks(known))
    found = dict.fromkeys(button for card in cards for button in buttons_of(card))

    ana = Person("teams:29:ana", "Ana", alive.teams.tenant)
    router, wrong = Router(alive.world), list[Button]()
    for n, one in enumerate(found):
        reply = router.handle(Interaction(f"n{n}", "teams", ana, one.does, one.words, one.about))
        if (reply.form is not None) is not opens(one):
            wrong.append(one)
    assert wrong == []
    assert sum(map(opens, found)) > 8
