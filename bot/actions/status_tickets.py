"""Tickets are told of a status update one by one, each once, in its language.

They are handed out a portion at a time: the next one comes when most of the last are told, so that it can
be paused, and nothing grows with the number of tickets.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.actions import desk_outgoing, ledger, outgoing, personal_hold, status_words, subscriber_telling
from bot.actions.change import Change, changing
from bot.actions.desk_outgoing import ref_of
from bot.actions.errand import AnyErrand, Chore, DeskErrand
from bot.actions.status_told import REPLY, redraw, stands, whom
from bot.actions.ticket_marks import may_mark
from bot.domain.audit import Actor
from bot.domain.incident import Incident
from bot.domain.ledger import Group
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.status_update import Audience, StatusUpdate, Telling, Told, UpdateState
from bot.domain.ticket import Gone, Ref, Ticket, TicketStatus, ref
from bot.domain.wording import say
from bot.errors import Conflict
from bot.ports import Work
from bot.world import World

HAND_OUT = "status_tickets"
PORTION = 200
"""Tickets that are handed out at once."""

FEW = 200
"""So many may wait to be told when the next ones are handed out."""

SOON = timedelta(seconds=1)


def hand_out(
    world: World,
    work: Work,
    incident: Incident,
    update: StatusUpdate,
    *,
    after: Ref | None = None,
    soon: bool = False,
) -> None:
    """The next portion of tickets, behind this one."""
    data = {"status_update": update.id}
    behind = {"system": after.system, "after": after.id} if after else {}
    order = outgoing.Order(HAND_OUT, "desk", lane=f"{incident.key}/told", data=data | behind)
    outgoing.put(world, work, incident, order, due_at=world.clock.now() + SOON if soon else None)


def tickets(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    update = work.status_updates.get(int(row.data["status_update"]))
    goes_on = update and update.state is UpdateState.PUBLISHED and not update.paused_at
    return Chore(_handed_out) if goes_on else None


def _handed_out(world: World, work: Work, row: Outgoing, _: object) -> None:
    incident = work.incidents.lock(row.about)
    update = work.status_updates.get(int(row.data["status_update"]))
    if update is None or incident is None or update.state is not UpdateState.PUBLISHED:
        return
    after = Ref(str(row.data.get("system", "")), str(row.data.get("after", "")))
    if work.tellings.count(update.id).get((Audience.TICKETS, Telling.WAITING), 0) > FEW:
        hand_out(world, work, incident, update, after=after, soon=True)
        return
    links = work.ticket_links.behind(row.about, after, limit=PORTION)
    refs = [one.ref for one in links if may_mark(incident, one.system) and one.system in world.desks]
    put(world, work, update, refs)
    if len(links) == PORTION:
        hand_out(world, work, incident, update, after=links[-1].ref)


def put(world: World, work: Work, update: StatusUpdate, refs: list[Ref]) -> None:
    """One reply each, and those once; of some customers they wait for a personal word."""
    fresh = [one for one in refs if work.tellings.get(update.id, Audience.TICKETS, str(one)) is None]
    held = personal_hold.tickets(world, work, update, fresh)
    fresh = [one for one in fresh if one not in held]
    work.tellings.add_all(
        [Told(update=update.id, audience=Audience.TICKETS, target=str(one)) for one in fresh]
    )
    for one in fresh:
        tell(world, work, update, one)


def tell(world: World, work: Work, update: StatusUpdate, ref: Ref) -> None:
    desk_outgoing.about_ticket(world, work, REPLY, ref, incident=update.incident, status_update=update.id)


def linked(world: World, work: Work, incident: Incident, ref: Ref) -> None:
    """A ticket that is linked later hears how it stands, once."""
    update = work.status_updates.latest(incident.key)
    if update and Audience.TICKETS in update.audiences and may_mark(incident, ref.system):
        put(world, work, update, [ref])


def reply(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """None for who was told already; whoever cannot be told is left out, with the reason."""
    update = work.status_updates.get(int(row.data["status_update"]))
    told = work.tellings.get(update.id, Audience.TICKETS, str(ref_of(row))) if update else None
    if update is None or told is None or told.state in (Telling.TOLD, Telling.SKIPPED, Telling.HELD):
        return None
    if update.paused_at and not row.doubtful:
        return Chore(_stood(Telling.WAITING))
    known = work.tickets.get(ref_of(row))
    if why := _left_out(update, known):
        return Chore(_stood(Telling.SKIPPED, why))
    word = work.personal_words.get(told.word) if told.word else None
    language, text = status_words.for_ticket(world, update, known)
    if word and word.text:
        language, text = word.language, word.text

    def record(world: World, work: Work, row: Outgoing, _: object) -> None:
        stands(
            world,
            work,
            row,
            replace(told, state=Telling.TOLD, language=language, at=world.clock.now(), why=""),
        )

    return DeskErrand(
        lambda desk: desk.reply(ref_of(row).id, text, key=row.key, doubtful=row.doubtful), record
    )


def _left_out(update: StatusUpdate, ticket: Ticket | None) -> str:
    if update.state is UpdateState.RETRACTED:
        return say("The status update was retracted.")
    if ticket is None:
        return ""
    if ticket.gone is Gone.DELETED:
        return say("The ticket was deleted.")
    if ticket.merged_into:
        return say("The ticket was merged into {other}.", other=ticket.merged_into)
    return say("The ticket is closed.") if ticket.status is TicketStatus.CLOSED else ""


def _stood(state: Telling, why: str = "") -> Callable[[World, Work, Outgoing, object], None]:
    """How it stands now that nobody was told; who waits again gets another row when it goes on."""

    def record(world: World, work: Work, row: Outgoing, _: object) -> None:
        if told := work.tellings.get(int(row.data["status_update"]), *whom(row)):
            stands(world, work, row, replace(told, state=state, at=world.clock.now(), why=why))

    return record


def pause(world: World, by: Actor, key: str, *, on: bool) -> StatusUpdate:
    """No further tickets are told for now, or they are again."""
    with changing(world, by, key) as change:
        update = change.work.status_updates.latest(key)
        if update is None or bool(update.paused_at) is on:
            raise Conflict(
                say("Nothing is being told that could be paused.") if on else say("Nothing is paused.")
            )
        again = replace(update, paused_at=change.now if on else None)
        change.work.status_updates.save(again)
        change.audit({}, {"paused" if on else "resumed": update.number})
        if not on:
            _again(change, again)
            subscriber_telling.again(change, again)
            if Audience.TICKETS in again.audiences:
                hand_out(world, change.work, change.incident, again)
        redraw(world, change.work, change.incident, again.id)
        return again


def tell_the_rest(world: World, by: Actor, key: str) -> StatusUpdate:
    """Whoever was not told of the word that counts, and still can be; raises Conflict for none."""
    with changing(world, by, key, tickets=True) as change:
        update = ledger.that_counts(change.work, key)
        if update is None:
            raise Conflict(say("Nothing was published yet that went to tickets."))
        if update.paused_at:
            raise Conflict(say("Telling customers is paused: let it go on first."))
        if not change.work.ledgers.of(key, update).untold:
            raise Conflict(say("Everybody was told; nobody is left out."))
        if all(one.is_held for one in ledger.listed(world, change.work, key, Group.UNTOLD)):
            raise Conflict(say("Who is left waits for a personal word: `personal` shows them."))
        failed = change.work.outbox.of(key, states=(Delivery.FAILED,))
        mine = [one for one in failed if one.kind == REPLY and one.data["status_update"] == update.id]
        outgoing.wait_again(change.work, mine, change.now)
        _take_in(change, update)
        hand_out(world, change.work, change.incident, update)
        change.audit({}, {"rest_of": update.number})
        return update


def _take_in(change: Change, update: StatusUpdate) -> None:
    """What was left out and stands again: it was opened once more, or came back."""
    for one in change.work.ledgers.left_out(update.incident, update, limit=PORTION):
        if told := change.work.tellings.get(update.id, Audience.TICKETS, str(one)):
            change.work.tellings.save(replace(told, state=Telling.WAITING, at=change.now, why=""))
            tell(change.world, change.work, update, one)


def _again(change: Change, update: StatusUpdate) -> None:
    """Those that were handed out when it was paused; whoever still has a row is told by the first one."""
    waiting = change.work.tellings.standing(update.id, Telling.WAITING, limit=PORTION + FEW)
    for one in waiting:
        if one.audience is Audience.TICKETS:
            tell(change.world, change.work, update, ref(one.target))


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {REPLY: reply, HAND_OUT: tickets}
