"""The errand that makes a ticket, and what is known of it from then on."""

from dataclasses import replace

from bot.actions import board, ticket_news
from bot.actions.change import changing_within
from bot.actions.errand import AnyErrand, DeskErrand, incident_of
from bot.actions.ticket_marks import may_mark
from bot.cards.ticket_words import called
from bot.domain.audit import Actor
from bot.domain.link import How, Link, LinkState
from bot.domain.outgoing import Outgoing
from bot.domain.ticket import Draft, Priority, Ticket, tag_of
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World


def create(_world: World, work: Work, row: Outgoing) -> AnyErrand:
    marked = may_mark(incident_of(work, row), row.chat)
    draft = Draft(
        subject=str(row.data["subject"]),
        text=str(row.data["text"]),
        target=str(row.data["target"]),
        priority=Priority(row.data["priority"]),
        requester_email=str(row.data["email"]),
        requester_name=str(row.data["name"]),
        tags=(tag_of(row.about),) if marked else (),
    )
    return DeskErrand(lambda desk: desk.create(draft, key=row.key, doubtful=row.doubtful), _created)


def _created(world: World, work: Work, row: Outgoing, ticket: Ticket) -> None:
    by = str(row.data["by"])
    work.tickets.turn()
    with changing_within(world, work, Actor(by, "delivery", "ticket"), row.about) as change:
        entry = change.happened(Kind.TICKET, say("Made: {ticket}", ticket=called(ticket)), url=ticket.url)
        made = Link(
            incident=row.about,
            system=ticket.system,
            ticket=ticket.id,
            how=How.MADE,
            by=by,
            at=change.now,
            changed_at=change.now,
            batch=entry.id,
            state=LinkState.LINKED,
        )
        work.ticket_links.add(made)
        change.audit({}, {"linked": [str(ticket.ref)]})
        ticket_news.seen(world, work, ticket)
        _on_task(work, row, ticket)
        board.touch(world, work, row.about)


def _on_task(work: Work, row: Outgoing, ticket: Ticket) -> None:
    number = int(row.data.get("task", 0))
    task = work.tasks.get(row.about, number) if number else None
    if task:
        work.tasks.save(replace(task, url=ticket.url))
