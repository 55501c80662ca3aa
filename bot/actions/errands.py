"""What each kind of outbox row asks of a voice, and what is recorded afterwards.

A kind is one function: it reads what is needed while the database is open, and returns an
errand, whose `carry` is called later with no transaction open and whose `record` writes down
what came of it. None means that nothing is left to do.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import (
    behind,
    bridge_errands,
    card_errands,
    outgoing,
    page_errands,
    pager_errands,
    pager_wake,
    relay_errands,
    room_errands,
    sla_nag,
    sla_nag_errand,
    sla_nag_record,
    status_publish,
    status_telling,
    status_told,
    subscriber_errands,
    subscriber_telling,
    summary_telling,
    ticket_answer,
    ticket_errands,
    ticket_reply,
)
from bot.actions.errand import AnyErrand, war_room_of
from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.room import RoomState
from bot.ports import Work
from bot.world import World


def prepare(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """What this row asks for, as things stand now."""
    return KINDS[row.kind](world, work, row)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    "open_room": room_errands.open_room,
    "close_room": room_errands.close_room,
    "show": card_errands.show,
    "whisper": card_errands.whisper,
    "home": card_errands.home,
    "topic": room_errands.topic,
    "invite": room_errands.invite,
    "pin": room_errands.pin,
    "bookmark": room_errands.bookmark,
    "relay": relay_errands.relay,
    sla_nag.KIND: sla_nag_errand.nag,
    ticket_answer.KIND: ticket_reply.carry,
    **page_errands.KINDS,
    **pager_errands.KINDS,
    **ticket_errands.KINDS,
    **bridge_errands.KINDS,
    **status_telling.KINDS,
    **subscriber_telling.KINDS,
    **subscriber_errands.KINDS,
    status_publish.KIND: status_publish.when_due,
    **summary_telling.KINDS,
}


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    """People see what failed: on the war room's card, or, when that cannot be shown, by its declarer."""
    ticket_errands.record_failure(world, work, row, why)
    ticket_reply.record_failure(world, work, row, why)
    sla_nag_record.record_failure(world, work, row)
    page_errands.record_failure(world, work, row, why)
    pager_wake.record_failure(world, work, row, why)
    bridge_errands.record_failure(world, work, row, why)
    status_told.record_failure(world, work, row, why)
    summary_telling.record_failure(world, work, row, why)
    subscriber_errands.record_failure(world, work, row)
    incident = work.incidents.get(row.about)
    if incident:
        _show_failure(world, work, row, incident, why)


def _show_failure(world: World, work: Work, row: Outgoing, incident: Incident, why: str) -> None:
    if row.kind == "open_room":
        room = war_room_of(work, row)
        if room:
            work.rooms.save(replace(room, state=RoomState.FAILED))
        outgoing.announce(world, work, incident)
        behind.tell_others(world, work, row)
        if row.chat == incident.chat:
            outgoing.direct(world, work, incident, person=incident.declared_by, view="room_failed", why=why)
    elif row.view == "war_room":
        person = incident.declared_by
        slot = f"{row.about}/undelivered/{person}"
        outgoing.direct(world, work, incident, person=person, view="undelivered", slot=slot)
    elif row.view != "undelivered":
        for room in work.rooms.of(row.about):
            outgoing.war_room_card(world, work, incident, room.chat)
