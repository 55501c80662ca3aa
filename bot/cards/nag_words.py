"""What is promised, in words, and how tickets and incidents are called beside it."""

from datetime import timedelta

from bot.cards.headline import called
from bot.domain.duration import spoken
from bot.domain.sla_metric import Metric
from bot.domain.sla_reminder import Reminder
from bot.domain.wording import say

NAMES = {
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


def what(about: Reminder) -> str:
    return say(NAMES[about.nag.metric])


def named(about: Reminder) -> str:
    if about.ticket:
        return f"{about.ticket.ref} · {about.ticket.subject}"
    return f"{called(about.incident)} · {about.incident.title}" if about.incident else about.nag.about


def span(seconds: float) -> str:
    """In whole minutes from one minute on, since nobody reads more, and with a space: `1h 5m`."""
    whole = int(seconds)
    whole = whole if whole < 60 else whole - whole % 60
    text = spoken(timedelta(seconds=whole))
    return "".join(f"{one} " if one.isalpha() else one for one in text).strip()
