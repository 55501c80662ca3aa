"""What people do about a promise: take it on, say why it was missed, ask for help, give it.

All of it changes what people hear, and nothing of what was promised.
"""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from bot.actions import (
    identity,
    outgoing,
    sla_cases,
    sla_clocks,
    sla_escalation,
    sla_meant,
    sla_nag,
    sla_snooze,
)
from bot.actions.sla_cases import Case
from bot.actions.sla_remind import taken
from bot.domain.audit import Actor, AuditEntry
from bot.domain.sla_clock import ClockState
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import reached
from bot.domain.sla_notice import Hush, Wish
from bot.domain.sla_reminder import Escalation
from bot.domain.sla_tracked import Missed
from bot.domain.sla_update import Author, Update, What
from bot.domain.wording import say
from bot.errors import BadInput, Conflict
from bot.ports import Work
from bot.world import World

SOURCE = "caseline"
"""Of updates that no desk tells."""


# --- taking it on -------------------------------------------------------------------------------


def take_on(  # noqa: PLR0913 - what a button knows
    world: World,
    by: Actor,
    about: str,
    *,
    until: datetime | None,
    metric: Metric | None = None,
    instance: int | None = None,
    level: int | None = None,
    instead: bool = False,
) -> Hush:
    """Who is on it from now on: nobody else is reminded of this level before `until`.

    Without a metric the most pressing clock is meant, without a level the highest that was reached.
    If somebody else is on it and it is not to be `instead`, nothing changes, and theirs comes back.
    """
    now = world.clock.now()
    with world.change(by) as work:
        work.clocks.lock(about)
        case = sla_meant.case_of(world, work, about)
        clock = sla_meant.pressing(case, metric, instance)
        before = _taken(work, clock, about)
        mine = before is None or identity.is_same(world, work, before.by, by.person)
        if before and not mine and not instead and (before.until is None or before.until > now):
            return before
        hush = Hush(
            about=about,
            metric=clock.metric,
            instance=clock.instance,
            wish=Wish.ACKNOWLEDGED,
            level=_highest(world, case, clock) if level is None else level,
            recipient="",
            by=by.person,
            at=now,
            until=until,
        )
        work.hushes.put(hush)
        if until:
            work.clocks.look_at(about, until)
        what = f"{clock.metric} {clock.instance}"
        _audit(work, by, about, now, {"on_it": what, "until": until.isoformat() if until else ""})
        sla_nag.redraw(world, work, about)
        return hush


def _taken(work: Work, clock: ClockState, about: str) -> Hush | None:
    hushes = work.hushes.of_several([about]).get(about, [])
    return taken(one for one in hushes if (one.metric, one.instance) == (clock.metric, clock.instance))


def _highest(world: World, case: Case, clock: ClockState) -> int:
    found = reached(clock, sla_cases.ladder(world, case, clock), clock.calendar.zone)
    return max((one.rung.level for one in found), default=0)


def put_off(
    world: World,
    by: Actor,
    about: str,
    until: datetime,
    *,
    metric: Metric | None = None,
    instance: int | None = None,
) -> tuple[ClockState, datetime]:
    """Snoozed for one person; the clock, and until when it really is. The card says so, too."""
    quiet = sla_snooze.snooze(world, by, about, until, metric=metric, instance=instance)
    with world.store.change() as work:
        sla_nag.redraw(world, work, about)
    return min(quiet, key=lambda one: one[1])


# --- saying why ---------------------------------------------------------------------------------


def explain(  # noqa: PLR0913 - what a form knows
    world: World,
    by: Actor,
    about: str,
    reason: str,
    note: str = "",
    *,
    metric: Metric | None = None,
    instance: int | None = None,
) -> Missed:
    """Why it was missed, from whom and when; later words take the place of earlier ones."""
    if reason not in world.settings.breach_reasons:
        known = ", ".join(world.settings.breach_reasons)
        raise BadInput(
            say("There is no reason {reason}.\nReasons are {known}.", reason=reason, known=known),
            field="reason",
        )
    now = world.clock.now()
    with world.change(by) as work:
        work.clocks.lock(about)
        sla_cases.breached(work, sla_meant.case_of(world, work, about), now)
        before = sla_meant.missed_of(work.breaches.of(about), about, metric, instance)
        said = replace(before, reason=reason, note=note.strip(), reason_by=by.person, reason_at=now)
        work.breaches.explain(said)
        _audit(
            work,
            by,
            about,
            now,
            {"reason": reason, "note": said.note},
            {"reason": before.reason, "note": before.note},
        )
        sla_nag.redraw(world, work, about)
        return said


# --- asking for help, and giving it ---------------------------------------------------------------


def escalate(world: World, by: Actor, about: str, why: str) -> Escalation:
    """The team's lead, else its manager, hears of it at once, with who asks and why."""
    now = world.clock.now()
    with world.change(by) as work:
        work.clocks.lock(about)
        case = sla_meant.case_of(world, work, about)
        if case.ticket is None:
            raise BadInput(say("Escalating is for tickets. In a war room, ask whoever has a role."))
        if case.ticket.status.is_over or case.is_silent:
            raise Conflict(say("{about} is done already.\nNobody was asked.", about=about))
        before = sla_escalation.last(work, about)
        if before and before.is_open:
            raise Conflict(
                say("Somebody was asked for help with {about} already.\nNobody was asked twice.", about=about)
            )
        to = sla_escalation.asked(world, work, case, by.person)
        if not to:
            raise Conflict(
                say(
                    "Nobody leads the team of {about}, so nobody could be asked.\n"
                    "Whoever runs Caseline can name a lead in `teams`.",
                    about=about,
                )
            )
        found = Escalation(by=by.person, to=to, why=why.strip(), at=now)
        _audit(work, by, about, now, {sla_escalation.ASKED: to, "why": found.why})
        _happened(world, work, about, What.ESCALATED, now)
        sla_escalation.show(world, work, about, found)
        sla_nag.redraw(world, work, about)
        return found


def accept(world: World, by: Actor, about: str) -> Escalation:
    """Whoever says so helps with it; who asked hears of it."""
    now = world.clock.now()
    with world.change(by) as work:
        work.clocks.lock(about)
        sla_meant.case_of(world, work, about)
        found = sla_escalation.last(work, about)
        if found is None:
            raise Conflict(say("Nobody asks for help with {about}.\nNothing was changed.", about=about))
        if not found.is_open:
            return found
        found = replace(found, accepted_by=by.person, accepted_at=now)
        _audit(work, by, about, now, {sla_escalation.ACCEPTED: by.person})
        _happened(world, work, about, What.ACCEPTED, now)
        sla_nag.redraw(world, work, about)
        if not identity.is_same(world, work, found.by, by.person):
            outgoing.tell(world, work, found.by, "escalation_taken", ticket=about, by=by.person)
        return found


def _happened(world: World, work: Work, about: str, what: What, now: datetime) -> None:
    update = Update(source=SOURCE, id=f"{what}/{uuid4().hex}", at=now, what=what, by=Author.AGENT)
    work.updates.add(about, [update])
    sla_clocks.derive(world, work, about)


def _audit(
    work: Work,
    by: Actor,
    about: str,
    now: datetime,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    work.audit.add(
        AuditEntry(
            at=now,
            by=by.person,
            door=by.door,
            word=by.word,
            incident=about,
            before=before or {},
            after=after,
        )
    )
