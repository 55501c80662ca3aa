"""How single targets stand: told, failed or left out, written down and shown on the card."""

from dataclasses import replace

from bot.actions import board, personal_card, status_card
from bot.actions.desk_outgoing import ref_of
from bot.actions.errand import incident_of
from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.status_update import Audience, Telling, Told
from bot.ports import Work
from bot.world import World

REPLY, LETTER, POST = "status_reply", "status_letter", "status_post"
"""Kinds of rows that tell a ticket, an address, and a page; channels have `status_card.TELL`."""


def stands(world: World, work: Work, row: Outgoing, told: Told) -> None:
    work.tellings.save(told)
    incident = incident_of(work, row)
    redraw(world, work, incident, told.update)
    if told.audience is Audience.TICKETS:
        board.touch(world, work, row.about)
    if told.word and (update := work.status_updates.get(told.update)):
        personal_card.show(world, work, incident, update)


def redraw(world: World, work: Work, incident: Incident, update: int) -> None:
    """The card of this one in every war room; however many tickets, one row waits."""
    if found := work.status_updates.get(update):
        status_card.show(world, work, incident, found, work.rooms.of(incident.key), soon=True)


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    if row.kind not in (REPLY, LETTER, POST, status_card.TELL):
        return
    told = work.tellings.get(int(row.data["status_update"]), *whom(row))
    if told and told.state is Telling.WAITING:
        stands(world, work, row, replace(told, state=Telling.FAILED, at=world.clock.now(), why=why))


def whom(row: Outgoing) -> tuple[Audience, str]:
    if row.kind == REPLY:
        return Audience.TICKETS, str(ref_of(row))
    if row.kind == status_card.TELL:
        return Audience(row.data["audience"]), row.to
    if row.kind == LETTER:
        return Audience.EMAIL, row.to
    return Audience.PAGE, row.chat
