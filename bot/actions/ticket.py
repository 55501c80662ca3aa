"""Linking tickets to an incident, and what people do with linked tickets."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import board, desk_outgoing, lookalike, outgoing, personal_hold, ticket_news
from bot.actions.change import Change, changing
from bot.actions.ticket_marks import may_mark, must_make_tickets, must_take_tickets
from bot.cards.ticket_words import follow_up, step_note, unmarked
from bot.domain.audit import Actor
from bot.domain.link import LIVE, How, Link, LinkState
from bot.domain.room import WarRoom
from bot.domain.ticket import Draft, Ref
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotFound
from bot.world import World

MOST = 1000
"""Tickets that one wish may link."""

MOST_OFFERED = 20
"""Tickets about which one question asks."""

NAMED = 5
"""Tickets that a timeline entry names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a wish to link: what is being linked now, and what was linked already.

    `unmarked` says why nothing is written on the tickets themselves, where that is so.
    """

    new: tuple[Ref, ...]
    again: tuple[Ref, ...]
    unmarked: str = ""


def link(world: World, by: Actor, key: str, refs: Sequence[Ref], *, how: How = How.WORD) -> Asked:
    """Written down at once; the desks are asked ticket by ticket, and cards follow as they answer."""
    wanted = tuple(dict.fromkeys(refs))
    if len(wanted) > MOST:
        raise BadInput(
            say(
                "These are {count} tickets, and at most {most} can be linked at once; nothing was linked.",
                count=len(wanted),
                most=MOST,
            )
        )
    with changing(world, by, key, tickets=True) as change:
        return link_within(change, wanted, how=how)


def link_within(change: Change, wanted: Sequence[Ref], *, how: How = How.WORD) -> Asked:
    """As `link`, together with whatever else is done to the incident."""
    world, work, key = change.world, change.work, change.incident.key
    must_take_tickets(change.incident)
    live = {one.ref for one in work.ticket_links.among(wanted) if one.incident == key}
    new = tuple(ref for ref in wanted if ref not in live)
    again = tuple(ref for ref in wanted if ref in live)
    if not new:
        return Asked((), again)
    entry = change.happened(Kind.TICKET, _linked_text(new)).id
    work.ticket_links.add_all([_link(change, ref, how, batch=entry) for ref in new])
    desk_outgoing.links(world, work, new, key)
    change.audit({}, {"linked": [str(ref) for ref in new]})
    board.touch(world, work, key)
    if work.rooms.slot(lookalike.slot(key, change.incident.chat)):
        lookalike.show(world, work, change.incident)
    marked = all(may_mark(change.incident, ref.system) for ref in new)
    return Asked(new, again, "" if marked else unmarked(change.incident))


def _link(change: Change, ref: Ref, how: How, *, batch: int) -> Link:
    return Link(
        incident=change.incident.key,
        system=ref.system,
        ticket=ref.id,
        how=how,
        by=change.by.person,
        at=change.now,
        changed_at=change.now,
        batch=batch,
    )


def _linked_text(refs: Sequence[Ref]) -> str:
    if len(refs) > NAMED:
        return say("{count} tickets linked", count=len(refs))
    return say("Linked: {tickets}", tickets=", ".join(map(str, refs)))


def unlink(world: World, by: Actor, key: str, refs: Sequence[Ref]) -> tuple[Ref, ...]:
    """What was linked and no longer is; the tag is taken off in the desk, too."""
    with changing(world, by, key, tickets=True) as change:
        found = [
            known
            for ref in dict.fromkeys(refs)
            if (known := change.work.ticket_links.get(key, ref)) and known.state in (*LIVE, LinkState.FAILED)
        ]
        if not found:
            raise Conflict(say("None of these tickets is linked to {key}; nothing was changed.", key=key))
        for one in found:
            ticket_news.unlinked(change.work, one, change.now)
            personal_hold.unlinked(world, change.work, change.incident, one.ref)
            if may_mark(change.incident, one.system):
                desk_outgoing.about_ticket(world, change.work, "ticket_unlink", one.ref, incident=key)
        names = [str(one.ref) for one in found]
        change.audit({"linked": names}, {})
        change.happened(Kind.TICKET, _unlinked_text(names))
        board.touch(world, change.work, key)
        return tuple(one.ref for one in found)


def refuse(world: World, by: Actor, key: str) -> int:
    """None of the tickets that are offered belongs to it; how many they were."""
    with changing(world, by, key, tickets=True) as change:
        count = lookalike.refuse(world, change.work, change.incident)
        change.audit({}, {"offers_refused": count})
        return count


def _unlinked_text(names: Sequence[str]) -> str:
    if len(names) > NAMED:
        return say("{count} tickets unlinked", count=len(names))
    return say("Unlinked: {tickets}", tickets=", ".join(names))


def offer(world: World, by: Actor, here: WarRoom, refs: Sequence[Ref]) -> None:
    """Asks who posted addresses of tickets whether to link them; what is linked needs no question."""
    with world.store.read() as work:
        incident = work.incidents.get(here.incident)
        linked = {one.ref for one in work.ticket_links.among(refs) if one.incident == here.incident}
    left = [str(ref) for ref in refs if ref not in linked]
    if incident is None or not left:
        return
    with world.store.change() as work:
        if not by.interaction or work.interactions.claim(f"offer/{by.interaction}", world.clock.now()):
            outgoing.whisper(
                world,
                work,
                incident,
                room=here.room,
                person=by.person,
                view="link_offer",
                tickets=left[:MOST_OFFERED],
            )


def create(world: World, by: Actor, key: str, system: str, draft: Draft, *, task: int = 0) -> None:
    """A new ticket there, linked as soon as it exists; it follows up the task of that number, if any."""
    with changing(world, by, key) as change:
        must_make_tickets(change.incident, system)
        data = {
            "subject": draft.subject,
            "text": draft.text,
            "target": draft.target,
            "priority": draft.priority.value,
            "email": draft.requester_email,
            "name": draft.requester_name,
            "task": task,
            "by": by.person,
        }
        desk_outgoing.put(
            world, change.work, "ticket_create", system, lane=f"{system}/create", about=key, data=data
        )
        change.audit({}, {"ticket_asked_for": system, "subject": draft.subject})


def file_task(world: World, by: Actor, key: str, number: int, system: str) -> None:
    """A ticket that follows a task up when the incident is over; it leads back to the war room."""
    with world.store.read() as work:
        task, incident = work.tasks.get(key, number), work.incidents.get(key)
        rooms = [room.url for room in work.rooms.of(key) if room.url]
    if task is None or incident is None:
        raise NotFound(say("{key} has no task {number}.", key=key, number=number))
    if task.url:
        raise Conflict(
            say("Task {number} of {key} is followed up already: {url}", key=key, number=number, url=task.url)
        )
    draft = Draft(subject=task.text, text=follow_up(incident, task, rooms))
    create(world, by, key, system, draft, task=number)


def step(change: Change, name: str, text: str) -> None:
    """The incident went a step: linked tickets are told by an internal note, where the settings say so.

    `name` is `phase` or `ended`.
    """
    told = [
        system
        for system in change.world.desks
        if name in change.world.settings.tickets.notes(system) and may_mark(change.incident, system)
    ]
    if told:
        note = step_note(change.incident, text)
        desk_outgoing.steps(change.world, change.work, change.incident.key, note, systems=told)
