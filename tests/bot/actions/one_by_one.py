"""A team whose premium customers are told one by one: Acme and Bolt are, everybody else is not."""

from collections.abc import Iterable
from typing import Any

from bot.config import Settings
from bot.domain.card import Card
from bot.domain.customer import Account, Accounts
from bot.domain.status_update import Audience, Telling, Told
from tests.bot.actions.telling import TELLS, settle
from tests.fakes.chat import Chat
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller

TEXT = "Cards of one bank are declined. We write again at {at} UTC."
TIERS = {"premium": {"rank": 1, "personal": True}, "standard": {"rank": 2}}
ACME = Account(name="Acme", tier="premium", owner="mia", language="de", channels=("slack:acme",))
BOLT = Account(name="Bolt Ltd", tier="premium")
CALM = Account(name="Calm", channels=("slack:calm", "teams:19:calm"))


def one_by_one(
    teller: Teller, *, like_bolt: Iterable[str] = (), also: Iterable[Chat] = (), **others: Any
) -> Teller:
    """Leo is liaison, Eve commands; tickets 1 and 2 are Acme's, 3 is Bolt's, 4 Calm's, 5 nobody's."""
    wanted = TELLS | {"customers": {"tiers": TIERS, "default_tier": "standard"}} | others
    told = Teller(
        teller.store,
        settings=Settings.model_validate(wanted),
        clock=teller.clock,
        desks={"zendesk": Desk()},
        accounts=Accounts(
            {"acme": ACME, "bolt ltd": BOLT, "calm": CALM, **{one.casefold(): BOLT for one in like_bolt}}
        ),
    )
    told.voices.update({one.chat: one for one in also})
    told.declare("sev1 db-7 is down")
    told.does("leo", "liaison me", about="INC-1")
    told.does("eve", "role incident_commander me", about="INC-1")
    for id, company in (("1", "Acme"), ("2", "Acme"), ("3", "Bolt Ltd"), ("4", "Calm"), ("5", "")):
        of(told, id, company)
    told.does("ana", "link zendesk:1 zendesk:2 zendesk:3 zendesk:4 zendesk:5", about="INC-1")
    told.carry()
    return told


def of(told: Teller, id: str, company: str) -> None:
    told.desks["zendesk"].has(
        id,
        requester=id,
        requester_name=f"Customer {id}",
        requester_email=f"c{id}@home.test",
        organisation=company,
        organisation_name=company,
    )


def publishes(told: Teller, text: str = "") -> str:
    """In English and German; returns the words."""
    at = f"{told.clock.now().replace(second=0):%H}:59"
    english = text or TEXT.format(at=at)
    told.does("leo", f"draft {english}", about="INC-1")
    form = told.does("leo", "draft edit", about="INC-1").form
    assert form is not None
    told.fills("leo", form, text_en=english, text_de=f"DE {english}")
    told.does("eve", "approve", about="INC-1")
    told.does("leo", "publish", about="INC-1")
    settle(told)
    return english


def personal(told: Teller, words: str, name: str = "leo") -> str:
    """The answer, as one reads it; what follows is carried."""
    reply = told.does(name, f"personal {words}".strip(), about="INC-1")
    settle(told)
    assert reply.card is not None, reply
    return read(reply.card)


def shown(told: Teller, number: int = 1, chat: str = "slack") -> Card:
    """The list in the war room as it reads now."""
    with told.store.read() as work:
        slot = work.rooms.slot(f"INC-1/personal/{number}/{chat}")
    assert slot is not None
    return next(one.card for one in told.chat.said if one.id == slot.message)


def heard(told: Teller, room: str) -> list[str]:
    """Every message that stands there, as it reads now."""
    return [read(one.card) for one in told.chat.said if one.room == room]


def stands(told: Teller, update: int, target: str, audience: Audience = Audience.TICKETS) -> Told:
    with told.store.read() as work:
        found = work.tellings.get(update, audience, target)
    assert found is not None, target
    return found


def states(told: Teller, update: int = 1) -> dict[str, Telling]:
    with told.store.read() as work:
        return {
            id: one.state
            for id in "123456"
            if (one := work.tellings.get(update, Audience.TICKETS, f"zendesk:{id}"))
        }
