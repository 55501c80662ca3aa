"""A reply to the customer, written in a chat: it reaches the desk once, and whoever wrote it hears if not."""

from bot.actions import desk_outgoing, outgoing, sla_nag
from bot.actions.desk_outgoing import ref_of
from bot.actions.errand import AnyErrand, DeskErrand
from bot.actions.ticket_answer import KIND
from bot.domain.audit import Actor, entry
from bot.domain.outgoing import Outgoing
from bot.domain.ticket import Gone, Ref, Ticket, TicketStatus
from bot.domain.wording import say
from bot.errors import BadInput, Conflict
from bot.ports import Work
from bot.world import World


def reply(world: World, by: Actor, ref: Ref, text: str) -> None:
    """Written down now, carried by the lane of its ticket; raises Conflict where nobody would read it."""
    if not text.strip():
        raise BadInput(say("Write what the customer is to read."), field="text")
    with world.change(by) as work:
        work.clocks.lock(str(ref))
        must_be_answerable(work.tickets.get(ref), ref)
        desk_outgoing.about_ticket(world, work, KIND, ref, incident=str(ref), text=text.strip(), by=by.person)
        work.audit.add(entry(by, str(ref), world.clock.now(), {}, {"reply": text.strip()}))
        sla_nag.redraw(world, work, str(ref))


def must_be_answerable(ticket: Ticket | None, ref: Ref) -> None:
    """Of a ticket that is not known, its desk knows best."""
    if ticket is None:
        return
    if ticket.gone is Gone.DELETED:
        raise Conflict(say("{ticket} was deleted.\nNothing was sent.", ticket=ref))
    if ticket.merged_into:
        other = Ref(ref.system, ticket.merged_into)
        raise Conflict(
            say("{ticket} was merged into {other}.\nNothing was sent; reply there.", ticket=ref, other=other)
        )
    if ticket.status is TicketStatus.CLOSED:
        raise Conflict(say("{ticket} is closed.\nNothing was sent; open a new ticket.", ticket=ref))


def carry(_world: World, _work: Work, row: Outgoing) -> AnyErrand:
    text = str(row.data["text"])
    return DeskErrand(
        lambda desk: desk.reply(ref_of(row).id, text, key=row.key, doubtful=row.doubtful), _replied
    )


def _replied(world: World, work: Work, row: Outgoing, _: object) -> None:
    """What it means for the promise, its desk tells."""
    sla_nag.redraw(world, work, row.about)
    desk_outgoing.reads(world, work, [ref_of(row)])


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    """Nobody may believe that the customer was told."""
    if row.kind != KIND:
        return
    sla_nag.redraw(world, work, row.about)
    outgoing.tell(
        world,
        work,
        str(row.data["by"]),
        "reply_failed",
        ticket=row.about,
        text=str(row.data["text"]),
        why=why,
    )
