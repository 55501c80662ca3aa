"""Who is told of a status update that is published: pages, addresses, rooms, and tickets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.actions import (
    card_errands,
    personal_hold,
    personal_remind,
    status_card,
    status_closing,
    status_letters,
    status_pages,
    status_shared,
    status_tickets,
    subscriber_telling,
)
from bot.actions.change import Change
from bot.actions.errand import AnyErrand
from bot.actions.status_told import stands, whom
from bot.domain.outgoing import Outgoing
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told
from bot.ports import Posted, Work
from bot.world import World

OWN = "own"
"""Our own status page, as a target; it is read from the database, so that it is told at once."""


def begin(change: Change, update: StatusUpdate) -> None:
    if Audience.PAGE in update.audiences:
        if change.world.settings.status_page:
            own = Told(
                update=update.id, audience=Audience.PAGE, target=OWN, state=Telling.TOLD, at=change.now
            )
            change.work.tellings.add_all([own])
        status_pages.begin(change, update)
    status_letters.begin(change, update)
    subscriber_telling.begin(change, update)
    _announce(change, update)
    status_shared.begin(change, update)
    if Audience.TICKETS in update.audiences:
        status_tickets.hand_out(change.world, change.work, change.incident, update)
    status_closing.begin(change, update)


def _announce(change: Change, update: StatusUpdate) -> None:
    """Channels that hear of incidents, and whoever follows this one; told again, it is drawn anew."""
    world = change.world
    followers = [one.person for one in change.work.followers.of(update.incident)]
    for audience, all_of_it in (
        (Audience.CHANNELS, world.settings.announce),
        (Audience.FOLLOWERS, followers),
    ):
        if audience not in update.audiences:
            continue
        here = [to for to in all_of_it if to.partition(":")[0] in world.voices]
        change.work.tellings.add_all([Told(update=update.id, audience=audience, target=to) for to in here])
        for to in here:
            status_card.tell(world, change.work, change.incident, update, to, audience)


def channel(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Shown as any other card, and then told."""
    errand = card_errands.show(world, work, row)
    if errand is None:
        return None
    stood = work.rooms.slot(row.slot)

    def record(world: World, work: Work, row: Outgoing, posted: Posted) -> None:
        errand.record(world, work, row, posted)
        told = work.tellings.get(int(row.data["status_update"]), *whom(row))
        if told and told.state is not Telling.TOLD:
            now = world.clock.now()
            stands(world, work, row, replace(told, state=Telling.TOLD, at=now, why=""))
        if whom(row)[0] is Audience.SHARED and not (stood and stood.message):
            status_shared.posted(world, work, row)

    return replace(errand, record=record)


def take_back(change: Change, updates: Sequence[StatusUpdate]) -> None:
    """Rooms and pages show that they were retracted; what a customer has read in a ticket stays there.

    The first one comes with its corrections, whose words stand where it stands.
    """
    status_pages.take_back(change, updates[0])
    for one in updates:
        subscriber_telling.take_back(change, one)
        _announce(change, one)
        status_shared.take_back(change, one)
        personal_hold.take_back(change, one)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    status_card.TELL: channel,
    **status_tickets.KINDS,
    **status_pages.KINDS,
    **status_letters.KINDS,
    **status_closing.KINDS,
    **personal_remind.KINDS,
}
