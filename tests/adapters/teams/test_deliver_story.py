"""A whole incident through the voice: what people in Teams see, and what a crash leaves behind."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.outgoing import Delivery
from storage.unit_of_work import Database
from tests.adapters.teams import voices
from tests.fakes.chat import Chat
from tests.fakes.teams import CATALOG_APP, FakeTeams, said, serving
from tests.fakes.teller import Teller

ANA, LEO = "29:ana", "29:leo"


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with serving() as fake:
        fake.add_user("Ana")
        fake.add_user("Leo")
        fake.add_team("Support")
        yield fake
        assert fake.findings == []


def told_by(teams: FakeTeams, store: Any, **ways: Any) -> Teller:
    """People of Teams, who were heard in the General channel."""
    teller = Teller(store, chat=Chat("teams"))
    voice = voices.voice(teams, store, **ways)
    teller.voices["teams"] = voice
    for person in (ANA, LEO):
        voice._messages._places.remember(said(teams, person, "General", "hello"))
    teams.conversation("General").messages.clear()
    return teller


def general(teams: FakeTeams) -> str:
    return teams.conversation("General").id


def war_room(teller: Teller) -> str:
    with teller.store.read() as work:
        [room] = work.rooms.of("INC-1")
    return room.room


def failed(teller: Teller) -> list[str]:
    with teller.store.read() as work:
        return [row.error for row in work.outbox.of("INC-1", states=(Delivery.FAILED,))]


def test_an_incident_is_told_in_a_thread_from_its_declaration_to_its_end(
    teams: FakeTeams, database: Database
) -> None:
    teller = told_by(teams, database)

    teller.does(ANA, "declare sev1 Checkout is down", room=general(teams))
    teller.carry()
    room = war_room(teller)
    teller.does(LEO, "liaison me", room=room.removeprefix("teams:"))
    teller.does(LEO, "update Payments fail for 7 customers.", room=room.removeprefix("teams:"))
    teller.carry()

    card, *below = teams.thread(room)
    assert "Checkout is down" in card.words
    assert LEO in card.mentions
    assert card.versions > 2
    assert any("Payments fail for 7 customers." in one.words for one in below)
    assert {ANA, LEO} <= {person for one in below for person in one.mentions}
    assert "INC-1" in teams.personal(ANA).spoken[0].words

    teller.does(ANA, "resolve The bank repaired it.", room=room.removeprefix("teams:"))
    teller.carry()
    assert "✅" in teams.thread(room)[0].words
    assert failed(teller) == []


def test_a_private_incident_is_seen_by_those_who_take_part_alone(
    teams: FakeTeams, database: Database
) -> None:
    teams.consent(
        "Chat.Create",
        "TeamsAppInstallation.ReadWriteSelfForChat.All",
        "ChatMember.ReadWrite.All",
        "ChatSettings.ReadWrite.Chat",
    )
    teller = told_by(teams, database, app=CATALOG_APP)

    teller.does(ANA, "declare sev1 --private Somebody read the salaries", room=general(teams))
    teller.carry()

    assert teams.conversation(war_room(teller)).kind == "groupChat"
    assert any("salaries" in one.words for one in teams.seen_by(ANA))
    assert teams.seen_by(LEO) == []
    assert failed(teller) == []


def test_a_private_incident_without_consent_reaches_its_declarer_alone(
    teams: FakeTeams, database: Database
) -> None:
    teller = told_by(teams, database, app=CATALOG_APP)

    teller.does(ANA, "declare sev1 --private Somebody read the salaries", room=general(teams))
    teller.carry()

    assert any("Chat.Create" in why for why in failed(teller))
    assert any("salaries" in one.words for one in teams.personal(ANA).spoken)
    assert teams.seen_by(LEO) == []


def test_a_teams_that_is_down_is_told_everything_when_it_is_back(
    teams: FakeTeams, database: Database
) -> None:
    teller = told_by(teams, database)
    teams.down = True
    teller.does(ANA, "declare sev1 Checkout is down", room=general(teams))
    teller.carry()
    assert teams.conversation("General").messages == []

    teams.heal()
    for _ in range(3):
        teller.clock.move(minutes=3)
        teller.carry()

    assert "Checkout is down" in teams.thread(war_room(teller))[0].words
    assert len(teams.conversation("General").spoken) == 1


def test_a_war_room_that_the_bot_was_removed_from_moves_to_the_declarer(
    teams: FakeTeams, database: Database
) -> None:
    teller = told_by(teams, database)
    teller.does(ANA, "declare sev1 Checkout is down", room=general(teams))
    teller.carry()
    next(iter(teams.teams.values())).installed = False

    teller.does(LEO, "update Still down.", about="INC-1", room=None)
    teller.carry()

    with teller.store.read() as work:
        assert [room.state for room in work.rooms.of("INC-1")] == ["lost"]
