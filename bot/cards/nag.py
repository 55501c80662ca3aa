"""A reminder of a promise, as its recipient sees it: before, at and after the instant it is due."""

from collections.abc import Sequence
from datetime import timedelta

from bot.cards.headline import called
from bot.domain.card import Bullets, Button, Buttons, Card, Fact, Facts, Line, Moment, Note, Part, Show, Tone
from bot.domain.duration import spoken
from bot.domain.sla_clock import State
from bot.domain.sla_metric import Metric
from bot.domain.sla_reminder import Reminder
from bot.domain.wording import line, say

NAMES = {
    Metric.FIRST_REPLY: "First reply",
    Metric.NEXT_REPLY: "Next reply",
    Metric.PERIODIC_UPDATE: "Update",
    Metric.PAUSABLE_UPDATE: "Update",
    Metric.REQUESTER_WAIT: "Solution",
    Metric.AGENT_WORK: "Solution",
    Metric.RESOLUTION: "Solution",
    Metric.ESCALATION_ACK: "Escalation",
    Metric.INCIDENT_ACK: "Acknowledgement",
    Metric.INCIDENT_LIAISON: "Customer liaison",
    Metric.INCIDENT_FIRST_UPDATE: "First word to customers",
    Metric.INCIDENT_UPDATE: "Word to customers",
}


def reminder(about: Reminder) -> Card:
    """One of them, with what can be done about it."""
    parts: list[Part] = [Facts(tuple(_facts(about)))]
    parts += [Note(note) for note in _notes(about)]
    if not about.is_over:
        parts.append(_buttons(about))
    return Card(_title(about), tuple(parts), _tone(about))


def digest(several: Sequence[Reminder]) -> Card:
    """Many at once, the first due first."""
    waiting = [one for one in several if not one.is_over]
    title = say("{count} promises need you", count=len(waiting)) if waiting else say("All of these are done")
    return Card(title, (Bullets(tuple(_line(one) for one in several)),), _loudest(several))


def _title(about: Reminder) -> str:
    name = _name(about)
    what = say(NAMES[about.nag.metric])
    if about.is_over:
        return say("Done: {what} · {name}", what=what, name=name)
    if about.clock and about.clock.is_breached:
        return say("{what} is late · {name}", what=what, name=name)
    return say("{what} is due soon · {name}", what=what, name=name)


def _name(about: Reminder) -> str:
    if about.ticket:
        return f"{about.ticket.ref} · {about.ticket.subject}"
    return f"{called(about.incident)} · {about.incident.title}" if about.incident else about.nag.about


def _facts(about: Reminder) -> list[Fact]:
    clock, found = about.clock, []
    if clock and clock.due and not about.is_over:
        found.append(
            Fact(say("Due"), (Moment(clock.due, Show.RELATIVE), " · ", Moment(clock.due, Show.DATE_TIME)))
        )
    if clock:
        span = spoken(timedelta(seconds=clock.target.seconds))
        promised = say("{span} by {policy}", span=span, policy=clock.policy) if clock.policy else span
        found.append(Fact(say("Promised"), (promised,)))
    return found


def _notes(about: Reminder) -> list[Line]:
    found: list[Line] = []
    if about.late:
        found.append((say("This reminder comes late by {span}.", span=spoken(about.late)),))
    if about.as_of and about.ticket:
        words = line(
            "{system} has not answered since {when}.", system=about.ticket.system, when=Moment(about.as_of)
        )
        found.append(words)
    return found


def _buttons(about: Reminder) -> Buttons:
    words = f"{about.nag.metric} {about.nag.instance} {about.nag.rung.level}"
    return Buttons((Button(say("I'm on it"), "sla_on_it", about=about.nag.about, words=words),))


def _line(about: Reminder) -> Line:
    due = about.clock.due if about.clock else None
    return (_title(about), *((" · ", Moment(due, Show.RELATIVE)) if due and not about.is_over else ()))


def _tone(about: Reminder) -> Tone:
    if about.is_over or (about.clock and about.clock.state is State.PAUSED):
        return Tone.DONE
    return Tone.URGENT if about.clock and about.clock.is_breached else Tone.WARNING


def _loudest(several: Sequence[Reminder]) -> Tone:
    tones = {_tone(one) for one in several}
    return next((one for one in (Tone.URGENT, Tone.WARNING) if one in tones), Tone.DONE)
