"""Who was told and who was not, in typical states."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bot.cards import ledger
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.ledger import Customer, Group, Ledger
from bot.domain.ticket import Ref

CUSTOMERS = (
    Customer(
        name="Ann Lee",
        organisation="Acme",
        tier="vip",
        ref=Ref("zendesk", "7"),
        url="https://acme.zendesk.com/agent/tickets/7",
        tickets=3,
        why="The ticket is closed.",
        said="Why did this happen?",
    ),
    Customer(
        name="ليلى *<!channel>*", organisation="", tier="", ref=Ref("jira", "SUP-1"), why="It is forbidden."
    ),
    Customer(name="", organisation="", tier="standard", ref=Ref("zendesk", "9"), is_held=True),
)


def _listed(known: Dossier, *, group: Group) -> Card:
    told = Ledger(number=2, customers=97, told=94, answered=4, asked=2)
    return ledger.listed(replace(known, ledger=told), group, CUSTOMERS)


ONCE: Mapping[str, Callable[[Dossier], Card]] = {
    **{f"ledger.listed · {group}": partial(_listed, group=group) for group in Group},
    "ledger.listed · nobody": lambda k: ledger.listed(k, Group.UNTOLD, ()),
}
