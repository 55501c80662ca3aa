"""One message about all incidents, and what is asked of whoever wants it."""

from collections.abc import Callable, Iterator, Sequence

from bot.cards.headline import headline
from bot.domain.card import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Show,
    Tone,
    Weight,
)
from bot.domain.digest import Days, Digest
from bot.domain.digest_brief import DigestBrief, DigestLine
from bot.domain.form import Choice, ChoiceField, Form, TextField
from bot.domain.wording import line, say

LISTED = 15
"""Incidents of each kind at most."""

OFF = "off"
NO, YES = "no", "yes"


def digest(brief: DigestBrief, *, own: bool) -> Card:
    """`own` says that it goes to a person, who can change or end it here."""
    if brief.is_quiet:
        quiet = Note(line("No incident is open, and none ended since {when}.", when=_moment(brief)))
        return Card(say("All quiet"), (quiet, *_change(own)), Tone.CALM)
    counts = {"open": len(brief.open), "ended": len(brief.ended)}
    title = say("Incidents: {open} open, {ended} resolved since the last digest", **counts)
    if brief.late:
        title = say("{title}; {late} late with a word to customers", title=title, late=len(brief.late))
    parts = (
        *_section(say("Open"), brief.open, lambda one: _open(one, brief)),
        *_section(say("Resolved"), brief.ended, _ended),
        *_change(own),
    )
    return Card(title, parts, Tone.WARNING if brief.late else Tone.CALM)


def _moment(brief: DigestBrief) -> Moment:
    return Moment(brief.since, Show.DATE_TIME)


def _section(title: str, lines: Sequence[DigestLine], draw: Callable[[DigestLine], Line]) -> Iterator[Part]:
    if not lines:
        return
    yield Paragraph((Bold(title),))
    yield Bullets(tuple(draw(one) for one in lines[:LISTED]))
    if (more := len(lines) - LISTED) > 0:
        yield Note(line("And {count} more.", count=str(more)))
    keys = [one.incident.key for one in lines[:4]]
    yield Buttons(tuple(Button(key, "status", key) for key in keys))


def _open(one: DigestLine, brief: DigestBrief) -> Line:
    since = line(" · since {when}", when=Moment(one.incident.declared_at, Show.DATE_TIME))
    return (*_named(one), *since, *_customers(one), *_told(one), *_next(one, brief))


def _ended(one: DigestLine) -> Line:
    ended = one.incident.ended_at or one.incident.declared_at
    return (*_named(one), *line(" · resolved {when}", when=Moment(ended, Show.DATE_TIME)), *_customers(one))


def _named(one: DigestLine) -> Line:
    return (Bold(headline(one.incident)),)


def _customers(one: DigestLine) -> Line:
    return line(" · customers hurt: {count}", count=str(one.customers)) if one.customers else ()


def _told(one: DigestLine) -> Line:
    if one.told_at:
        return line(" · customers were told {when}", when=Moment(one.told_at, Show.DATE_TIME))
    return line(" · customers were told nothing yet")


def _next(one: DigestLine, brief: DigestBrief) -> Line:
    if one.next_at is None:
        return ()
    when = Moment(one.next_at, Show.DATE_TIME)
    if one.next_at <= brief.now:
        return (" · ", Bold(say("late")), *line(": the next word was due {when}", when=when))
    return line(", and hear next by {when}", when=when)


def _change(own: bool) -> Iterator[Part]:
    if own:
        yield Buttons((Button(say("Change my digest"), "digest"),))


def asked(one: Digest) -> Card:
    days = {Days.DAILY: say("every day"), Days.WEEKDAYS: say("on weekdays")}[one.days]
    said = line("The first one comes {when}.", when=Moment(one.due_at, Show.DATE_TIME))
    quiet = (
        line("It comes when all is quiet, too.")
        if one.always
        else line("It is left out when no incident is open and none ended.")
    )
    buttons = (Button(say("Show it now"), "digest", words="now"), Button(say("Stop it"), "digest", words=OFF))
    title = say("You get a digest {days} at {clock}", days=days, clock=one.clock)
    return Card(title, (Paragraph(said), Note(quiet), Buttons(buttons)), Tone.DONE)


def stopped() -> Card:
    again = Button(say("Ask for one again"), "digest", weight=Weight.PLAIN)
    return Card(say("You get no digest any more"), (Buttons((again,)),), Tone.DONE)


def form(before: Digest | None) -> Form:
    days = (
        Choice(say("On weekdays"), Days.WEEKDAYS.value),
        Choice(say("Every day"), Days.DAILY.value),
        Choice(say("Never"), OFF),
    )
    quiet = (Choice(say("Leave it out"), NO), Choice(say("Say that all is quiet"), YES))
    return Form(
        say("My digest"),
        "digest",
        (
            ChoiceField(
                name="days",
                label=say("When do you want one message about all incidents?"),
                choices=days,
                value=before.days.value if before else Days.WEEKDAYS.value,
            ),
            TextField(
                name="clock",
                label=say("At what time?"),
                hint=say("By your own clock, such as 08:30."),
                value=before.clock if before else "08:30",
                at_most=8,
            ),
            ChoiceField(
                name="always",
                label=say("When nothing happened?"),
                choices=quiet,
                value=YES if before and before.always else NO,
            ),
        ),
        submit=say("Save"),
    )
