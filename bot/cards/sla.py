"""What was promised to one ticket or incident: every clock, how it stands, and whose it is."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import sla_words as words
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
    Tone,
)
from bot.domain.incident import Incident
from bot.domain.sla_clock import ClockState, State
from bot.domain.sla_promised import Overview, Promised
from bot.domain.ticket import Gone, Ticket
from bot.domain.wording import line, say

OVER = 5
"""Clocks that are over, on one card."""

_PRESSED = 3
"""Stories that a card offers with a button."""


def ticket(told: Overview) -> Card:
    """Everything promised to a ticket; where that is nothing, why."""
    one = told.ticket
    if one is None:
        return Card(say("Nothing is promised to {about}", about=told.about))
    parts: list[Part] = [Paragraph(_who(one, told)), *_clocks(told)]
    if not told.promised:
        parts.append(Paragraph(_nothing(told, one)))
    if told.as_of:
        parts.append(Note(words.silent(one.system, told.as_of)))
    return Card(_title(told, f"{one.ref} · {one.subject}"), (*parts, *_buttons(told)), _tone(told.promised))


def incident(here: Incident, told: Overview, linked: Sequence[Promised], *, more: int) -> Card:
    """Its own promises, and those to its linked tickets that are due first; `more` are not shown."""
    parts: list[Part] = [*_clocks(told)]
    if not told.promised:
        parts.append(Paragraph(line("Nothing is promised to the incident itself.")))
    parts.append(Paragraph((Bold(say("Linked tickets")),)))
    if linked:
        parts.append(Bullets(tuple(row(one) for one in linked)))
    else:
        parts.append(Note(line("No linked ticket waits for anything that was promised.")))
    if more:
        parts.append(Note((say("{count} more are due later.", count=more),)))
    title = titled(here, say("Promised in {what}", what=named(here)))
    return Card(title, (*parts, *_buttons(told)), _tone((*told.promised, *linked)))


def row(one: Promised, *, mine: bool = False) -> Line:
    """One of a list: how it stands, what is promised, to whom, and, unless they ask, who works on it."""
    what = words.name(one.clock.metric, one.clock.instance)
    who: Line = () if mine else (" · ", *words.with_whom(one.with_whom, one.ticket))
    return (*words.standing(one.clock), f" · {what} · ", *words.subject(one), *who)


def snoozed(about: str, quiet: Sequence[tuple[ClockState, datetime]], asked: datetime) -> Card:
    """Until when each really is; less than was asked for has a reason."""
    rows = tuple(_quiet(clock, until, asked) for clock, until in quiet)
    parts: list[Part] = [Bullets(rows)] if len(rows) > 1 else [Paragraph(one) for one in rows]
    parts.append(Note(line("For you alone: others still hear of it, and the time runs on.")))
    title = say("You hear nothing of {about} for a while", about=about)
    return Card(title, tuple(parts), Tone.DONE)


def _quiet(clock: ClockState, until: datetime, asked: datetime) -> Line:
    name = Bold(words.name(clock.metric, clock.instance))
    said = line("{name}: quiet until {when}", name=name, when=Moment(until, Show.DATE_TIME))
    if until >= asked:
        return said
    if clock.due and clock.due > clock.now:
        return (*said, ", ", say("when it is due; after that you are reminded again"))
    return (*said, ", ", say("since what is late or paused may be quiet for one business day at most"))


def _who(ticket: Ticket, told: Overview) -> Line:
    gone = {Gone.DELETED: say("deleted"), Gone.FORBIDDEN: say("can no longer be seen")}.get(ticket.gone)
    return (
        ticket_line.named(ticket),
        " — ",
        gone or ticket_line.standing(ticket),
        *ticket_line.behind(ticket, told.tier),
        " · ",
        *words.with_whom(told.with_whom, ticket),
    )


def _clocks(told: Overview) -> list[Part]:
    """Open ones, and below them those that are over."""
    parts: list[Part] = []
    rows = (*(_open(one) for one in told.open), *(_over(one) for one in told.over[:OVER]))
    if rows:
        parts.append(Bullets(rows))
    if (hidden := len(told.over) - OVER) > 0:
        parts.append(Note((say("{count} older ones are over, too.", count=hidden),)))
    return parts


def _open(one: Promised) -> Line:
    clock = one.clock
    system = one.ticket.system if one.ticket else ""
    name = words.name(clock.metric, clock.instance)
    return (f"{name}: ", *words.standing(clock), " · ", words.promise(clock, system))


def _over(one: Promised) -> Line:
    clock = one.clock
    when = (" · ", Moment(clock.ended_at, Show.DATE_TIME)) if clock.ended_at else ()
    return (words.name(clock.metric, clock.instance), ": ", words.ended(clock), *when)


def _nothing(told: Overview, ticket: Ticket) -> Line:
    """Why that is, and what would change it."""
    if not told.is_known:
        return line("Caseline is reading what happened to it; ask again in a minute.")
    if not told.is_concerned:
        return line(
            "No policy promises anything to tickets of {system}. Whoever runs Caseline writes them under "
            "{setting} in the settings.",
            system=ticket.system.capitalize(),
            setting=Code("sla"),
        )
    about = [say("tier {tier}", tier=told.tier)] if told.tier else []
    about += [say("priority {priority}", priority=ticket.priority.value)] if ticket.priority else []
    about += [say("group {group}", group=ticket.group)] if ticket.group else []
    if not about:
        return line("Nothing is promised to it: no policy fits.")
    return line("Nothing is promised to it: no policy fits {about}.", about=", ".join(about))


def _title(told: Overview, name: str) -> str:
    """The most urgent one is the notification."""
    if not told.open:
        shown = say("Nothing is waited for") if told.promised else say("Nothing is promised")
        return f"{shown} · {name}"
    clock = told.open[0].clock
    what = words.name(clock.metric, clock.instance)
    if clock.state is State.PAUSED:
        return say("{what} is paused · {name}", what=what, name=name)
    return say("{what}: {left} · {name}", what=what, left=words.left(clock), name=name)


def _buttons(told: Overview) -> tuple[Part, ...]:
    """A story for each of the first clocks; the last one that is over where none is open."""
    asked = (told.open or told.over[:1])[:_PRESSED]
    if not asked:
        return ()
    found = [_why(told, one.clock, alone=len(asked) == 1) for one in asked]
    if any(not one.is_paused for one in told.open):
        found.append(Button(say("Snooze 30 minutes"), "snooze", words=f"{told.about} 30m"))
    return (Buttons(tuple(found)),)


def _why(told: Overview, clock: ClockState, *, alone: bool) -> Button:
    what = words.name(clock.metric, clock.instance)
    label = say("Why?") if alone else say("Why: {what}", what=what)
    return Button(label, "sla", words=f"why {told.about} {clock.metric} {clock.instance}")


def _tone(promised: Sequence[Promised]) -> Tone:
    if any(one.is_late for one in promised):
        return Tone.URGENT
    waiting = [one for one in promised if not one.clock.state.is_over and not one.is_paused]
    if any(one.clock.percent >= 75 for one in waiting):
        return Tone.WARNING
    return Tone.DONE if promised and all(one.clock.state.is_over for one in promised) else Tone.CALM
