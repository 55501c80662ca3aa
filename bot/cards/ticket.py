"""How tickets look: the linked ones, one that is looked up, and one that is being made."""

from collections.abc import Sequence

from bot.cards import ticket_line
from bot.cards.headline import named, titled
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Show,
    Struck,
    Tone,
    Weight,
)
from bot.domain.cause_request import CauseRequest
from bot.domain.dossier import Dossier
from bot.domain.likeness import Similar
from bot.domain.link import Linked, LinkState
from bot.domain.pager import called
from bot.domain.ticket import Gone, Ticket
from bot.domain.wording import line, say


def tickets(dossier: Dossier, found: Sequence[Linked], *, page: int = 1, more: bool = False) -> Card:
    """Linked tickets, newest first, with what is wrong with any of them."""
    key = dossier.incident.key
    title = titled(dossier.incident, say("Tickets of {what}", what=named(dossier.incident)))
    link = Button(say("Link a ticket"), does="link", about=key, weight=Weight.PRIMARY)
    new = Button(say("Make a ticket"), does="ticket", about=key, words="new")
    if not found:
        none = line("No ticket is linked yet.") if page == 1 else line("There are no older ones.")
        return Card(title, (Paragraph(none), Buttons((link, new))))
    older = (Button(say("Older ones"), does="tickets", about=key, words=str(page + 1)),) if more else ()
    buttons = Buttons((link, Button(say("Customers"), does="customers", about=key), *older), (new,))
    return Card(title, (Bullets(tuple(_row(one) for one in found)), buttons))


def _row(one: Linked) -> Line:
    link, ticket = one.link, one.ticket
    if ticket is None:
        state = say("being linked") if link.state is LinkState.LINKING else link.why or say("failed")
        return (Code(str(link.ref)), f" — {state}")
    trouble = (f" · {link.why}",) if link.why else ()
    who = ticket_line.behind(ticket, one.tier)
    return (ticket_line.named(ticket), " ", ticket.subject, " — ", *_standing(ticket), *who, *trouble)


def _standing(ticket: Ticket) -> Line:
    if ticket.gone is Gone.DELETED:
        return (Struck(ticket.desk_status or ticket.status.value), " ", say("deleted"))
    if ticket.gone is Gone.FORBIDDEN:
        return (say("can no longer be seen"),)
    merged = (say(", merged into {other}", other=ticket.merged_into),) if ticket.merged_into else ()
    return (ticket_line.standing(ticket), *merged)


def shown(
    ticket: Ticket,
    known: Sequence[Similar],
    *,
    tier: str,
    here: str = "",
    fresh: bool = True,
    causes: Sequence[CauseRequest] = (),
) -> Card:
    """One ticket that somebody looks up; a known issue is said first. `here` is where it could be linked.

    `causes` are the incidents that it is linked to, and whether its customer asks for their causes.
    """
    issues = [Paragraph(_issue(one)) for one in known]
    standing = Paragraph(
        (ticket_line.named(ticket), " — ", *_standing(ticket), *ticket_line.behind(ticket, tier))
    )
    parts: list[Part] = [*issues, standing, *_written(ticket)]
    if not fresh:
        told = line("{system} does not answer now; this is how it was.", system=ticket.system.capitalize())
        parts.append(Note(told))
    linked = {one.incident.key for one in known if not one.terms}
    wanted = [*([here] if here else []), *(one.incident.key for one in known)]
    keys = [key for key in dict.fromkeys(wanted) if key not in linked][:4]
    if keys and not ticket.gone:
        words = str(ticket.ref)
        buttons = tuple(Button(say("Link to {key}", key=key), "link", key, words=words) for key in keys)
        parts.append(Buttons(buttons))
    parts += (_asks(one) for one in causes if one.wanted)
    if buttons := tuple(_cause(one) for one in causes):
        parts.append(Buttons(buttons))
    return Card(ticket.subject or str(ticket.ref), tuple(parts))


def _asks(one: CauseRequest) -> Note:
    if one.said:
        return Note(line("Asks for the cause of {key}, said: {words}", key=one.incident, words=one.said))
    return Note(line("Asks for the cause of {key}", key=one.incident))


def _cause(one: CauseRequest) -> Button:
    ref, key = str(one.ref), one.incident
    if one.wanted:
        return Button(say("{key}: does not ask for the cause", key=key), "asked", key, words=f"{ref} no")
    return Button(say("{key}: asks for the cause", key=key), "asked", key, words=ref)


def _issue(one: Similar) -> Line:
    key, title = Bold(one.incident.key), one.incident.title
    if one.terms:
        words = ", ".join(one.terms)
        return line("Known issue: {key} {title} — same words: {terms}", key=key, title=title, terms=words)
    if one.incident.is_open:
        return line("Known issue: {key} {title} — linked", key=key, title=title)
    return line("Known issue: {key} {title} — linked, and resolved", key=key, title=title)


def _written(ticket: Ticket) -> tuple[Part, ...]:
    """When, and with whom it is."""
    said: list[Line] = []
    if ticket.created_at:
        said.append(line("Written {when}", when=Moment(ticket.created_at, Show.DATE_TIME)))
    if ticket.assignee or ticket.group:
        said.append(line("with {who}", who=ticket.assignee or ticket.group))
    spans = tuple(span for n, one in enumerate(said) for span in ((", ",) if n else ()) + one)
    return (Note(spans),) if spans else ()


def asked_for(system: str, key: str) -> Card:
    """The answer to who has a ticket made."""
    return Card(
        say("A ticket in {system} is being made for {key}", system=system, key=key),
        (Paragraph(line("It is linked, and shown in the war room, as soon as it exists.")),),
        Tone.DONE,
    )


def desk_trouble(system: str, why: str) -> Card:
    """For the operator: said once when it begins and once when it is over."""
    name = called(system)
    if not why:
        return Card(say("{system} accepts Caseline again", system=name), (), Tone.DONE)
    todo = line(
        "Mend the credentials, restart, and run {check}; what failed can be tried again with {retry}.",
        check=Code("caseline check"),
        retry=Code("retry INC-1"),
    )
    title = say("{system} does not accept Caseline any more", system=name)
    return Card(title, (Paragraph((why,)), Paragraph(todo)), Tone.WARNING)
