"""Reminders in every state, and what people are asked and told who answer them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import forms_sla, nag, sla_wish
from bot.domain.calendar import ALWAYS
from bot.domain.card import Card
from bot.domain.dossier import Dossier
from bot.domain.form import Form
from bot.domain.outgoing import Delivery
from bot.domain.sla_clock import ClockState, Source, clocks
from bot.domain.sla_event import Event, Kind, Reason
from bot.domain.sla_ladder import Point, Rung
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Hush, NoticeState, Wish
from bot.domain.sla_policy import ALWAYS_OPEN, Target
from bot.domain.sla_reminder import Answer, Escalation, Plea, Reminder
from bot.domain.sla_tracked import Missed
from bot.domain.ticket import Priority, Ref, Ticket, TicketStatus
from bot.settings_sla import BREACH_REASONS
from tests.cards.dossiers import AT

REF = Ref("zendesk", "48211")
HOSTILE = "*Card* <!channel> <at>Ana</at> [free](https://evil.test) `x` & _y_"


def _clock(
    after: int, *events: tuple[int, Kind], metric: Metric = Metric.FIRST_REPLY, reason: Reason | None = None
) -> ClockState:
    """Promised within an hour, after so many minutes; events by their minute."""
    target = Target(metric=metric, seconds=3600, calendar=ALWAYS_OPEN)
    applied = Event(
        source="x", id="1", at=AT, kind=Kind.APPLY_SLA, metric=metric, target=target, policy="premium"
    )
    log = [Event(source="x", id="0", at=AT, kind=Kind.ACTIVATE, metric=metric), applied]
    for number, (minute, kind) in enumerate(events, start=2):
        paused = TicketStatus.PENDING if kind is Kind.PAUSE else None
        why = reason if kind is Kind.CANCEL else None
        at = AT + timedelta(minutes=minute)
        log.append(
            Event(source="x", id=str(number), at=at, kind=kind, metric=metric, status=paused, reason=why)
        )
    return clocks(log, {ALWAYS_OPEN: [(AT, ALWAYS)]}, _minute(after))[0]


def _minute(minute: int) -> datetime:
    return AT + timedelta(minutes=minute)


def _ticket(**more: object) -> Ticket:
    known: dict[str, object] = {
        "system": REF.system,
        "id": REF.id,
        "subject": "Card declined at the checkout",
        "url": f"https://desk.test/tickets/{REF.id}",
        "status": TicketStatus.OPEN,
        "priority": Priority.HIGH,
        "organisation_name": "Acme",
        "requester_name": "Kim O'Hara",
        "group": "Support",
    }
    return Ticket(**known | more)  # type: ignore[arg-type]


def _nag(clock: ClockState, level: int, point: Point, recipient: str, about: str) -> Nag:
    return Nag(
        about=about,
        metric=clock.metric,
        instance=1,
        target=clock.target.identity,
        rung=Rung(level=level, point=point),
        threshold=f"{level}",
        recipient=recipient,
        at=clock.now,
        allowed_at=clock.now,
        due=clock.due,
    )


def _ids(known: Dossier) -> tuple[str, str, str]:
    ana, leo, eve = known.people
    return ana, leo, eve


def _of_ticket(known: Dossier, clock: ClockState | None, *, level: int = 1, **more: object) -> Reminder:
    ana, *_ = _ids(known)
    promised = clock or _clock(46)
    given: dict[str, object] = {
        "nag": _nag(promised, level, Point.PERCENT, ana, str(REF)),
        "state": NoticeState.SENT,
        "now": promised.now,
        "clock": clock,
        "ticket": _ticket(),
        "tier": "premium",
        "assignee": ana,
        "people": known.people,
    }
    return Reminder(**given | more)  # type: ignore[arg-type]


def reminder_due(known: Dossier, minute: int, id: str) -> Reminder:
    """Of the ticket with this id, with an hour to be kept from this minute on."""
    clock = replace(_clock(46), due=_minute(minute + 60))
    return _of_ticket(known, clock, ticket=_ticket(id=id))


def _of_incident(known: Dossier, metric: Metric, after: int) -> Reminder:
    ana, *_ = _ids(known)
    clock = _clock(after, metric=metric)
    return Reminder(
        nag=_nag(clock, 2, Point.PERCENT, ana, known.incident.key),
        state=NoticeState.SENT,
        now=clock.now,
        clock=clock,
        incident=known.incident,
        asks_why=True,
        rooms=known.room_links,
        people=known.people,
    )


def _hush(by: str, until: int | None) -> Hush:
    return Hush(
        about=str(REF),
        metric=Metric.FIRST_REPLY,
        instance=1,
        wish=Wish.ACKNOWLEDGED,
        level=1,
        recipient="",
        by=by,
        at=_minute(46),
        until=None if until is None else _minute(until),
    )


def _missed(by: str = "") -> Missed:
    said = {
        "reason": "outage",
        "note": "Three of us were ill, too",
        "reason_by": by,
        "reason_at": _minute(80),
    }
    return Missed(
        about=str(REF),
        metric=Metric.FIRST_REPLY,
        instance=1,
        seconds=3600,
        calendar=ALWAYS_OPEN,
        at=_minute(60),
        detected_at=_minute(60),
        policy="premium",
        **said if by else {},  # type: ignore[arg-type]
    )


def _explained(known: Dossier, clock: ClockState) -> Reminder:
    _, leo, _ = _ids(known)
    reason = BREACH_REASONS["outage"]
    return _of_ticket(known, clock, level=3, asks_why=True, missed=_missed(leo), reason=reason)


def _escalation(known: Dossier, *, taken: bool = False) -> Escalation:
    ana, leo, _ = _ids(known)
    one = Escalation(
        by=ana, to=leo, why="The refund is above my limit.\nKim waits on the phone.", at=_minute(50)
    )
    return replace(one, accepted_by=leo, accepted_at=_minute(52)) if taken else one


def _plea(known: Dossier, *, taken: bool = False, **more: object) -> Plea:
    clock = _clock(51)
    return Plea(
        escalation=_escalation(known, taken=taken),
        ticket=_ticket(**more),
        now=clock.now,
        tier="premium",
        clock=clock,
        people=known.people,
    )


def _answer(by: str, state: Delivery, why: str = "") -> Answer:
    return Answer(by=by, at=_minute(50), state=state, why=why)


def _late_at_a_silent_desk(known: Dossier) -> Reminder:
    return _of_ticket(
        known, _clock(75), level=3, late=timedelta(minutes=14), as_of=_minute(31), asks_why=True
    )


def _by_the_desk(known: Dossier) -> Reminder:
    return _of_ticket(known, replace(_clock(46), source=Source.DESK), assignee="", tier="")


def _several(known: Dossier) -> list[Reminder]:
    ana, *_ = _ids(known)
    other = _ticket(id="48213", subject=HOSTILE, url="")
    return [
        _of_ticket(known, _clock(52), ticket=other, tier="vip"),
        replace(reminder_due(known, -9, "48205"), clock=replace(_clock(75), due=_minute(51))),
        _of_ticket(known, _clock(48, (44, Kind.FULFIL))),
        replace(reminder_due(known, 31, "48219"), taken=_hush(ana, 75)),
        _of_incident(known, Metric.INCIDENT_UPDATE, 55),
    ]


Example = Callable[[Dossier], Card | Form]
ONCE: Mapping[str, Example] = {
    "nag.reminder · soon": lambda k: nag.reminder(_of_ticket(k, _clock(46))),
    "nag.reminder · in a channel": lambda k: nag.reminder(_of_ticket(k, _clock(46), is_room=True)),
    "nag.reminder · nobody has it, as the desk tells": lambda k: nag.reminder(_by_the_desk(k)),
    "nag.reminder · hostile": lambda k: nag.reminder(
        _of_ticket(
            k,
            _clock(46),
            ticket=_ticket(
                subject=HOSTILE, organisation_name=HOSTILE, requester_name="تعذّر الدفع", assignee=HOSTILE
            ),
            assignee="",
        )
    ),
    "nag.reminder · taken": lambda k: nag.reminder(_of_ticket(k, _clock(46), taken=_hush(_ids(k)[0], 75))),
    "nag.reminder · snoozed": lambda k: nag.reminder(_of_ticket(k, _clock(46), snoozed_until=_minute(55))),
    "nag.reminder · a reply is on its way": lambda k: nag.reminder(
        _of_ticket(k, _clock(51), answer=_answer(_ids(k)[1], Delivery.WAITING))
    ),
    "nag.reminder · a reply failed": lambda k: nag.reminder(
        _of_ticket(k, _clock(51), answer=_answer(_ids(k)[1], Delivery.FAILED, "Zendesk refuses it."))
    ),
    "nag.reminder · escalated": lambda k: nag.reminder(_of_ticket(k, _clock(51), escalation=_escalation(k))),
    "nag.reminder · escalated and taken": lambda k: nag.reminder(
        _of_ticket(k, _clock(53), escalation=_escalation(k, taken=True), incidents=("INC-1",))
    ),
    "nag.reminder · paused": lambda k: nag.reminder(_of_ticket(k, _clock(46, (40, Kind.PAUSE)))),
    "nag.reminder · late": lambda k: nag.reminder(
        _of_ticket(k, _clock(72), level=3, asks_why=True, missed=_missed())
    ),
    "nag.reminder · late, and so is the reminder": lambda k: nag.reminder(_late_at_a_silent_desk(k)),
    "nag.reminder · late, explained": lambda k: nag.reminder(_explained(k, _clock(81))),
    "nag.reminder · outdone": lambda k: nag.reminder(_of_ticket(k, _clock(61), is_outdone=True)),
    "nag.reminder · answered in time": lambda k: nag.reminder(
        _of_ticket(k, _clock(60, (51, Kind.FULFIL)), answer=_answer(_ids(k)[1], Delivery.DONE))
    ),
    "nag.reminder · answered late": lambda k: nag.reminder(
        _of_ticket(k, _clock(90, (72, Kind.FULFIL)), level=3, asks_why=True, missed=_missed())
    ),
    "nag.reminder · answered late, explained": lambda k: nag.reminder(
        _explained(k, _clock(90, (72, Kind.FULFIL)))
    ),
    "nag.reminder · merged": lambda k: nag.reminder(
        _of_ticket(k, _clock(60, (50, Kind.CANCEL), reason=Reason.MERGED))
    ),
    "nag.reminder · no longer promised": lambda k: nag.reminder(_of_ticket(k, None)),
    "nag.reminder · word to customers": lambda k: nag.reminder(_of_incident(k, Metric.INCIDENT_UPDATE, 55)),
    "nag.reminder · word to customers is late": lambda k: nag.reminder(
        _of_incident(k, Metric.INCIDENT_UPDATE, 65)
    ),
    "nag.reminder · no liaison": lambda k: nag.reminder(_of_incident(k, Metric.INCIDENT_LIAISON, 55)),
    "nag.reminder · nobody has it": lambda k: nag.reminder(_of_incident(k, Metric.INCIDENT_ACK, 55)),
    "nag.digest": lambda k: nag.digest(_several(k)),
    "nag.digest · all done": lambda k: nag.digest([_of_ticket(k, _clock(60, (51, Kind.FULFIL)))]),
    "forms_sla.escalate": lambda _: forms_sla.escalate(REF, _ticket(subject=HOSTILE)),
    "forms_sla.reason": lambda _: forms_sla.reason(_missed(), BREACH_REASONS),
    "forms_sla.reply": lambda _: forms_sla.reply(REF, _ticket(), answered=False),
    "forms_sla.reply · answered already": lambda _: forms_sla.reply(REF, _ticket(), answered=True),
    "sla_wish.accepted": lambda k: sla_wish.accepted(str(REF), k.mention(_ids(k)[1]), mine=True),
    "sla_wish.accepted · by another": lambda k: sla_wish.accepted(
        str(REF), k.mention(_ids(k)[1]), mine=False
    ),
    "sla_wish.asked": lambda k: sla_wish.asked(str(REF), k.mention(_ids(k)[1])),
    "sla_wish.asked · a channel": lambda _: sla_wish.asked(str(REF), None),
    "sla_wish.escalated": lambda k: sla_wish.escalated(_plea(k)),
    "sla_wish.escalated · taken": lambda k: sla_wish.escalated(_plea(k, taken=True)),
    "sla_wish.escalated · done": lambda k: sla_wish.escalated(_plea(k, status=TicketStatus.SOLVED)),
    "sla_wish.escalation_taken": lambda k: sla_wish.escalation_taken(str(REF), k.mention(_ids(k)[1])),
    "sla_wish.explained": lambda _: sla_wish.explained(str(REF), BREACH_REASONS["outage"]),
    "sla_wish.reply_failed": lambda _: sla_wish.reply_failed(
        str(REF), "We are looking into it.", "Zendesk refuses it."
    ),
    "sla_wish.replying": lambda _: sla_wish.replying(REF),
    "sla_wish.taken": lambda k: sla_wish.taken(_hush(_ids(k)[0], 60)),
    "sla_wish.taken · for good": lambda k: sla_wish.taken(_hush(_ids(k)[0], None)),
    "sla_wish.taken_already": lambda k: sla_wish.taken_already(_hush(_ids(k)[0], 60), k.mention(_ids(k)[0])),
}
