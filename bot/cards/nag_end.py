"""How a promise ended, on the reminder that nobody needs any more."""

from bot.cards.nag_facts import promised, whom
from bot.cards.sla_words import time
from bot.domain.card import Fact, Line, Moment, Show
from bot.domain.outgoing import Delivery
from bot.domain.sla_clock import ClockState, State
from bot.domain.sla_event import Reason
from bot.domain.sla_metric import ANSWERED_BY_REPLY, LASTING, Metric
from bot.domain.sla_reminder import Reminder
from bot.domain.wording import line, say

_DONE: dict[Metric, str] = {
    **dict.fromkeys(ANSWERED_BY_REPLY, "Answered"),
    **dict.fromkeys(LASTING, "Solved"),
    Metric.ESCALATION_ACK: "Accepted",
    Metric.INCIDENT_ACK: "Acknowledged",
    Metric.INCIDENT_LIAISON: "Found",
    Metric.INCIDENT_FIRST_UPDATE: "Told",
    Metric.INCIDENT_UPDATE: "Told",
}
_CANCELLED = {
    Reason.SOLVED: "Solved",
    Reason.MERGED: "Merged into another ticket",
    Reason.DELETED: "The ticket was deleted",
    Reason.SPAM: "The ticket is spam",
    Reason.NO_POLICY: "No policy promises it any more",
}


def headed(about: Reminder) -> str:
    """A title that `what` and `name` complete."""
    clock = about.clock
    if _is_promised_otherwise(about):
        return "Promised otherwise now: {what} · {name}"
    if clock is None or clock.reason in (Reason.NO_POLICY, Reason.SPAM, Reason.DELETED, Reason.MERGED):
        return "No longer promised: {what} · {name}"
    return "Done late: {what} · {name}" if clock.is_breached else "Done: {what} · {name}"


def _is_promised_otherwise(about: Reminder) -> bool:
    clock = about.clock
    return clock is not None and not clock.state.is_over and clock.target.identity != about.nag.target


def facts(about: Reminder) -> tuple[Fact, ...]:
    return (Fact(say("Ended"), _how(about)), *whom(about), *promised(about))


def ended(about: Reminder) -> str:
    """In a word or two, for a list."""
    clock = about.clock
    if clock is None or _is_promised_otherwise(about):
        return say("promised otherwise now")
    if clock.state is State.CANCELLED:
        return say(_CANCELLED[clock.reason or Reason.NO_POLICY]).lower()
    return _punctual(clock)


def _how(about: Reminder) -> Line:
    clock = about.clock
    if clock is None:
        return (say("Nothing of the kind is promised any more."),)
    if _is_promised_otherwise(about):
        return (say("Something else is promised now; you hear of it in time."),)
    if clock.state is State.CANCELLED:
        return _when(say(_CANCELLED[clock.reason or Reason.NO_POLICY]), clock)
    how = say(_DONE[clock.metric])
    answer = about.answer
    if answer and answer.state is Delivery.DONE and clock.metric in ANSWERED_BY_REPLY:
        return (
            *line("{how} by {who}", how=how, who=about.mention(answer.by)),
            *_at(clock),
            f", {_punctual(clock)}",
        )
    return (*_when(how, clock), f", {_punctual(clock)}")


def _when(how: str, clock: ClockState) -> Line:
    return (how, *_at(clock))


def _at(clock: ClockState) -> Line:
    return (" · ", Moment(clock.ended_at, Show.DATE_TIME)) if clock.ended_at else ()


def _punctual(clock: ClockState) -> str:
    if not clock.is_breached:
        return say("in time")
    return say("late by {span}", span=time(clock.elapsed - clock.target.seconds))
