"""The story of one clock: every stretch of it, what counted and what did not, and why."""

from collections.abc import Sequence
from datetime import timedelta

from bot.cards import sla_words as words
from bot.domain.card import (
    Bold,
    Button,
    Buttons,
    Card,
    Code,
    Fact,
    Facts,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Show,
    Table,
    Tone,
)
from bot.domain.sla_brief import Brief, Stretch
from bot.domain.sla_clock import Source
from bot.domain.sla_promised import Promised
from bot.domain.sla_why import Why
from bot.domain.wording import line, say

_SAME_DAY = timedelta(hours=20)
"""A stretch that is shorter ends at a time that needs no date beside it."""

_OTHERS = 8
"""Clocks of the same ticket that a card offers."""


def why(one: Promised, told: Brief, others: Sequence[Promised]) -> Card:
    """Everything that counted adds up to what is used; `others` are clocks with stories of their own."""
    clock = one.clock
    parts: list[Part] = [Paragraph(words.subject(one)), Facts(tuple(_facts(one, told)))]
    if told.stretches:
        parts.append(Table((say("From"), say("To"), say("Counted"), say("What")), _rows(told)))
    parts += [Note(note) for note in _notes(one, told)]
    if others:
        found = tuple(_other(each) for each in others[:_OTHERS])
        parts.append(Buttons(found[:4], found[4:]))
    what = words.name(clock.metric, clock.instance)
    title = say("{what} of {about}, minute by minute", what=what, about=one.about)
    return Card(title, tuple(parts), Tone.URGENT if one.is_late else Tone.CALM)


def _facts(one: Promised, told: Brief) -> list[Fact]:
    clock = one.clock
    found = [Fact(say("Now"), words.standing(clock))]
    if clock.policy:
        by = line(
            "{target} by {policy}, version {version}, in the calendar {calendar}",
            target=words.time(clock.target.seconds),
            policy=Bold(clock.policy),
            version=Code(clock.version[:12] or "–"),
            calendar=Bold(clock.target.calendar),
        )
        found.append(Fact(say("Promised"), by))
    if told.stretches:
        counted = say(
            "{used} of {target}", used=words.time(told.seconds), target=words.time(clock.target.seconds)
        )
        found.append(Fact(say("Counted"), (Bold(counted),)))
    return found


def _rows(told: Brief) -> tuple[tuple[Line, ...], ...]:
    rows: list[tuple[Line, ...]] = []
    if told.left_out:
        one = told.left_out == 1
        before = (
            say("what was before, left out")
            if one
            else say("{count} older stretches, left out", count=told.left_out),
        )
        rows.append((("…",), (), (words.time(told.left_seconds),), before))
    rows += [_row(each) for each in told.stretches]
    rows.append(((Bold(say("Sum")),), (), (Bold(words.time(told.seconds)),), ()))
    return tuple(rows)


def _row(told: Stretch) -> tuple[Line, ...]:
    one = told.line
    since: Line = (Moment(one.since, Show.DATE_TIME),)
    what = words.stretch(one)
    if one.why is Why.BREACH:
        return since, (), (), (Bold(say("{what}: late from here on", what=what)),)
    if told.closed == 1:
        what = say("{what}, closed once in between", what=what)
    elif told.closed:
        what = say("{what}, closed {count} times in between", what=what, count=told.closed)
    shown = Show.TIME if one.until - one.since < _SAME_DAY else Show.DATE_TIME
    counted = (words.time(one.seconds),) if one.seconds else ("–",)
    return since, (Moment(one.until, shown),), counted, (what,)


def _notes(one: Promised, told: Brief) -> list[Line]:
    clock, found = one.clock, list[Line]()
    system = one.ticket.system.capitalize() if one.ticket else ""
    if clock.source is Source.DESK and told.stretches:
        found.append(line("{system} is believed; the table is what Caseline counts itself.", system=system))
    elif clock.source is Source.DESK:
        found.append(
            line("Only {system} knows how this is counted; it tells the result alone.", system=system)
        )
    versions = dict.fromkeys(
        (each.line.policy, each.line.version) for each in told.stretches if each.line.version
    )
    if len(versions) > 1:
        named = ", ".join(f"{policy} {version[:12]}" for policy, version in versions)
        found.append(line("Promises changed on the way: {named}.", named=named))
    return found


def _other(one: Promised) -> Button:
    clock = one.clock
    label = words.name(clock.metric, clock.instance)
    return Button(label, "sla", words=f"why {one.about} {clock.metric} {clock.instance}")
