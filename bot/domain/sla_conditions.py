"""Whom a policy is for: what a ticket or an incident is, and the words that must fit it."""

from dataclasses import dataclass, fields

from bot.domain.ticket import Priority, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What conditions look at, as it was at one instant. Texts are foreign; case makes no difference.

    `organisations` holds the id and the name of the customer's company. An incident has a
    severity and a phase and nothing else.
    """

    tier: str = ""
    priority: Priority = Priority.NONE
    system: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    type: str = ""
    severity: str = ""
    phase: str = ""

    @property
    def is_incident(self) -> bool:
        return bool(self.severity)


def subject_of(ticket: Ticket, tier: str) -> Subject:
    """The tier is decided elsewhere, from more than the ticket."""
    return Subject(
        tier=tier,
        priority=ticket.priority,
        system=ticket.system,
        group=ticket.group,
        tags=ticket.tags,
        organisations=(ticket.organisation, ticket.organisation_name),
        type=ticket.fields.get("type", ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """All that are set must hold; of each, one of its words is enough."""

    tier: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()

    def hold(self, subject: Subject) -> bool:
        return all(_one_of(getattr(self, one.name), _values(subject, one.name)) for one in fields(self))


def _values(subject: Subject, name: str) -> tuple[str, ...]:
    if name == "tag":
        return subject.tags
    if name == "organisation":
        return subject.organisations
    return (str(getattr(subject, name)),)


def _one_of(wanted: tuple[str, ...], values: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    folded = {value.casefold() for value in values if value}
    return any(one.casefold() in folded for one in wanted)
