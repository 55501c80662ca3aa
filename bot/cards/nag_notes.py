"""What is said below a reminder: who is on it, what was tried, and what makes it less certain."""

from collections.abc import Iterator

from bot.cards.sla_words import time
from bot.domain.card import Line, Moment, Show
from bot.domain.outgoing import Delivery
from bot.domain.sla_clock import State
from bot.domain.sla_notice import Hush
from bot.domain.sla_reminder import Answer, Escalation, Reminder
from bot.domain.ticket import TicketStatus
from bot.domain.wording import line, say

_PAUSED = {
    TicketStatus.PENDING: "It is paused while we wait for the customer.",
    TicketStatus.ON_HOLD: "It is paused while it is on hold.",
}


def notes(about: Reminder) -> tuple[Line, ...]:
    return tuple(_over(about) if about.is_over else _waiting(about))


def _over(about: Reminder) -> Iterator[Line]:
    if about.reason:
        yield explained(about)
    if about.answer and about.answer.state is Delivery.FAILED:
        yield answered(about, about.answer)


def _waiting(about: Reminder) -> Iterator[Line]:
    clock = about.clock
    if clock and clock.state is State.PAUSED:
        yield (say(_PAUSED.get(clock.paused_by or TicketStatus.OPEN, "It is paused.")),)
    if about.answer:
        yield answered(about, about.answer)
    if about.taken:
        yield (*taken(about), ".")
    if about.snoozed_until and about.snoozed_until > about.now:
        yield line("You hear no more of it before {when}.", when=Moment(about.snoozed_until))
    if about.escalation:
        yield escalated(about, about.escalation)
    if about.reason:
        yield explained(about)
    yield from _uncertain(about)


def _uncertain(about: Reminder) -> Iterator[Line]:
    """What a reader should know of the reminder itself."""
    if about.late:
        yield (say("This reminder comes late by {span}.", span=time(about.late.total_seconds())),)
    if about.as_of and about.ticket:
        system = about.ticket.system.capitalize()
        when = Moment(about.as_of, Show.DATE_TIME)
        yield line("{system} has told nothing new since {when}; it may be done.", system=system, when=when)


def holds(about: Reminder, hush: Hush) -> bool:
    """Whether they are on it still."""
    return hush.until is None or hush.until > about.now


def taken(about: Reminder) -> Line:
    """Without a full stop."""
    hush = about.taken
    if hush is None:
        return ()
    who = about.mention(hush.by)
    if hush.until is None:
        return line("{who} is on it since {when}", who=who, when=Moment(hush.at))
    if holds(about, hush):
        return line("{who} is on it until {when}", who=who, when=Moment(hush.until))
    return line("{who} wanted to be done by {when}", who=who, when=Moment(hush.until))


def answered(about: Reminder, answer: Answer) -> Line:
    who = about.mention(answer.by)
    if answer.state is Delivery.FAILED:
        return line("The reply of {who} could not be sent: {why}", who=who, why=answer.why)
    if answer.state is Delivery.DONE:
        return line("{who} replied at {when}.", who=who, when=Moment(answer.at))
    return line("A reply of {who} is on its way to the customer.", who=who)


def escalated(about: Reminder, one: Escalation) -> Line:
    by = about.mention(one.by)
    if one.accepted_by and one.accepted_at:
        took = about.mention(one.accepted_by)
        return line(
            "{by} asked for help; {took} took it at {when}.", by=by, took=took, when=Moment(one.accepted_at)
        )
    if one.to in about.people or one.to in about.here:
        return line(
            "{by} asked {to} for help at {when}.", by=by, to=about.mention(one.to), when=Moment(one.at)
        )
    return line("{by} asked for help at {when}.", by=by, when=Moment(one.at))


def explained(about: Reminder) -> Line:
    """Why it was missed, and who says so."""
    missed = about.missed
    if missed is None or missed.reason_at is None:
        return (about.reason,)
    note = f" — {missed.note}" if missed.note else ""
    who, when = about.mention(missed.reason_by), Moment(missed.reason_at, Show.DATE_TIME)
    return line("Why it was missed: {why} ({who}, {when})", why=f"{about.reason}{note}", who=who, when=when)
