"""Everything that a reminder shows, read as things stand when it is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.actions import dossier, identity, sla_escalation, sla_people
from bot.actions.sla_beside import Beside
from bot.domain.audit import AuditEntry
from bot.domain.link import Link
from bot.domain.person import Person
from bot.domain.sla_case import Case
from bot.domain.sla_ladder import Audience
from bot.domain.sla_nag import recipients
from bot.domain.sla_notice import Hush, Notice, NoticeState, Wish
from bot.domain.sla_reminder import Answer, Escalation, Reminder
from bot.domain.sla_tracked import Missed
from bot.ports import Work
from bot.world import World


def reminders(
    world: World, work: Work, cards: Sequence[Sequence[Notice]], beside: Beside
) -> list[list[Reminder]]:
    """What each card of notices is about, now; of many on one card, only what fits into a line."""
    found = [_of_card(world, work, notices, beside) for notices in cards]
    wanted = {who for several in found for one in several for who in _names(one)}
    people = work.people.several(wanted) if wanted else {}
    return [[_named(world, work, one, people) for one in several] for several in found]


def _of_card(world: World, work: Work, notices: Sequence[Notice], beside: Beside) -> list[Reminder]:
    now = world.clock.now()
    found = []
    for one in notices:
        case = beside.cases.get(one.about)
        plain = _plain(one, case, beside.hushes.get(one.about, []), now)
        plain = replace(
            plain,
            as_of=beside.silent.get(plain.ticket.system) if plain.ticket else None,
            is_outdone=is_outdone(one, beside.notices.get(one.about, [])),
        )
        found.append(_whole(world, work, plain, case, beside) if case and len(notices) == 1 else plain)
    return found


def is_outdone(one: Notice, others: Iterable[Notice]) -> bool:
    """A higher level of the same clock went or goes to the same recipient, or the same once more."""
    return any(
        (other.level, other.recorded_at) > (one.level, one.recorded_at)
        and (other.metric, other.instance, other.recipient) == (one.metric, one.instance, one.recipient)
        and other.nag.target == one.nag.target
        and other.state in (NoticeState.QUEUED, NoticeState.SENT)
        for other in others
    )


def _plain(one: Notice, case: Case | None, hushes: list[Hush], now: datetime) -> Reminder:
    ticket = case.ticket if case else None
    ours = [hush for hush in hushes if (hush.metric, hush.instance) == (one.metric, one.instance)]
    snoozed = next((h for h in ours if h.wish is Wish.SNOOZED and h.recipient == one.recipient), None)
    return Reminder(
        nag=one.nag,
        state=one.state,
        now=now,
        clock=case.clock(one.metric, one.instance) if case else None,
        ticket=ticket,
        incident=case.incident if case else None,
        tier=case.tier if case else "",
        is_first=one.state is NoticeState.QUEUED,
        late=one.nag.late_by(one.sent_at or now),
        taken=taken(ours),
        snoozed_until=snoozed.until if snoozed else None,
    )


def taken(hushes: Iterable[Hush]) -> Hush | None:
    """Who said last that they are on it, at whatever level."""
    said = (one for one in hushes if one.wish is Wish.ACKNOWLEDGED)
    return max(said, key=lambda one: (one.at, one.level), default=None)


def _whole(world: World, work: Work, one: Reminder, case: Case, beside: Beside) -> Reminder:
    about = one.nag.about
    missed = _missed(beside.missed.get(about, ()), one)
    reason = world.settings.breach_reasons.get(missed.reason, missed.reason) if missed else ""
    found = replace(one, missed=missed, reason=reason)
    if case.incident:
        responsible = recipients(
            (Audience.LIAISON, Audience.COMMANDER), sla_people.of_incident(world, work, case.incident)
        )
        asked = one.nag.recipient in responsible
        known = dossier.read(world, work, about, chat=_chat(one))
        is_room = any(room.room == one.nag.recipient for room in known.rooms)
        return replace(
            found,
            asks_why=asked,
            rooms=known.room_links,
            is_room=is_room,
            only_published=known.only_published,
        )
    if case.ticket is None:
        return found
    policy = one.clock.policy if one.clock else ""
    people = sla_people.of_ticket(world, work, case.ticket, policy)
    return replace(
        found,
        is_room=one.nag.recipient in people.get(Audience.CHANNEL, ()),
        assignee=sla_people.assignee_of(world, work, case.ticket),
        asks_why=one.nag.recipient in recipients((Audience.ASSIGNEE, Audience.LEAD), people),
        answer=_answer(beside.answers.get(about), one),
        escalation=_escalation(beside.audit.get(about, ()), one),
        incidents=_incidents(work, beside.links.get(case.ticket.ref, ())),
    )


def _incidents(work: Work, links: Iterable[Link]) -> tuple[str, ...]:
    """A private one is not given away by a ticket."""
    found = (work.incidents.get(link.incident) for link in links)
    return tuple(one.key for one in found if one and not one.private)


def _answer(found: Answer | None, one: Reminder) -> Answer | None:
    """None of an earlier question."""
    return found if found and one.clock and found.at >= one.clock.started_at else None


def _escalation(audit: Iterable[AuditEntry], one: Reminder) -> Escalation | None:
    """One that was taken before this was asked helps nobody now."""
    found = sla_escalation.last_of(audit)
    if found is None or (found.accepted_at and one.clock and found.accepted_at < one.clock.started_at):
        return None
    return found


def _missed(missed: Iterable[Missed], one: Reminder) -> Missed | None:
    """What was missed of this very target."""
    target, nag = one.nag.target, one.nag
    return next(
        (
            found
            for found in missed
            if (found.metric, found.instance) == (nag.metric, nag.instance)
            and (found.seconds, found.calendar) == (target.seconds, target.calendar)
        ),
        None,
    )


def _chat(one: Reminder) -> str:
    return one.nag.recipient.partition(":")[0]


def _names(one: Reminder) -> set[str]:
    """Those whom it names."""
    return {
        one.assignee,
        one.taken.by if one.taken else "",
        one.missed.reason_by if one.missed else "",
        one.answer.by if one.answer else "",
        *((one.escalation.by, one.escalation.to, one.escalation.accepted_by) if one.escalation else ()),
    } - {""}


def _named(world: World, work: Work, one: Reminder, read: Mapping[str, Person]) -> Reminder:
    """With those whom it names, as the reader's chat knows them; `read` are people who were read already."""
    wanted = _names(one)
    if not wanted:
        return one
    here = in_chat(world, work, wanted, _chat(one))
    people = {id: person for id, person in read.items() if id in wanted}
    if here:
        people |= work.people.several(here.values())
    return replace(one, people=known(world, {*wanted, *here.values()}, people), here=here)


def in_chat(world: World, work: Work, people: Iterable[str], chat: str) -> dict[str, str]:
    """By which ids this chat knows people of other chats."""
    foreign = [person for person in people if not person.startswith(f"{chat}:")]
    return {one: found for one in foreign if (found := identity.in_chat(world, work, one, chat))}


def known(world: World, wanted: Iterable[str], people: Mapping[str, Person]) -> dict[str, Person]:
    """Who never spoke to us is called as the settings call them."""
    found = dict(people)
    for id in wanted:
        key = world.settings.known_as(id)
        if id not in found and key:
            found[id] = Person(id, world.settings.people[key].name or key.capitalize())
    return found
