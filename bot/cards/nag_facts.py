"""What stands on a reminder while it is waited for: when, how long, for whom, and whose it is."""

from bot.cards import ticket_line
from bot.cards.sla_words import time
from bot.domain.card import Bold, Code, Fact, Line, Moment, Paragraph, Show
from bot.domain.sla_clock import ClockState, Source, State
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import ALWAYS_OPEN
from bot.domain.sla_reminder import Reminder
from bot.domain.wording import line, say

_EXPECT = {
    Metric.INCIDENT_FIRST_UPDATE: "Customers expect a first word by {when}.",
    Metric.INCIDENT_UPDATE: "Customers expect word by {when}.",
    Metric.INCIDENT_LIAISON: "Somebody is to speak for the customers by {when}.",
    Metric.INCIDENT_ACK: "Somebody is to say by {when} that they have it.",
}
_EXPECTED = {
    Metric.INCIDENT_FIRST_UPDATE: "Customers expected a first word by {when}.",
    Metric.INCIDENT_UPDATE: "Customers expected word by {when}.",
    Metric.INCIDENT_LIAISON: "Somebody was to speak for the customers by {when}.",
    Metric.INCIDENT_ACK: "Somebody was to say by {when} that they have it.",
}


def lead(about: Reminder) -> tuple[Paragraph, ...]:
    """Of an incident, what is expected of us."""
    clock = about.clock
    if about.is_over or not about.incident or not clock or not clock.due:
        return ()
    sentence = (_EXPECTED if about.is_late else _EXPECT).get(clock.metric)
    return (Paragraph(line(sentence, when=Moment(clock.due))),) if sentence else ()


def facts(about: Reminder) -> tuple[Fact, ...]:
    when = (*due(about.clock), *_left(about.clock)) if about.clock else ()
    return (*when, *whom(about), *_with(about), *promised(about))


def due(clock: ClockState) -> tuple[Fact, ...]:
    if clock.due is None:
        return ()
    label = say("Was due") if clock.is_breached else say("Due")
    return (Fact(label, (Moment(clock.due, Show.DATE_TIME),)),)


def _left(clock: ClockState) -> tuple[Fact, ...]:
    """As it was when this was drawn, since a card does not count down; closed hours do not count."""
    at = Moment(clock.now)
    if clock.is_breached:
        late = Bold(time(clock.elapsed - clock.target.seconds))
        return (Fact(say("Late"), line("by {span} at {when}", span=late, when=at)),)
    left = Bold(time(max(clock.remaining, 0)))
    if clock.state is State.PAUSED:
        return (Fact(say("Left"), line("{span} once it runs again", span=left)),)
    return (Fact(say("Left"), line("{span} at {when}", span=left, when=at)),)


def whom(about: Reminder) -> tuple[Fact, ...]:
    """The customer, and the ticket with its link; of an incident, its war rooms."""
    ticket = about.ticket
    if ticket is None:
        opened: Line = tuple(span for room in about.rooms for span in (room, " "))
        return (Fact(say("War room"), opened[:-1]),) if opened else ()
    found = []
    names = [
        one for one in (ticket.organisation_name, ticket.requester_name or ticket.requester_email) if one
    ]
    if names:
        # Foreign words stand alone, so that those that run from right to left turn nothing else around.
        customer: Line = tuple(part for name in names for part in (name, " · "))
        found.append(Fact(say("Customer"), (*customer[:-1], *((f" ({about.tier})",) if about.tier else ()))))
    found.append(Fact(say("Ticket"), (ticket_line.named(ticket), f" · {ticket_line.standing(ticket)}")))
    if about.incidents:
        found.append(Fact(say("Belongs to"), (Code(", ".join(about.incidents)),)))
    return tuple(found)


def _with(about: Reminder) -> tuple[Fact, ...]:
    ticket = about.ticket
    if ticket is None:
        return ()
    if about.assignee:
        return (Fact(say("With"), (about.mention(about.assignee),)),)
    who = ticket.assignee or (say("nobody yet, in {group}", group=ticket.group) if ticket.group else "")
    return (Fact(say("With"), (who or say("nobody yet"),)),)


def promised(about: Reminder) -> tuple[Fact, ...]:
    """How long was promised, by whom, and in which hours."""
    clock = about.clock
    if clock is None:
        return ()
    said = time(clock.target.seconds)
    if clock.source is Source.DESK and about.ticket:
        told = line("as {system} tells", system=about.ticket.system.capitalize())
        return (Fact(say("Promised"), told),)
    hours = (
        ""
        if clock.target.calendar == ALWAYS_OPEN
        else say(" in the hours of {name}", name=clock.target.calendar)
    )
    policy = say(" by policy {name}", name=clock.policy) if clock.policy else ""
    return (Fact(say("Promised"), (f"{said}{hours}{policy}",)),)
