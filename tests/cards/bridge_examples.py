"""Bridges in their typical states."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.cards import bridge, incident, timeline
from bot.domain.bridge import Bridge, BridgeState
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from tests.cards.dossiers import AT

WHY = "Zoom knows no user bridges@acme.test; an operator has to correct `bridge.zoom.user`."


def _with(known: Dossier, state: BridgeState, **told: str) -> Dossier:
    one = Bridge(incident="INC-1", provider="zoom", state=state, asked_at=AT, **told)
    return replace(known, bridge=one, offers_bridge=True)


def _open(known: Dossier) -> Dossier:
    url = "https://zoom.test/j/84512345678?pwd=a1B2"
    return _with(known, BridgeState.OPEN, url=url, passcode="a1B2*", dial_in="+4930123456,,84512345678#")


ONCE: Mapping[str, Callable[[Dossier], Card]] = {
    "bridge.opened": lambda k: bridge.opened(_open(k)),
    "bridge.shown": lambda k: bridge.shown(_open(k)),
    "bridge.shown · opening": lambda k: bridge.shown(_with(k, BridgeState.OPENING)),
    "bridge.failed": lambda k: bridge.failed(_with(k, BridgeState.FAILED), WHY),
    "bridge.unset": lambda _: bridge.unset(),
    "incident.war_room · with a bridge": lambda k: incident.war_room(_open(k)),
    "incident.war_room · without a bridge": lambda k: incident.war_room(replace(k, offers_bridge=True)),
    "timeline.catchup · with a bridge": lambda k: timeline.catchup(_open(k)),
}
