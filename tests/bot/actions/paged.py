"""A team with a policy, of which somebody is paged in a test."""

from typing import Any

from bot.config import Settings
from bot.domain.card import Card
from tests.fakes.teller import Teller

ON_CALL: dict[str, Any] = {
    "people": {name: {"slack": name, "name": name.capitalize()} for name in ("ana", "leo", "mia", "eve")},
    "teams": {"support": {"lead": "mia", "members": ["ana", "leo"]}},
    "escalation": {
        "support": {
            "steps": [{"page": "person:ana", "wait": "5m"}, {"page": "person:leo", "wait": "5m"}],
            "last_resort": "eve",
        }
    },
}


def on_call(teller: Teller, **others: Any) -> Teller:
    """The same teller, with people who can be paged."""
    return Teller(
        teller.store,
        settings=Settings.model_validate(ON_CALL | others),
        clock=teller.clock,
        desks=teller.desks,
    )


def cards_of(teller: Teller, name: str) -> list[Card]:
    """What this person was sent, as it reads now."""
    return [one.card for one in teller.chat.said if one.room == f"{teller.chat.chat}:{name}"]


def titles_of(teller: Teller, name: str) -> list[str]:
    return [card.title for card in cards_of(teller, name)]


def passes(teller: Teller, **time: float) -> None:
    """So much time goes by, and the clock knocks."""
    teller.clock.move(**time)
    teller.knock()
