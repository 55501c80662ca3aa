"""The one bridge of each incident, as it is kept."""

from dataclasses import replace

from bot.domain.bridge import Bridge, BridgeState
from tests.storage.samples import NINE

ASKED = Bridge(incident="INC-1", provider="zoom", state=BridgeState.OPENING, asked_at=NINE)


def test_an_incident_has_one_bridge_however_often_it_is_asked_for(database):
    with database.change() as work:
        assert work.bridges.add(ASKED)
    with database.change() as work:
        assert not work.bridges.add(replace(ASKED, provider="teams"))
        assert work.bridges.add(replace(ASKED, incident="INC-2"))

    with database.read() as work:
        assert work.bridges.of("INC-1") == ASKED
        assert work.bridges.of("INC-3") is None


def test_what_the_provider_said_is_kept(database):
    opened = replace(
        ASKED,
        state=BridgeState.OPEN,
        url="https://zoom.test/j/84512345678?pwd=a1B2",
        id="84512345678",
        passcode="a1B2*",
        dial_in="+4930123456,,84512345678#",
    )
    with database.change() as work:
        work.bridges.add(ASKED)
        work.bridges.add(replace(ASKED, incident="INC-2"))

        work.bridges.save(opened)

    with database.read() as work:
        assert work.bridges.of("INC-1") == opened
        assert work.bridges.of("INC-2") == replace(ASKED, incident="INC-2")
