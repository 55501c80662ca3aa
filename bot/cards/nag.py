"""A reminder of a promise, as its recipient sees it: before, at and after the instant it is due."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.cards import nag_end, nag_facts, nag_notes
from bot.cards import sla_words as words
from bot.cards.headline import called
from bot.cards.nag_buttons import buttons
from bot.cards.ticket_line import named as ticket_named
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Code,
    Facts,
    Line,
    Moment,
    Note,
    Part,
    Show,
    Struck,
    Tone,
    Weight,
)
from bot.domain.sla_clock import State
from bot.domain.sla_reminder import Reminder
from bot.domain.wording import say

_NEVER = datetime.max.replace(tzinfo=UTC)


def reminder(about: Reminder) -> Card:
    """One of them, with what can be done about it."""
    if about.is_outdone and not about.is_over:
        return Card(_title(about), (Note((say("It says how it stands, and what can be done."),)),))
    facts = nag_end.facts(about) if about.is_over else nag_facts.facts(about)
    parts: list[Part] = [*nag_facts.lead(about), Facts(facts), *map(Note, nag_notes.notes(about))]
    return Card(_title(about), (*parts, *buttons(about)), _tone(about))


def digest(several: Sequence[Reminder]) -> Card:
    """Many at once, the first due first; what is done stays there, crossed out."""
    in_order = sorted(several, key=lambda one: (_due(one) or _NEVER, one.nag.key))
    waiting = [one for one in in_order if not one.is_over]
    late = sum(1 for one in waiting if one.is_late)
    title = say("All of these are done")
    if waiting:
        title = say("{count} promises need you", count=len(waiting))
        if len(waiting) == 1:
            title = say("One promise needs you")
    if late:
        title = say("{title}, {late} of them late", title=title, late=late) if len(waiting) > 1 else title
    rows = Bullets(tuple(_row(one) for one in in_order))
    weight = Weight.PRIMARY if waiting else Weight.PLAIN
    every = Button(say("All that is due"), "due", words="me", weight=weight)
    return Card(title, (rows, Buttons((every,))), _loudest(in_order))


def _title(about: Reminder) -> str:
    return say(_headed(about), what=_what(about), name=_named(about))


def _what(about: Reminder) -> str:
    return words.name(about.nag.metric)


def _named(about: Reminder) -> str:
    if about.ticket:
        return f"{about.ticket.ref} · {about.ticket.subject}"
    return f"{called(about.incident)} · {about.incident.title}" if about.incident else about.nag.about


def _headed(about: Reminder) -> str:
    if about.is_over:
        return nag_end.headed(about)
    if about.is_outdone:
        return "There is a newer reminder: {what} · {name}"
    if about.clock and about.clock.state is State.PAUSED:
        return "Paused: {what} · {name}"
    return "{what} is late · {name}" if about.is_late else "{what} is due soon · {name}"


def _due(about: Reminder) -> datetime | None:
    return about.clock.due if about.clock and about.clock.due else about.nag.due


def _row(about: Reminder) -> Line:
    """What, of which ticket or incident, when it is due, and whose it is."""
    subject = about.ticket.subject if about.ticket else about.incident.title if about.incident else ""
    name = about.nag.about
    if about.is_over:
        return (Struck(f"{_what(about)} · {name} · {subject}"), " ", nag_end.ended(about))
    due = _due(about)
    when: Line = (Bold(say("late")), " · ") if about.is_late else ()
    when += (Moment(due, Show.DATE_TIME), " · ") if due else (say("paused"), " · ")
    ref = ticket_named(about.ticket) if about.ticket else Code(name)
    tier: Line = (f" · {about.tier}",) if about.tier else ()
    taken: Line = (" · ", *nag_notes.taken(about)) if about.taken else ()
    return (*when, _what(about), " · ", ref, " ", subject, *tier, *taken)


def _tone(about: Reminder) -> Tone:
    if about.is_over:
        return Tone.DONE
    if about.clock and about.clock.state is State.PAUSED:
        return Tone.CALM
    if about.is_late:
        return Tone.URGENT
    return Tone.CALM if about.taken and nag_notes.holds(about, about.taken) else Tone.WARNING


def _loudest(several: Sequence[Reminder]) -> Tone:
    tones = {_tone(one) for one in several}
    return next((one for one in (Tone.URGENT, Tone.WARNING, Tone.CALM) if one in tones), Tone.DONE)
