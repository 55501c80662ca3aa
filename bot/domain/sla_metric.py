"""What an SLA measures. docs/sla.md, "Clocks", has the table that stands here."""

from enum import StrEnum

from bot.domain.ticket import TicketStatus


class Metric(StrEnum):
    """The first seven and ESCALATION_ACK are a ticket's, the others an incident's."""

    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    PERIODIC_UPDATE = "periodic_update"
    PAUSABLE_UPDATE = "pausable_update"
    REQUESTER_WAIT = "requester_wait"
    AGENT_WORK = "agent_work"
    RESOLUTION = "resolution"
    ESCALATION_ACK = "escalation_ack"
    INCIDENT_ACK = "incident_ack"
    INCIDENT_LIAISON = "incident_liaison"
    INCIDENT_FIRST_UPDATE = "incident_first_update"
    INCIDENT_UPDATE = "incident_update"

    @property
    def is_incidents(self) -> bool:
        return self.value.startswith("incident_")


LASTING = (Metric.REQUESTER_WAIT, Metric.AGENT_WORK, Metric.RESOLUTION)
"""Run from the creation to the solution; solving fulfils them, and cancels every other one."""

ANSWERED_BY_REPLY = (Metric.FIRST_REPLY, Metric.NEXT_REPLY, Metric.PERIODIC_UPDATE, Metric.PAUSABLE_UPDATE)
"""What a public reply fulfils."""

UPDATES = (Metric.PERIODIC_UPDATE, Metric.PAUSABLE_UPDATE)
"""What a public reply starts."""

PAUSES: dict[Metric, frozenset[TicketStatus]] = {
    Metric.PAUSABLE_UPDATE: frozenset({TicketStatus.PENDING}),
    Metric.REQUESTER_WAIT: frozenset({TicketStatus.PENDING}),
    Metric.AGENT_WORK: frozenset({TicketStatus.PENDING, TicketStatus.ON_HOLD}),
}
"""In which statuses a metric does not count unless a target says otherwise; the others always count."""


def pauses_of(metric: Metric) -> frozenset[TicketStatus]:
    """The usual ones."""
    return PAUSES.get(metric, frozenset())
