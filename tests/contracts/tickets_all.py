"""Every system of tickets, connected to a wire that answers as a test says."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.domain.ticket import Draft, Query
from bot.domain.ticket_ability import Ability
from bot.ports import TicketSystem
from bot.settings_tickets import Desk, Tickets
from tests.adapters.tickets.wire import Wire as OneDesk
from tests.contracts.tickets_samples import ADDRESSES, LOGIN, SAMPLES
from tests.tickets import adapters

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
FOUND = adapters()
every = pytest.mark.parametrize("name", FOUND)

Handle = Callable[[httpx.Request], httpx.Response]
Act = Callable[[TicketSystem, str], object]

ACTS: Mapping[Ability, Act] = {
    Ability.FETCH: lambda it, ticket: it.fetch(ticket),
    Ability.HISTORY: lambda it, ticket: it.history(ticket),
    Ability.SEARCH: lambda it, ticket: it.search(Query(text="white page"), limit=5),
    Ability.CREATE: lambda it, ticket: it.create(
        Draft(subject="Checkout is down", text="We are on it.", requester_email="lena@nordwind.test"),
        key="k-1",
    ),
    Ability.NOTE: lambda it, ticket: it.note(ticket, "Looking into it.", key="k-2"),
    Ability.REPLY: lambda it, ticket: it.reply(ticket, "Looking into it.", key="k-3"),
    Ability.TAG: lambda it, ticket: it.mark(ticket, "incident:inc-12", on=True),
}
acts = pytest.mark.parametrize(
    ("name", "ability"),
    [(name, ability) for name in FOUND for ability in ACTS if not FOUND[name].ABILITIES.get(ability)],
)


class Wire(OneDesk):
    """Lets in whoever has to log in first, and answers everything else alike."""

    def __init__(self, answer: httpx.Response | Handle) -> None:
        super().__init__(answer if callable(answer) else lambda _: _again(answer))
        self.aside = {f"POST {LOGIN}": {"access_token": "session-1"}}


def _again(answer: httpx.Response) -> httpx.Response:
    return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


def sample(name: str, **more: Any) -> Desk:
    return Tickets.model_validate({name: {**SAMPLES[name], **more}}).connected()[name]


def system(name: str, wire: Handle | Wire, **more: Any) -> Any:
    transport = wire if isinstance(wire, Wire) else httpx.MockTransport(wire)
    return FOUND[name].connect(sample(name, **more), now=lambda: NOW, transport=transport)


def id_of(name: str) -> str:
    return str(system(name, refuse_everything).ref_in(ADDRESSES[name]))


def refuse_everything(_: httpx.Request) -> httpx.Response:
    raise AssertionError("something left although nothing may")
