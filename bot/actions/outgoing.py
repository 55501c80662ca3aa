"""Writes down what is to be carried outside, in the same unit of work as the change itself.

Lanes: everything a war room hears goes through one lane, so that it is heard in order. What
may stand alone (topic, invitations, pin, bookmark) has a lane of its own, so that it neither
waits nor holds anything up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.domain.incident import Incident
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.room import RoomState, Slot, WarRoom
from bot.ports import Work
from bot.world import World


def lane_of(key: str, chat: str) -> str:
    """Everything that the war room in this chat hears."""
    return f"{chat}:{key}"


def war_room_slot(key: str, chat: str) -> str:
    return f"{key}/war_room/{chat}"


def announcement_slot(key: str, to: str) -> str:
    return f"{key}/announcement/{to}"


def ask_slot(key: str, number: int, chat: str) -> str:
    return f"{key}/ask/{number}/{chat}"


def handoff_slot(key: str, handoff: int) -> str:
    return f"{key}/handoff/{handoff}"


def briefing_slot(key: str, role: str, person: str) -> str:
    """The beginning of it: whoever gets a hat again is told anew."""
    return f"{key}/briefing/{role}/{person}"


def entry_slot(key: str, entry: int, chat: str) -> str:
    return f"{key}/entry/{entry}/{chat}"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be carried where; see `bot.domain.outgoing.Outgoing` for the words."""

    kind: str
    chat: str
    lane: str
    to: str = ""
    view: str = ""
    slot: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


REDRAWN = ("announcement", "liaison_wanted", "lookalikes")
"""Views that are found by their slots when they have to be drawn anew."""


def put(
    world: World, work: Work, incident: Incident, order: Order, *, due_at: datetime | None = None
) -> None:
    """Into the outbox, due now unless it is said when."""
    now = world.clock.now()
    if order.view in REDRAWN and work.rooms.slot(order.slot) is None:
        # Known from now on, so that what changes while the card is on its way is drawn into it afterwards.
        work.rooms.put_slot(Slot(order.slot, "", ""))
    work.outbox.add(
        Outgoing(
            lane=order.lane,
            kind=order.kind,
            chat=order.chat,
            workspace=_workspace(work, incident, order.chat),
            about=incident.key,
            to=order.to,
            view=order.view,
            slot=order.slot,
            data=order.data,
            key=uuid4().hex,
            due_at=due_at or now,
            created_at=now,
        )
    )


def _workspace(work: Work, incident: Incident, chat: str) -> str:
    if chat == incident.chat:
        return incident.workspace
    return next((room.workspace for room in work.rooms.of(incident.key) if room.chat == chat), "")


def open_room(world: World, work: Work, incident: Incident, chat: str) -> None:
    """A war room in this chat, and its card as the first thing in it."""
    put(world, work, incident, Order("open_room", chat, lane=lane_of(incident.key, chat)))
    war_room_card(world, work, incident, chat)


def war_room_card(world: World, work: Work, incident: Incident, chat: str) -> None:
    slot = war_room_slot(incident.key, chat)
    lane = lane_of(incident.key, chat)
    put(world, work, incident, Order("show", chat, lane=lane, view="war_room", slot=slot))


def announce(world: World, work: Work, incident: Incident) -> None:
    """The announcement card in every announcement channel; private incidents are not announced."""
    if incident.private:
        return
    for to in world.settings.announce:
        chat = to.partition(":")[0]
        if chat in world.voices:
            slot = announcement_slot(incident.key, to)
            put(world, work, incident, Order("show", chat, lane=to, to=to, view="announcement", slot=slot))


