"""What tests of promises are told with: instants, calendars, policies, and what happens to a ticket."""

from datetime import UTC, datetime, timedelta

from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.sla_event import Event, Kind, Reason
from bot.domain.sla_policy import Book, Metric, Policy, Subject, Target
from bot.domain.sla_rules import clocks_of
from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.ticket import Priority, TicketStatus

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
HOUR, DAY = 3600, 86400

OFFICE = Calendar("UTC", {day: [("09:00", "17:00")] for day in WEEKDAYS}, name="office")
CALENDARS = {"24x7": ((LONG_AGO, ALWAYS),), "office": ((LONG_AGO, OFFICE),)}


def at(hour: float, day: int = 1) -> datetime:
    """Hours after midnight of a day of January 2024, whose first is a Monday."""
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=hour)


def target(metric=Metric.RESOLUTION, hours: float = 8, calendar: str = "24x7", **more) -> Target:
    return Target(metric=metric, seconds=round(hours * HOUR), calendar=calendar, **more)


def book(*targets: Target, **more) -> Book:
    return Book(((LONG_AGO, (Policy(name="all", position=1, targets=targets, **more),)),))


def every(hours: float = 8, calendar: str = "24x7", **more) -> Book:
    """One policy that promises the same for every metric of a ticket."""
    metrics = (metric for metric in Metric if not metric.is_incidents)
    return book(*(target(metric, hours, calendar) for metric in metrics), **more)


class Story:
    """What happens to one ticket, in the order in which it is told."""

    def __init__(self, source: str = "zendesk") -> None:
        self.source = source
        self.updates: list[Update] = []

    def add(self, when: datetime, **more) -> "Story":
        number = len(self.updates)
        self.updates.append(Update(source=self.source, id=str(number), at=when, **more))
        return self

    def created(self, when, by=Author.CUSTOMER, said=Said.PUBLIC, **more):
        more.setdefault("about", Subject(priority=Priority.NORMAL, system="zendesk"))
        return self.add(when, what=What.CREATED, by=by, said=said, **more)

    def reply(self, when, **more):
        return self.add(when, by=Author.AGENT, said=Said.PUBLIC, **more)

    def note(self, when, **more):
        return self.add(when, by=Author.AGENT, said=Said.INTERNAL, **more)

    def question(self, when, **more):
        return self.add(when, by=Author.CUSTOMER, said=Said.PUBLIC, **more)

    def status(self, when, status, **more):
        return self.add(when, by=Author.AGENT, status=TicketStatus(status), **more)

    def becomes(self, when, **about):
        about.setdefault("system", "zendesk")
        return self.add(when, about=Subject(**about))

    def clocks(self, now, promised=None, calendars=None):
        found = clocks_of(self.updates, promised or every(), calendars or CALENDARS, now)
        return {(clock.metric, clock.instance): clock for clock in found}

    def clock(self, now, metric=Metric.RESOLUTION, instance=1, promised=None, calendars=None):
        return self.clocks(now, promised, calendars)[metric, instance]


class Log:
    """Events of one clock, told in order."""

    def __init__(self, metric=Metric.RESOLUTION, instance: int = 1) -> None:
        self.metric, self.instance = metric, instance
        self.events: list[Event] = []

    def add(self, when: datetime, kind: str, **more) -> "Log":
        number = len(self.events)
        self.events.append(
            Event(
                source="zendesk",
                id=f"{self.metric}{self.instance}-{number}",
                at=when,
                kind=kind,
                metric=self.metric,
                instance=self.instance,
                sequence=number,
                **more,
            )
        )
        return self

    def start(self, when, hours: float = 8, calendar: str = "24x7"):
        return self.add(when, Kind.ACTIVATE).retarget(when, hours, calendar)

    def retarget(self, when, hours: float, calendar: str = "24x7"):
        promise = target(self.metric, hours, calendar)
        return self.add(when, Kind.APPLY_SLA, target=promise, policy="all", version="1")

    def pause(self, when, status="pending"):
        return self.add(when, Kind.PAUSE, status=TicketStatus(status))

    def resume(self, when):
        return self.add(when, Kind.RESUME)

    def fulfil(self, when):
        return self.add(when, Kind.FULFIL)

    def cancel(self, when, reason="no_policy"):
        return self.add(when, Kind.CANCEL, reason=Reason(reason))
