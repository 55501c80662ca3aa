"""Answers about promises, in their typical states."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.cards import sla, sla_due, sla_why
from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.sla_brief import brief
from bot.domain.sla_clock import ClockState, Source
from bot.domain.sla_conditions import Subject
from bot.domain.sla_metric import Metric
from bot.domain.sla_policy import Book, Policy, Target
from bot.domain.sla_promised import Agenda, Lack, Overview, Promised, Whose
from bot.domain.sla_rules import clocks_of
from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.sla_why import story
from bot.domain.ticket import Priority, Ticket, TicketStatus
from tests.cards.dossiers import AT
from tests.cards.ticket_examples import TICKETS

HOURS = (("09:00", "12:00"), ("13:00", "17:30"))
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS)
BERLIN = Calendar("Europe/Berlin", WEEK, name="berlin")
LATE = AT + timedelta(hours=2, minutes=25)
"""The first reply was due two hours after AT."""
EVER = datetime(1970, 1, 1, tzinfo=UTC)
CALENDARS = {"24x7": ((EVER, ALWAYS),), "berlin": ((EVER, BERLIN),)}
WAITS = frozenset({TicketStatus.PENDING})
BOOK = Book(
    (
        (
            EVER,
            (
                Policy(
                    name="premium",
                    position=1,
                    targets=(
                        Target(metric=Metric.FIRST_REPLY, seconds=3600, calendar="berlin"),
                        Target(metric=Metric.NEXT_REPLY, seconds=2 * 3600, calendar="berlin"),
                        Target(metric=Metric.RESOLUTION, seconds=16 * 3600, calendar="berlin", pauses=WAITS),
                        Target(metric=Metric.INCIDENT_UPDATE, seconds=1200, severity="SEV1"),
                    ),
                ),
            ),
        ),
    )
)

Told = tuple[float, Author, Said, TicketStatus | None]
ANSWERED: tuple[Told, ...] = (
    (0.5, Author.AGENT, Said.PUBLIC, None),
    (1, Author.AGENT, Said.NOTHING, TicketStatus.PENDING),
    (3.5, Author.CUSTOMER, Said.PUBLIC, TicketStatus.OPEN),
)


def _clocks(now: datetime, told: Sequence[Told] = ()) -> list[ClockState]:
    """Of a ticket written at AT, a Monday morning; hours later things happened to it."""
    about = Subject(tier="premium", priority=Priority.HIGH, system="zendesk")
    updates = [
        Update(
            source="zendesk",
            id="0",
            at=AT,
            what=What.CREATED,
            by=Author.CUSTOMER,
            said=Said.PUBLIC,
            about=about,
        )
    ]
    updates += [
        Update(source="zendesk", id=str(n), at=AT + timedelta(hours=hours), by=by, said=said, status=status)
        for n, (hours, by, said, status) in enumerate(told, 1)
    ]
    return clocks_of(updates, BOOK, CALENDARS, now)


def _promised(
    ticket: Ticket, now: datetime, told: Sequence[Told] = (), with_whom: str = "Jo"
) -> list[Promised]:
    return [
        Promised(about=str(ticket.ref), clock=one, ticket=ticket, tier="premium", with_whom=with_whom)
        for one in _clocks(now, told)
    ]


def _told(now: datetime, told: Sequence[Told] = (), ticket: Ticket = TICKETS[0], **more: object) -> Overview:
    known: dict[str, object] = {
        "about": str(ticket.ref),
        "ticket": ticket,
        "tier": "premium",
        "with_whom": "Jo",
        "promised": tuple(_promised(ticket, now, told)),
    }
    return Overview(**known | more)  # type: ignore[arg-type]


def _incident(known: Dossier, linked: Sequence[Promised] = (), more: int = 0) -> Card:
    key, now = known.incident.key, AT + timedelta(minutes=14)
    updates = [
        Update(
            source="caseline", id="0", at=AT, what=What.DECLARED, about=Subject(severity="SEV1", phase="new")
        )
    ]
    clocks = clocks_of(updates, BOOK, CALENDARS, now)
    promised = tuple(
        Promised(about=key, clock=one, incident=known.incident, with_whom="Leo") for one in clocks
    )
    told = Overview(about=key, incident=known.incident, with_whom="Leo", promised=promised)
    return sla.incident(known.incident, told, linked, more=more)


def _agenda(whose: Whose, **more: object) -> Card:
    now = LATE
    promised = [*_promised(TICKETS[0], now), *_promised(TICKETS[1], now, with_whom=""), *_paused(now)]
    promised.sort(key=lambda one: not one.is_late)
    known: dict[str, object] = {
        "whose": whose,
        "now": now,
        "promised": tuple(promised),
        "total": 17,
        "late": 2,
        "pages": 2,
        "next_page": "team page 2",
        "teams": ("support",),
    }
    return sla_due.agenda(Agenda(**known | more), command="/case")  # type: ignore[arg-type]


def _paused(now: datetime) -> list[Promised]:
    found = _promised(TICKETS[2], now, ANSWERED[:2])
    return [one for one in found if one.is_paused]


def _empty(lack: Lack, whose: Whose = Whose.ME) -> Card:
    return sla_due.agenda(Agenda(whose=whose, now=AT, lack=lack), command="/case")


def _why(now: datetime, told: Sequence[Told], metric: Metric, most: int = 20) -> Card:
    promised = _promised(TICKETS[0], now, told)
    one = next(each for each in promised if each.clock.metric is metric)
    others = [each for each in promised if each is not one]
    return sla_why.why(one, brief(story(one.clock), most=most), others)


def _believed() -> Overview:
    told = _told(AT + timedelta(minutes=50))
    promised = tuple(replace(one, clock=replace(one.clock, source=Source.DESK)) for one in told.promised)
    return replace(told, promised=promised, as_of=AT + timedelta(minutes=20))


def _snoozed(asked: timedelta) -> Card:
    now = AT + timedelta(minutes=10)
    clocks = _clocks(now)
    until = [min(now + asked, one.due) if one.due else now + asked for one in clocks]
    return sla.snoozed("zendesk:48211", list(zip(clocks, until, strict=True)), now + asked)


LATER = AT + timedelta(days=9, hours=3)
ONCE: Mapping[str, Callable[[Dossier], Card]] = {
    "sla.ticket": lambda _: _told_card(AT + timedelta(hours=4), ANSWERED),
    "sla.ticket · late": lambda _: _told_card(LATE),
    "sla.ticket · closed for the night": lambda _: _told_card(AT + timedelta(hours=10), ANSWERED),
    "sla.ticket · paused": lambda _: _told_card(LATE, ANSWERED[:2]),
    "sla.ticket · as the desk tells, and silent": lambda _: sla.ticket(_believed()),
    "sla.ticket · nothing promised": lambda _: sla.ticket(_told(AT, promised=(), ticket=TICKETS[1])),
    "sla.ticket · not read yet": lambda _: sla.ticket(_told(AT, promised=(), is_known=False)),
    "sla.ticket · no policy": lambda _: sla.ticket(_told(AT, promised=(), is_concerned=False)),
    "sla.incident": lambda k: _incident(
        k, _promised(TICKETS[0], LATE) + _promised(TICKETS[1], AT, with_whom=""), 4
    ),
    "sla.incident · nothing linked": _incident,
    "sla.snoozed": lambda _: _snoozed(timedelta(minutes=30)),
    "sla.snoozed · shortened": lambda _: _snoozed(timedelta(hours=3)),
    "sla_due.agenda · mine": lambda _: _agenda(Whose.ME, pages=1, total=5),
    "sla_due.agenda · my team's": lambda _: _agenda(Whose.TEAM, silent={"zendesk": AT}),
    "sla_due.agenda · until the shift ends": lambda _: _agenda(
        Whose.SHIFT, pages=1, total=5, until=AT + timedelta(hours=8)
    ),
    "sla_due.agenda · nothing": lambda _: _empty(Lack.NOTHING),
    "sla_due.agenda · a stranger": lambda _: _empty(Lack.STRANGER),
    "sla_due.agenda · no team": lambda _: _empty(Lack.NO_TEAM, Whose.TEAM),
    "sla_due.agenda · no policy": lambda _: _empty(Lack.NO_POLICY, Whose.ALL),
    "sla_due.agenda · no desk": lambda _: _empty(Lack.NO_DESK),
    "sla_why.why": lambda _: _why(AT + timedelta(hours=9), ANSWERED, Metric.RESOLUTION),
    "sla_why.why · breached": lambda _: _why(AT + timedelta(hours=3), (), Metric.FIRST_REPLY),
    "sla_why.why · nights joined": lambda _: _why(LATER, ANSWERED, Metric.RESOLUTION),
    "sla_why.why · shortened": lambda _: _why(LATER, ANSWERED, Metric.RESOLUTION, most=4),
}


def _told_card(now: datetime, told: Sequence[Told] = ()) -> Card:
    return sla.ticket(_told(now, told))


def home_promises() -> Agenda:
    now = LATE
    promised = (*_promised(TICKETS[0], now), *_paused(now))
    return Agenda(whose=Whose.ME, now=now, promised=promised, total=9, late=1)
