"""What a summary says, filled from what is known, and what is remarked before it goes out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.actions import status_words
from bot.domain.impact import Board
from bot.domain.incident import Incident
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER, spoken
from bot.domain.status_facts import Facts
from bot.domain.status_lint import lint
from bot.domain.status_remark import NEXT_UPDATE, UNCHANGED, Context
from bot.domain.status_template import filled
from bot.domain.status_texts import INTERNAL
from bot.domain.status_texts.stakeholders import completed
from bot.domain.status_update import phase_of
from bot.domain.summary import Summary
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

NOT_FOR_US = frozenset({NEXT_UPDATE, UNCHANGED})
"""Rules of the check that speak of what customers were promised and have read."""


def text(world: World, work: Work, incident: Incident, *, business: str, next_at: datetime | None) -> str:
    """In the language of the company, which need not be one that customers read."""
    settings, asked = world.settings.status_updates, world.settings.language
    template, language = settings.template(phase_of(incident), INTERNAL, asked)
    known = replace(facts(world, work, incident), business=business, next_at=next_at)
    return filled(completed(template, language), known, language, settings.zone)


def facts(world: World, work: Work, incident: Incident) -> Facts:
    """What customers may know, and what our own people may know besides."""
    customers, now = world.settings.customers, world.clock.now()
    board = work.impacts.board(incident.key, now, top=customers.ranked()[0], cut_by=())
    known = status_words.facts(world, work, incident)
    stated = work.impacts.of(incident.key).stated
    return replace(
        known,
        affected=known.affected or stated or 0,
        tiers=_tiers(board, customers.ranked()),
        lead=_lead(work, incident),
    )


def _tiers(board: Board, ranked: tuple[str, ...]) -> str:
    """`1 vip (Acme), 2 premium`: the most important first, and those of the first rank by name."""
    order = (*ranked, *(name for name in board.tiers if name not in ranked))
    names = {order[0]: f" ({', '.join(board.most_important)})"} if board.most_important else {}
    return ", ".join(
        f"{count} {name}{names.get(name, '')}" for name in order if (count := board.tiers.get(name, 0))
    )


def _lead(work: Work, incident: Incident) -> str:
    holders = {one.role: one.person for one in work.roles.of(incident.key)}
    people = work.people.several(holders.values())
    return ", ".join(
        f"{people[holders[role]].name} ({spoken(role)})"
        for role in (INCIDENT_COMMANDER, CUSTOMER_LIAISON)
        if role in holders and holders[role] in people
    )


def next_at(world: World, incident: Incident) -> datetime | None:
    """When they should hear next, if this is written now; to the minute, as people say it."""
    if not incident.is_open or not is_wanted(world, incident):
        return None
    due = world.clock.now() + world.settings.stakeholders.summary_every
    return due.replace(second=0, microsecond=0)


def is_wanted(world: World, incident: Incident) -> bool:
    """Whether somebody is reminded of summaries at this severity."""
    severities = world.settings.stakeholders.summary_severities
    if severities is not None:
        return incident.severity in severities
    known = world.settings.severities.get(incident.severity)
    return known is not None and known.major


def remarks(world: World, incident: Incident, summary: Summary) -> Iterator[str]:
    """Names of people and of our own things are fine here; promises of a repair time are not."""
    seen = Context(language=world.settings.language, phase=summary.phase, audience=INTERNAL, off=NOT_FOR_US)
    checked = world.settings.status_updates.looked_at(seen)
    yield from (one.says for one in lint(summary.text, replace(checked, own=())))
    if summary.phase != (now := phase_of(incident)):
        yield say("It was written in phase {before}, and it is {now} now.", before=summary.phase, now=now)
    if not summary.business:
        yield say("Nobody has said yet what it means for the business.")
    if summary.next_at is None and next_at(world, incident):
        yield say("Nobody has said yet when they hear next.")
