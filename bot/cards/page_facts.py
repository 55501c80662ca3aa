"""What is said of a page: what it is about, and what became of it so far."""

from collections.abc import Iterator

from bot.cards import bridge, customer, room
from bot.cards.headline import called
from bot.cards.ticket_line import customer as customer_of
from bot.cards.ticket_line import named as ticket_named
from bot.domain.card import Fact, Line, Mention, Moment, Show, Span
from bot.domain.dossier import Dossier
from bot.domain.page_brief import PageBrief
from bot.domain.page_event import PageEvent, What
from bot.domain.pager import called as pager_called
from bot.domain.role import spoken
from bot.domain.wording import line, say

SHOWN = 8
"""Things that happened to a page, of which a card tells at most."""


def about(brief: PageBrief) -> str:
    """In words, for a title."""
    if brief.dossier:
        incident = brief.dossier.incident
        return f"{called(incident)} · {incident.severity} · {incident.title}"
    if brief.ticket:
        return f"{brief.ticket.ref} · {brief.ticket.subject}"
    return brief.page.why or brief.page.about or say("no incident")


def seen(brief: PageBrief) -> str:
    """What customers see, in the words that were written last."""
    if brief.dossier is None:
        return ""
    return brief.dossier.incident.last_update or brief.dossier.incident.description


def context(brief: PageBrief) -> tuple[Fact, ...]:
    """What whoever comes would ask first."""
    if brief.ticket:
        ticket = brief.ticket
        found = [Fact(say("Ticket"), (ticket_named(ticket), " ", ticket.subject))]
        if who := customer_of(ticket):
            found.append(Fact(say("Customer"), (who,)))
        return tuple(found)
    return _of_incident(brief.dossier) if brief.dossier else ()


def _of_incident(known: Dossier) -> tuple[Fact, ...]:
    incident = known.incident
    since = Fact(say("Since"), (Moment(incident.declared_at, Show.DATE_TIME), " · ", incident.phase))
    hats = tuple(Fact(spoken(one.role).capitalize(), (known.mention(one.person),)) for one in known.holders)
    return (since, *customer.facts(known), *hats, *room.facts(known), *bridge.facts(known))


def asked(brief: PageBrief) -> tuple[Fact, ...]:
    """Why, by whom, and when it goes on."""
    found = []
    if brief.page.why and (brief.dossier or brief.ticket):
        found.append(Fact(say("Why"), (brief.page.why,)))
    if brief.page.by:
        found.append(Fact(say("Asked by"), (person(brief, brief.page.by),)))
    if brief.page.role:
        found.append(Fact(say("Role"), (spoken(brief.page.role),)))
    if brief.page.is_looking and brief.next_at:
        found.append(Fact(say("Goes on"), (Moment(brief.next_at, Show.RELATIVE),)))
    return tuple(found)


def person(brief: PageBrief, name: str) -> Span:
    known = brief.people.get(name)
    return Mention(known.id, known.name) if known else brief.names.get(name, name)


def life(brief: PageBrief) -> Iterator[Line]:
    """What became of it, a line for each thing that happened, the last ones; a step is one of them."""
    places = {one.place: one for one in reversed(brief.log) if one.what == What.SENT}
    firsts = set(places.values())
    told = [one for one in brief.log if one in firsts or (one.what in _SAID and one.what != What.SENT)]
    for one in told[-SHOWN:]:
        yield (Moment(one.at), " · ", *(_paged(brief, one) if one in firsts else _told(brief, one)))


def _paged(brief: PageBrief, first: PageEvent) -> Line:
    """Everybody who was paged at this place, with the ways by which it reached them."""
    here = [one for one in brief.log if one.place == first.place]
    people = dict.fromkeys(one.person for one in here if one.what == What.SENT)
    arrived = [one for one in here if one.what == What.ARRIVED]
    spans: list[Span] = []
    for name in people:
        ways = dict.fromkeys(_way(one.way) for one in arrived if one.person == name)
        reached = say(" (reached by {ways})", ways=", ".join(ways)) if ways else ""
        spans += [*([", "] if spans else []), person(brief, name), *([reached] if reached else [])]
    return line("{who} is paged" if len(people) == 1 else "{who} are paged", who=tuple(spans))


def _way(way: str) -> str:
    return say(_WAYS[way]) if way in _WAYS else pager_called(way)


def _told(brief: PageBrief, one: PageEvent) -> Line:
    who = person(brief, one.person) if one.person else ""
    said = line(_SAID[one.what], who=who, way=_way(one.way))
    return (*said, ": ", one.text) if one.text else said


_WAYS = {"chat": "chat", "sms": "text", "call": "telephone"}
_SAID: dict[str, str] = {
    What.SENT: "{who} is paged",
    What.SEEN: "{who} has seen it",
    What.UNDELIVERED: "{who} could not be reached by {way}",
    What.PASSED_ON: "{who} cannot come",
    What.ACKNOWLEDGED: "{who} has it",
    What.GAVE_UP: "Nobody answered; it was given up",
    What.ENDED: "Nobody is needed any more",
}


def packed(brief: PageBrief) -> Iterator[str]:
    """The same in plain lines, for those who read them elsewhere."""
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
    return next((one.url for one in rooms if one.url), "")
