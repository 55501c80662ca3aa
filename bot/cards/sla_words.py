"""Words about promises, as every answer says them."""

from datetime import datetime

from bot.cards import ticket_line
from bot.cards.headline import called
from bot.domain.card import Bold, Line, Moment, Show
from bot.domain.sla_clock import ClockState, Source, State
from bot.domain.sla_event import Reason
from bot.domain.sla_metric import Metric
from bot.domain.sla_promised import Promised
from bot.domain.sla_why import Line as Stretch
from bot.domain.sla_why import Why
from bot.domain.ticket import Ticket
from bot.domain.wording import line, say

_NAMES = {
    Metric.FIRST_REPLY: "First reply",
    Metric.NEXT_REPLY: "Next reply",
    Metric.PERIODIC_UPDATE: "Update",
    Metric.PAUSABLE_UPDATE: "Update",
    Metric.REQUESTER_WAIT: "Solution",
    Metric.AGENT_WORK: "Solution",
    Metric.RESOLUTION: "Solution",
    Metric.ESCALATION_ACK: "Answer to an escalation",
    Metric.INCIDENT_ACK: "Acknowledgement",
    Metric.INCIDENT_LIAISON: "Customer liaison",
    Metric.INCIDENT_FIRST_UPDATE: "First word to customers",
    Metric.INCIDENT_UPDATE: "Word to customers",
}
_REASONS = {
    Reason.NO_POLICY: "no policy promises it any more",
    Reason.MERGED: "it was merged into another ticket",
    Reason.DELETED: "it was deleted",
    Reason.SPAM: "it was spam",
    Reason.SOLVED: "it was solved without",
}


def name(metric: Metric, instance: int = 1) -> str:
    """`First reply`, `Next reply 2`."""
    shown = say(_NAMES[metric])
    return f"{shown} {instance}" if instance > 1 else shown


def time(seconds: float) -> str:
    """`1h 20m`, whatever the sign; seconds are told in the last minute alone, and fractions never.

    There are no days in it: of open time, nobody knows how long one is.
    """
    hours, rest = divmod(int(abs(seconds)), 3600)
    minutes, rest = divmod(rest, 60)
    if not hours and not minutes:
        return f"{rest}s"
    return " ".join(f"{count}{unit}" for count, unit in ((hours, "h"), (minutes, "m")) if count)


def subject(one: Promised) -> Line:
    """What it was promised to, with who is behind it."""
    if one.ticket:
        behind = ticket_line.behind(one.ticket, one.tier)
        return (ticket_line.named(one.ticket), " ", one.ticket.subject, *behind)
    if one.incident:
        return (Bold(called(one.incident)), " ", one.incident.title)
    return (one.about,)


def with_whom(name: str, ticket: Ticket | None) -> Line:
    """Who works on it; that nobody does stands out."""
    if name:
        return line("with {who}", who=name)
    if ticket and ticket.group:
        return line("with {nobody} in {group}", nobody=Bold(say("nobody")), group=ticket.group)
    return line("with {nobody}", nobody=Bold(say("nobody")))


def left(clock: ClockState) -> str:
    """`1h20m left`, `late by 5m`: open time, as it is counted."""
    if clock.is_breached or clock.remaining < 0:
        return say("late by {span}", span=time(clock.remaining))
    return say("{span} left", span=time(clock.remaining))


def standing(clock: ClockState) -> Line:
    """How it stands now, in one line that begins with what matters most."""
    if clock.state is State.PAUSED:
        return (*_paused(clock), ", ", left(clock))
    if clock.state is State.ACTIVE:
        closed = _closed(clock)
        return (Bold(left(clock)), *((", ", *closed) if closed else ()), *_due(clock))
    return (ended(clock),)


def ended(clock: ClockState) -> str:
    """How it came out."""
    if clock.state is State.CANCELLED:
        why = _REASONS.get(clock.reason, "") if clock.reason else ""
        return say("given up: {why}", why=say(why)) if why else say("given up")
    if clock.is_breached:
        return say("done, late by {span}", span=time(clock.remaining))
    return say("kept, {used} of {target} used", used=time(clock.elapsed), target=time(clock.target.seconds))


def promise(clock: ClockState, system: str = "") -> str:
    """How much was promised by which policy, or whose figures these are."""
    if clock.source is Source.DESK:
        return say("as {system} tells", system=system.capitalize() or say("the desk"))
    return say("{target} by {policy}", target=time(clock.target.seconds), policy=clock.policy)


def silent(system: str, since: datetime) -> Line:
    """Said below everything that may have become old."""
    when = Moment(since, Show.DATE_TIME)
    return line(
        "{system} has not answered since {when}; this is how it was.", system=system.capitalize(), when=when
    )


def stretch(told: Stretch) -> str:
    """Why it counted, or why not."""
    says = {
        Why.PAUSED: "paused by {status}",
        Why.CLOSED: "closed by {calendar}",
        Why.RUNNING: "running in {calendar}",
        Why.ENDED: "over, until it was reopened",
        Why.UNPROMISED: "counted, though nothing was promised",
        Why.BREACH: "{target} used up",
    }
    target = time(told.target.seconds) if told.target else ""
    return say(says[told.why], status=told.status, calendar=told.calendar, target=target)


def _due(clock: ClockState) -> Line:
    if clock.due is None:
        return ()
    when = Moment(clock.due, Show.DATE_TIME)
    said = line("was due {when}", when=when) if clock.due < clock.now else line("due {when}", when=when)
    return (" · ", *said)


def _paused(clock: ClockState) -> Line:
    status = clock.paused_by
    said = say("paused by “{status}”", status=status.value.replace("_", " ")) if status else say("paused")
    return (Bold(said),)


def _closed(clock: ClockState) -> Line:
    """Outside its hours a clock runs, and counts nothing."""
    if clock.calendar.is_open(clock.now):
        return ()
    opens = clock.calendar.next_open(clock.now)
    return line("closed until {when}", when=Moment(opens, Show.DATE_TIME))
