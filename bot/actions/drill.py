"""How a team did in a drill: what customers were told, beside a table and beside what the vendor did."""

from datetime import datetime, timedelta

from bot.actions import ledger, outgoing
from bot.actions.change import Change
from bot.config import Settings
from bot.domain.drill_report import DrillReport, Word, drill_report
from bot.domain.drill_tables import TABLES, CadenceTable
from bot.domain.incident import Incident
from bot.domain.rehearsal import Rehearsal
from bot.domain.review import Review
from bot.domain.room import RoomState
from bot.domain.status_update import RESOLVED, StatusUpdate, UpdateState
from bot.ports import Work

VIEW = "drill_report"

AFTERWARDS = timedelta(hours=1)
"""So long after a history is over, what is declared in the playground still is of it."""


def review(settings: Settings, work: Work, incident: Incident, now: datetime, *, table: str = "") -> Review:
    """By a table of `TABLES`, else that of the settings; minutes are those of the history that is played."""
    chosen = TABLES[table or settings.drills.cadence]
    played = rehearsal(work, incident)
    speed = played.speed if played else 1.0
    ranks = list(settings.severities)
    rank = ranks.index(incident.severity) if incident.severity in ranks else len(ranks)
    end = incident.ended_at or now
    published = [one for one in work.status_updates.of(incident.key) if one.published_at and not one.corrects]
    words = [_word(one, incident, speed) for one in published]
    ours = drill_report(
        words, chosen, lasted=_minutes(incident, end, speed), over=not incident.is_open, rank=rank
    )
    told, waiting = _told(work, incident)
    return Review(
        ours=ours,
        theirs=_theirs(played, chosen, rank),
        vendor=played.vendor if played else "",
        speed=speed,
        told=told,
        not_told=waiting,
    )


def rehearsal(work: Work, incident: Incident) -> Rehearsal | None:
    """What is played again in this incident, if anything is."""
    found = work.rehearsals.of(incident.key, incident.declared_at)
    if found is None or found.incident == incident.key:
        return found
    until = found.began_at + timedelta(minutes=found.lasted / found.speed) + AFTERWARDS
    return found if incident.declared_at <= until else None


def _theirs(played: Rehearsal | None, table: CadenceTable, rank: int) -> DrillReport | None:
    if played is None or not played.words:
        return None
    return drill_report(played.words, table, lasted=played.lasted, rank=rank)


def _minutes(incident: Incident, at: datetime, speed: float) -> float:
    return (at - incident.declared_at).total_seconds() / 60 * speed


def _word(update: StatusUpdate, incident: Incident, speed: float) -> Word:
    """It names the scope where it says what customers see, or which parts are concerned."""
    at = update.published_at or update.drafted_at
    text = next(iter(update.texts.values()), "").casefold()
    known = (update.facts.get("symptom", ""), *update.facts.get("components", "").split(", "))
    return Word(
        minute=_minutes(incident, at, speed),
        phase=update.phase,
        names_scope=any(one.strip() and one.casefold().rstrip(".") in text for one in known),
        announced=_minutes(incident, update.next_at, speed) if update.next_at else None,
        is_last=update.phase == RESOLVED and update.state is UpdateState.PUBLISHED,
    )


def _told(work: Work, incident: Incident) -> tuple[int, int]:
    """Customers of linked tickets who have the word that counts, and those who have not."""
    known = work.ledgers.of(incident.key, ledger.that_counts(work, incident.key))
    return known.told, known.untold


def show(change: Change) -> None:
    """Its card in every war room, where this is a drill, or a history that is played again."""
    incident = change.incident
    if not incident.drill and rehearsal(change.work, incident) is None:
        return
    for room in change.rooms:
        if room.state is not RoomState.CLOSED:
            order = outgoing.Order(
                "show",
                room.chat,
                lane=outgoing.lane_of(incident.key, room.chat),
                view=VIEW,
                slot=f"{incident.key}/drill_report/{room.chat}",
            )
            outgoing.put(change.world, change.work, incident, order)
