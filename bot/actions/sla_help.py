"""Somebody asks for help with a ticket, and somebody gives it."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from bot.actions import identity, outgoing, sla_clocks, sla_escalation, sla_meant, sla_nag
from bot.domain.audit import Actor, entry
from bot.domain.sla_reminder import Escalation
from bot.domain.sla_update import OURS, Author, Update, What
from bot.domain.wording import say
from bot.errors import BadInput, Conflict
from bot.ports import Work
from bot.world import World


def escalate(world: World, by: Actor, about: str, why: str) -> Escalation:
    """The team's lead, else its manager, hears of it at once, with who asks and why."""
    now = world.clock.now()
    with world.change(by) as work:
        work.tickets.turn()
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
        work.audit.add(entry(by, about, now, {}, {sla_escalation.ASKED: to, "why": found.why}))
        _happened(world, work, about, What.ESCALATED, now)
        sla_escalation.show(world, work, about, found)
        sla_nag.redraw(world, work, about)
        return found


def accept(world: World, by: Actor, about: str) -> Escalation:
    """Whoever says so helps with it; who asked hears of it."""
    now = world.clock.now()
    with world.change(by) as work:
        work.tickets.turn()
        work.clocks.lock(about)
        sla_meant.case_of(world, work, about)
        found = sla_escalation.last(work, about)
        if found is None:
            raise Conflict(say("Nobody asks for help with {about}.\nNothing was changed.", about=about))
        if not found.is_open:
            return found
        found = replace(found, accepted_by=by.person, accepted_at=now)
        work.audit.add(entry(by, about, now, {}, {sla_escalation.ACCEPTED: by.person}))
        _happened(world, work, about, What.ACCEPTED, now)
        sla_nag.redraw(world, work, about)
        if not identity.is_same(world, work, found.by, by.person):
            outgoing.tell(world, work, found.by, "escalation_taken", ticket=about, by=by.person)
        return found


def _happened(world: World, work: Work, about: str, what: What, now: datetime) -> None:
    update = Update(source=OURS, id=f"{what}/{uuid4().hex}", at=now, what=what, by=Author.AGENT)
    work.updates.add(about, [update])
    sla_clocks.derive(world, work, about)
