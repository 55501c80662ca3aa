"""What is said of a page: what it is about, and what became of it so far."""

from collections.abc import Iterator

from bot.cards.headline import called
from bot.cards.ticket_line import named as ticket_named
from bot.domain.card import Fact, Line, Mention, Moment, Show, Span
from bot.domain.page_brief import PageBrief
from bot.domain.page_event import PageEvent, What
from bot.domain.wording import line, say


def about(brief: PageBrief) -> str:
    """In words, for a title."""
    if brief.dossier:
        incident = brief.dossier.incident
        return f"{called(incident)} · {incident.title}"
    if brief.ticket:
        return f"{brief.ticket.ref} · {brief.ticket.subject}"
    return brief.page.why or brief.page.about or say("no incident")


def facts(brief: PageBrief) -> tuple[Fact, ...]:
    found = []
    if brief.page.why:
        found.append(Fact(say("Why"), (brief.page.why,)))
    if brief.page.by:
        found.append(Fact(say("Asked by"), (person(brief, brief.page.by),)))
    if brief.ticket:
        found.append(Fact(say("Ticket"), (ticket_named(brief.ticket), " ", brief.ticket.subject)))
    if brief.page.is_looking and brief.next_at:
        found.append(Fact(say("Goes on"), (Moment(brief.next_at, Show.RELATIVE),)))
    return tuple(found)


def person(brief: PageBrief, name: str) -> Span:
    known = brief.people.get(name)
    return Mention(known.id, known.name) if known else brief.names.get(name, name)


def life(brief: PageBrief) -> Iterator[Line]:
    """What became of it, a line for each thing that happened."""
    for one in brief.log:
        if one.what in _SAID:
            yield (Moment(one.at), " · ", *_told(brief, one))


def _told(brief: PageBrief, one: PageEvent) -> Line:
    return line(_SAID[one.what], who=person(brief, one.person) if one.person else "", why=one.text)


_SAID: dict[str, str] = {
    What.SENT: "{who} is paged",
    What.SEEN: "{who} has seen it",
    What.UNDELIVERED: "Could not reach {who}: {why}",
    What.PASSED_ON: "{who} cannot come {why}",
    What.ACKNOWLEDGED: "{who} has it",
    What.GAVE_UP: "Nobody answered; it was given up",
    What.ENDED: "Nobody is needed any more {why}",
}


def packed(brief: PageBrief) -> Iterator[str]:
    """What whoever comes would ask first, in plain lines."""
    if brief.page.why:
        yield brief.page.why
    if brief.dossier:
        incident, board = brief.dossier.incident, brief.dossier.board
        yield say("Severity {severity}, {phase}", severity=incident.severity, phase=incident.phase)
        yield from filter(None, (incident.description, incident.last_update))
        if board.customers:
            yield say("Customers affected: {count}", count=board.customers)
    if brief.ticket:
        yield f"{brief.ticket.ref}: {brief.ticket.subject}"
        yield brief.ticket.url


def war_room_url(brief: PageBrief) -> str:
    rooms = brief.dossier.rooms if brief.dossier else ()
    return next((room.url for room in rooms if room.url), "")
