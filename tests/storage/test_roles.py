from dataclasses import replace
from datetime import timedelta

from bot.domain.incident import Status
from bot.domain.role import Handoff, Holder, Responder
from tests.storage.samples import NINE, incident

LATER = NINE + timedelta(minutes=1)


def test_a_role_has_one_holder(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.roles.give(Holder("INC-1", "customer_liaison", "slack:U1", NINE))
        work.roles.give(Holder("INC-1", "scribe", "slack:U1", NINE))
        work.roles.give(Holder("INC-1", "customer_liaison", "slack:U2", LATER))

    with database.read() as work:
        assert work.roles.of("INC-1") == [
            Holder("INC-1", "scribe", "slack:U1", NINE),
            Holder("INC-1", "customer_liaison", "slack:U2", LATER),
        ]


def test_the_hats_of_several_incidents_are_read_at_once(database):
    with database.change() as work:
        for number in (1, 2, 3):
            work.incidents.add(incident(number))
            work.roles.give(Holder(f"INC-{number}", "scribe", "slack:U1", NINE))
        work.roles.give(Holder("INC-3", "customer_liaison", "slack:U2", LATER))

    with database.read() as work:
        found = sorted(work.roles.of_several(["INC-3", "INC-1"]), key=lambda one: one.incident)
        assert found == [*work.roles.of("INC-1"), *work.roles.of("INC-3")]
        assert work.roles.of_several([]) == []


def test_a_role_can_be_taken_away(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.roles.give(Holder("INC-1", "scribe", "slack:U1", NINE))
        work.roles.take_away("INC-1", "scribe")
        work.roles.take_away("INC-1", "customer_liaison")

    with database.read() as work:
        assert work.roles.of("INC-1") == []


def test_what_a_person_holds_in_open_incidents_is_found_by_any_of_their_identities(database):
    with database.change() as work:
        for number in (1, 2, 3):
            work.incidents.add(incident(number, status=Status.RESOLVED if number == 2 else Status.OPEN))
        work.roles.give(Holder("INC-1", "scribe", "slack:U1", NINE))
        work.roles.give(Holder("INC-2", "scribe", "slack:U1", NINE))
        work.roles.give(Holder("INC-3", "scribe", "teams:29:1", NINE))
        work.roles.give(Holder("INC-3", "customer_liaison", "slack:U7", NINE))

    with database.read() as work:
        held = work.roles.held_by(["slack:U1", "teams:29:1"])
        assert [(one.incident, one.role) for one in held] == [("INC-3", "scribe"), ("INC-1", "scribe")]
        assert work.roles.held_by([]) == []


def test_a_responder_joins_once_and_is_caught_up(database):
    with database.change() as work:
        work.incidents.add(incident())
        assert work.roles.join(Responder("INC-1", "slack:U2", LATER))
        assert work.roles.join(Responder("INC-1", "slack:U1", NINE))
        assert not work.roles.join(Responder("INC-1", "slack:U2", NINE))
        work.roles.caught_up("INC-1", "slack:U2", LATER)

    with database.read() as work:
        assert work.roles.responders("INC-1") == [
            Responder("INC-1", "slack:U1", NINE),
            Responder("INC-1", "slack:U2", LATER, LATER),
        ]


def test_a_handoff_is_open_until_it_is_acknowledged_or_withdrawn(database):
    offer = Handoff(
        incident="INC-1",
        role="scribe",
        giver="slack:U1",
        taker="slack:U2",
        briefing="The bank was told.",
        offered_at=NINE,
    )
    with database.change() as work:
        work.incidents.add(incident())
        first, second, third = (work.roles.offer(offer) for _ in range(3))
        assert first < second < third
        work.roles.settle(replace(offer, id=first, acknowledged_at=LATER))
        work.roles.settle(replace(offer, id=second, withdrawn_at=LATER))

    with database.read() as work:
        assert work.roles.handoff(first) == replace(offer, id=first, acknowledged_at=LATER)
        assert work.roles.open_handoffs("INC-1") == [replace(offer, id=third)]
        assert work.roles.handoff(999) is None