def redraw(world: World, work: Work, incident: Incident, rooms: Sequence[WarRoom], *, asks: bool) -> None:
    """Every card of this incident, as things stand when it is drawn; `asks` are those for a liaison."""
    for room in rooms:
        if room.state is not RoomState.CLOSED:
            war_room_card(world, work, incident, room.chat)
        if room.state is RoomState.OPEN and not room.adopted:
            topic(world, work, incident, room.chat)
    for slot in work.rooms.slots(incident.key):
        _, place, rest = slot.name.split("/", 2)
        if place == "announcement":
            chat = rest.partition(":")[0]
            put(
                world,
                work,
                incident,
                Order("show", chat, lane=rest, to=rest, view="announcement", slot=slot.name),
            )
        elif place == "ask" and asks:
            chat = rest.rpartition("/")[2]
            lane = lane_of(incident.key, chat)
            put(world, work, incident, Order("show", chat, lane=lane, view="liaison_wanted", slot=slot.name))


def topic(world: World, work: Work, incident: Incident, chat: str) -> None:
    lane = f"{chat}:{incident.key}/topic"
    put(world, work, incident, Order("topic", chat, lane=lane, slot=f"{incident.key}/topic/{chat}"))


def tell_rooms(
    world: World, work: Work, incident: Incident, rooms: Sequence[WarRoom], entry: int, *, aloud: bool
) -> None:
    """A timeline entry in every war room: below the card, or in the channel itself when `aloud`."""
    for room in rooms:
        put(
            world,
            work,
            incident,
            Order(
                "show",
                room.chat,
                lane=lane_of(incident.key, room.chat),
                view="entry",
                slot=entry_slot(incident.key, entry, room.chat),
                data={"entry": entry, "aloud": aloud},
            ),
        )


def whisper(
    world: World, work: Work, incident: Incident, *, room: str, person: str, view: str, **data: Any
) -> None:
    """A card for one person only, in a room; `room` may be empty for the war room of their chat."""
    chat = person.partition(":")[0]
    lane = f"{person}/{room or incident.key}"
    put(
        world,
        work,
        incident,
        Order("whisper", chat, lane=lane, to=room, view=view, data={"person": person, **data}),
    )


def direct(
    world: World, work: Work, incident: Incident, *, person: str, view: str, slot: str = "", **data: Any
) -> None:
    """A card as a direct message; nothing to somebody whom only a pager knows."""
    chat = person.partition(":")[0]
    if chat in world.settings.paging.pagers():
        return
    put(world, work, incident, Order("show", chat, lane=person, to=person, view=view, slot=slot, data=data))


def straight(now: datetime, to: str, view: str) -> Outgoing:
    """A card for one person or channel alone, in a lane of their own, due now."""
    return Outgoing(
        lane=to,
        kind="show",
        chat=to.partition(":")[0],
        about="",
        to=to,
        view=view,
        key=uuid4().hex,
        due_at=now,
        created_at=now,
    )


def wait_again(work: Work, failed: Iterable[Outgoing], now: datetime) -> None:
    """What failed for good is tried anew, from the first try on."""
    for row in failed:
        again = replace(row, state=Delivery.WAITING, tries=0, due_at=now, created_at=now)
        work.outbox.save(replace(again, error="", done_at=None))


def tell(world: World, work: Work, person: str, view: str, **data: Any) -> None:
    """A card as a direct message that is about no incident."""
    row, known = straight(world.clock.now(), person, view), work.people.get(person)
    work.outbox.add(replace(row, workspace=known.workspace if known else "", data=data))


def on_its_way(work: Work, about: str) -> set[str]:
    """Slots for which something about this waits or is being carried."""
    return {row.slot for row in work.outbox.of(about, states=(Delivery.WAITING, Delivery.TAKEN)) if row.slot}


def invite(world: World, work: Work, incident: Incident, chat: str, people: Sequence[str]) -> None:
    """Into the war room of this chat, those of these people who are in this chat."""
    ours = sorted({person for person in people if person.startswith(f"{chat}:")})
    if ours:
        lane = f"{chat}:{incident.key}/invite"
        put(world, work, incident, Order("invite", chat, lane=lane, data={"people": ours}))


def home(world: World, work: Work, incident: Incident, person: str) -> None:
    """The person's home page, when they hold or lose a hat."""
    chat = person.partition(":")[0]
    put(world, work, incident, Order("home", chat, lane=f"{person}/home", to=person, slot=f"home/{person}"))
