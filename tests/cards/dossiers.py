"""Incidents in typical states, made by hand so that cards can be drawn without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.dossier import Dossier
from bot.domain.incident import Incident, Status
from bot.domain.person import Person
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER, Handoff, Holder
from bot.domain.room import RoomState, WarRoom
from bot.domain.task import Task
from bot.domain.timeline import Kind, TimelineEntry

AT = datetime(2026, 8, 3, 9, 12, tzinfo=UTC)
IDS = {
    "slack": {"ana": "U0ANA", "leo": "U0LEO", "eve": "U0EVE", "room": "C0WAR"},
    "teams": {"ana": "29:1ana", "leo": "29:1leo", "eve": "29:1eve", "room": "19:a1b2@thread.tacv2"},
    "playground": {"ana": "ana", "leo": "leo", "eve": "eve", "room": "inc-1-checkout-is-down"},
}


def dossiers(chat: str) -> dict[str, Dossier]:
    """By the name of their state, for readers in this chat."""
    new = _new(chat)
    middle = _middle(new)
    ended = AT + timedelta(hours=2)
    resolved = replace(middle.incident, status=Status.RESOLVED, ended_at=ended, next_update_due=None)
    over = replace(middle, incident=resolved, before={"state": "identified"})
    drill = replace(
        new, incident=replace(new.incident, drill=True, private=True, severity="SEV3"), major=False
    )
    return {"new": new, "in the middle": middle, "resolved": over, "a drill": drill}


def _new(chat: str) -> Dossier:
    ids = {name: f"{chat}:{id}" for name, id in IDS[chat].items()}
    incident = Incident(
        key="INC-1",
        number=1,
        title="Checkout is down",
        severity="SEV1",
        phase="investigating",
        declared_by=ids["ana"],
        declared_at=AT,
        description="Paying by card fails with error 502.\nPayPal works.",
        next_update_due=AT + timedelta(minutes=20),
    )
    return Dossier(
        incident=incident,
        now=AT + timedelta(minutes=5),
        severities=("SEV1", "SEV2", "SEV3"),
        major=True,
        roles=(INCIDENT_COMMANDER, CUSTOMER_LIAISON, "scribe"),
        command="@Caseline" if chat == "teams" else "/case",
        people={ids[name]: Person(ids[name], name.capitalize()) for name in ("ana", "leo", "eve")},
        rooms=(WarRoom("INC-1", chat, "T1", ids["room"], "inc-1-checkout-is-down", "", RoomState.OPEN),),
        entries=(_entry(0, Kind.DECLARED, "Declared as SEV1: Checkout is down", ids["ana"]),),
    )


def _middle(new: Dossier) -> Dossier:
    ana, leo, eve = new.people
    return replace(
        new,
        incident=replace(
            new.incident,
            phase="identified",
            last_update="Cards of one bank fail. <b>PayPal</b> works, *please* offer it.",
            last_update_at=AT + timedelta(minutes=18),
        ),
        now=AT + timedelta(minutes=45),
        holders=(
            Holder("INC-1", CUSTOMER_LIAISON, leo, AT + timedelta(minutes=3)),
            Holder("INC-1", INCIDENT_COMMANDER, ana, AT + timedelta(minutes=4)),
        ),
        handoffs=(
            Handoff(
                id=3,
                incident="INC-1",
                role=CUSTOMER_LIAISON,
                giver=leo,
                taker=eve,
                briefing="Premium customers were told by phone.",
                offered_at=AT + timedelta(minutes=40),
            ),
        ),
        tasks=(
            _task(1, "Ask the bank when it ends", ana, owner=leo),
            _task(
                2, "Put a banner on the shop", ana, owner=eve, done_at=AT + timedelta(minutes=30), done_by=eve
            ),
            _task(3, "Check the refunds of R&D_test_shop", ana),
        ),
        entries=(
            *new.entries,
            _entry(3, Kind.ROLE, "Leo is customer liaison", leo),
            _entry(9, Kind.NOTE, "Only cards of one bank fail", eve, url="https://desk.test/t/1"),
            _entry(12, Kind.PHASE, "Phase: investigating → identified", ana),
            _entry(18, Kind.UPDATE, "Cards of one bank fail. PayPal works, please offer it.", leo),
        ),
        before={"state": "investigating", "severity": "SEV2"},
        troubles=("The topic of the war room could not be set: Caseline may not set topics here.",),
    )


def _entry(minutes: int, kind: Kind, text: str, by: str, url: str = "") -> TimelineEntry:
    at = AT + timedelta(minutes=minutes)
    return TimelineEntry(
        incident="INC-1", at=at, recorded_at=at, kind=kind, text=text, by=by, id=minutes + 1, url=url
    )


def _task(number: int, text: str, by: str, **more: object) -> Task:
    return Task(incident="INC-1", number=number, text=text, created_by=by, created_at=AT, **more)  # type: ignore[arg-type]
