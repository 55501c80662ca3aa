"""A team that tells customers: words in two languages, a page, tickets, and somebody who has to agree."""

from typing import Any

from bot.config import Settings
from bot.domain.card import Card
from bot.domain.interaction import Reply
from bot.domain.letter import Letter
from bot.domain.status_update import StatusUpdate
from tests.fakes.desk import Desk
from tests.fakes.pages import Letters, Page
from tests.fakes.teller import Teller, form_of

TELLS: dict[str, Any] = {
    "people": {"mia": {"slack": "mia", "name": "Mia"}},
    "teams": {"support": {"lead": "mia"}},
    "announce": ["slack:incidents"],
    "status_updates": {"languages": ["en", "de"]},
    "status_page": {"title": "Acme", "components": {"checkout": {"title": "Checkout"}}},
}
SYMPTOM = "Card payments are declined at the checkout."


def telling(teller: Teller, **others: Any) -> Teller:
    """Leo is liaison of INC-1, Eve commands, Mia leads; three tickets are linked."""
    told = Teller(
        teller.store,
        settings=Settings.model_validate(TELLS | others),
        clock=teller.clock,
        desks={"zendesk": Desk()},
        status_pages={"statuspage": Page()},
        mail=Letters(),
    )
    told.declare("sev1 Checkout is down")
    told.does("leo", "liaison me", about="INC-1")
    told.does("eve", "role incident_commander me", about="INC-1")
    for id in ("1", "2", "3"):
        has(told, id)
    told.does("ana", "link zendesk:1 zendesk:2 zendesk:3", about="INC-1")
    told.carry()
    return told


def has(told: Teller, id: str, **more: Any) -> None:
    told.desks["zendesk"].has(
        id, requester=id, requester_name=f"Customer {id}", requester_email=f"c{id}@acme.test", **more
    )


def drafts(told: Teller, name: str = "leo", symptom: str = SYMPTOM, **facts: Any) -> Reply:
    """From facts, by the form."""
    form = form_of(told.does(name, "draft", about="INC-1"))
    reply = told.fills(name, form, symptom=symptom, **facts)
    told.carry()
    return reply


def publishes(told: Teller) -> None:
    """Eve agrees, Leo publishes, and everybody is told."""
    told.does("eve", "approve", about="INC-1")
    told.does("leo", "publish", about="INC-1")
    settle(told)


def settle(told: Teller) -> None:
    """Everything goes out, and then the cards that follow it."""
    told.carry()
    told.clock.move(seconds=4)
    told.carry()


def known(told: Teller, key: str = "INC-1") -> list[StatusUpdate]:
    with told.store.read() as work:
        return work.status_updates.of(key)


def replies(told: Teller, id: str) -> list[str]:
    return told.desks["zendesk"].replies.get(id, [])


def card(told: Teller, number: int = 1) -> Card:
    """The card in the war room as it reads now."""
    with told.store.read() as work:
        slot = work.rooms.slot(f"INC-1/status_update/{number}/slack")
    assert slot is not None
    return next(one.card for one in told.chat.said if one.id == slot.message)


def page(told: Teller) -> Page:
    """The status page that somebody else runs."""
    found = told.status_pages["statuspage"]
    assert isinstance(found, Page)
    return found


def letters(told: Teller) -> list[Letter]:
    """That were sent."""
    assert isinstance(told.mail, Letters)
    return told.mail.sent
