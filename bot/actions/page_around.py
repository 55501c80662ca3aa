"""What the cards of several pages depend on, asked of the database once for all of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.actions import page_reach
from bot.actions.page_row import KIND
from bot.domain.outgoing import Delivery
from bot.domain.page import Page
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
    """`rooms` are the war rooms that still hear something, by incident; `workspaces` by person id.

    `shown` are the slots of cards that people have before their eyes, or will have.
    """

    rooms: Mapping[str, Sequence[WarRoom]]
    workspaces: Mapping[str, str]
    shown: Collection[str]


def around(world: World, work: Work, steps: Sequence[Stepped]) -> Around:
    cards = [card for one in steps for card in sent(world, work, one.page, one.log)]
    incidents = sorted({one.page.about for one in steps if one.page.is_about_incident})
    rooms: dict[str, list[WarRoom]] = {}
    for room in work.rooms.of_several(incidents):
        if room.state is not RoomState.CLOSED:
            rooms.setdefault(room.incident, []).append(room)
    people = work.people.several({card.to for card in cards} | {one.page.by for one in steps if one.page.by})
    waiting = work.outbox.of_several(
        {one.page.topic for one in steps}, KIND, states=(Delivery.WAITING, Delivery.TAKEN)
    )
    coming = {row.slot for rows in waiting.values() for row in rows}
    seen = work.rooms.several_slots({card.slot for card in cards} - coming)
    return Around(rooms, {id: one.workspace for id, one in people.items()}, coming | seen.keys())


def sent(world: World, work: Work, page: Page, events: Iterable[PageEvent]) -> Iterator[Sent]:
    """The cards of this page for people whom a chat reaches; each place has its own, to be said aloud."""
    for one in sent_to(events):
        if not page_reach.is_service(one.person) and (to := page_reach.chat_id(world, work, one.person)):
            yield Sent(one, to, f"page/{page.id}/{'.'.join(map(str, one.place))}/{to}")
