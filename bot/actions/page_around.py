"""What the cards of several pages depend on, asked of the database once for all of them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from bot.actions import page_reach
from bot.actions.page_row import KIND
from bot.domain.outgoing import Delivery
from bot.domain.page_event import PageEvent
from bot.domain.page_step import Stepped, sent_to
from bot.domain.room import RoomState, WarRoom
from bot.ports import Work
from bot.world import World


class Sent(NamedTuple):
    """One card: what it was sent for, to which person id, and its slot."""

    event: PageEvent
    to: str
    slot: str


@dataclass(frozen=True, slots=True)
class Around:
    """`cards` are all that were ever sent, by page; `shown` are the slots of those that people see, or will.

    `rooms` are the war rooms that still hear something, by incident; `workspaces` by person id.
    """

    cards: Mapping[int, Sequence[Sent]]
    rooms: Mapping[str, Sequence[WarRoom]]
    workspaces: Mapping[str, str]
    shown: Collection[str]


def around(world: World, work: Work, steps: Sequence[Stepped]) -> Around:
    ids = cache(partial(page_reach.chat_id, world, work))
    cards = {one.page.id: list(_sent(one, ids)) for one in steps}
    every = [card for some in cards.values() for card in some]
    incidents = sorted({one.page.about for one in steps if one.page.is_about_incident})
    rooms: dict[str, list[WarRoom]] = {}
    for room in work.rooms.of_several(incidents):
        if room.state is not RoomState.CLOSED:
            rooms.setdefault(room.incident, []).append(room)
    people = work.people.several({card.to for card in every} | {one.page.by for one in steps if one.page.by})
    waiting = work.outbox.of_several(
        {one.page.topic for one in steps}, KIND, states=(Delivery.WAITING, Delivery.TAKEN)
    )
    coming = {row.slot for rows in waiting.values() for row in rows}
    seen = work.rooms.several_slots({card.slot for card in every} - coming)
    workspaces = {id: one.workspace for id, one in people.items()}
    return Around(cards, rooms, workspaces, coming | seen.keys())


def _sent(step: Stepped, id_of: Callable[[str], str]) -> Iterator[Sent]:
    """The cards for people whom a chat reaches; each place has its own, to be said aloud."""
    for one in sent_to(step.log):
        if not page_reach.is_service(one.person) and (to := id_of(one.person)):
            yield Sent(one, to, f"page/{step.page.id}/{'.'.join(map(str, one.place))}/{to}")
