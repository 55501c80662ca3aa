"""What customers are told, in words: filled from what is known, and looked at before it goes out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.actions import sla_pace
from bot.domain.incident import Incident
from bot.domain.status_brief import Check
from bot.domain.status_facts import Facts
from bot.domain.status_lint import lint
from bot.domain.status_remark import Context, Severity
from bot.domain.status_reply import addressed, best
from bot.domain.status_template import filled
from bot.domain.status_texts import CUSTOMERS
from bot.domain.status_update import StatusUpdate
from bot.domain.ticket import Ticket
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World


def first_language(world: World) -> str:
    return world.settings.status_updates.languages[0]


def facts(world: World, work: Work, incident: Incident) -> Facts:
    """What people said, and what is counted; the next word is promised as the severity promises it."""
    said = work.status_updates.facts(incident.key)
    customers = world.settings.customers
    board = work.impacts.board(incident.key, world.clock.now(), top=customers.ranked()[0], cut_by=())
    page = world.settings.status_page
    titles = {name: one.title for name, one in page.components.items()} if page else {}
    return Facts(
        title=said.title or incident.title,
        symptom=said.symptom,
        since=min(filter(None, (incident.declared_at, board.first_report))),
        affected=board.customers,
        components=tuple(titles[one] for one in said.components if one in titles),
        workaround=said.workaround,
        cause=said.cause,
        remedy=said.remedy,
        next_at=_next(world, work, incident),
        every=_every(world, work, incident),
    )


def _next(world: World, work: Work, incident: Incident) -> datetime | None:
    """As the promise after this word will count; to the minute, as people say it."""
    due = sla_pace.next_word(world, work, incident) if incident.is_open else None
    return due.replace(second=0, microsecond=0) if due else None


def _every(world: World, work: Work, incident: Incident) -> int:
    """Minutes, where customers do not know yet how often they hear from now on."""
    rhythm = sla_pace.rhythm(world, work, incident)
    return rhythm.seconds // 60 if incident.is_open and not rhythm.pace.is_told else 0


def kept(known: Facts) -> dict[str, str]:
    """What a draft remembers of them, to tell later what is known differently."""
    return {
        "title": known.title,
        "symptom": known.symptom,
        "workaround": known.workaround,
        "cause": known.cause,
        "remedy": known.remedy,
        "components": ", ".join(known.components),
        "affected": str(known.affected),
        "every": str(known.every or ""),
    }


BEHIND = "behind"
"""Beside the facts that a draft was filled from: languages whose words may say something older."""


def behind(before: StatusUpdate, written: Mapping[str, str], first: str) -> dict[str, str]:
    """Which translations were left alone while the first language was changed, now or earlier."""
    alone = {one for one in written if one != first and written[one] == before.texts.get(one)}
    if written[first] == before.texts.get(first):
        alone &= set(before.facts.get(BEHIND, "").split())
    return {BEHIND: " ".join(sorted(alone))} if alone else {}


_CALLED = {
    "title": "What customers call it",
    "symptom": "What customers see",
    "workaround": "The workaround",
    "cause": "The cause",
    "remedy": "What is being done",
    "components": "What is affected",
    "affected": "Customers affected",
    "every": "How often they hear from us, in minutes",
}


def changed(world: World, work: Work, update: StatusUpdate) -> tuple[str, ...]:
    """Whole sentences about what is known differently since it was drafted."""
    incident = work.incidents.get(update.incident)
    if incident is None:
        return ()
    now = kept(facts(world, work, incident))
    sentences = []
    for name, called in _CALLED.items():
        before = update.facts.get(name, "")
        if before != now[name]:
            told = {"what": say(called), "before": before or "—", "now": now[name] or "—"}
            sentences.append(say("Changed since it was drafted: {what}: {before} → {now}", **told))
    return tuple(sentences)


def texts(world: World, phase: str, known: Facts) -> dict[str, str]:
    """In every language of the settings that has a template for this."""
    settings = world.settings.status_updates
    found = {}
    for language in settings.languages:
        template, spoken = settings.template(phase, CUSTOMERS, language)
        if spoken.partition("-")[0] == language.partition("-")[0]:
            found[language] = filled(template, known, language, settings.zone)
    return found


def checks(world: World, work: Work, update: StatusUpdate) -> tuple[Check, ...]:
    """What the lint says of each language."""
    settings = world.settings.status_updates
    last = work.status_updates.latest(update.incident)
    people = work.people.several([one.person for one in work.roles.responders(update.incident)])
    names = {one.name for one in people.values()} | {one.name for one in world.settings.people.values()}
    seen = settings.looked_at(
        Context(phase=update.phase, people=tuple(sorted(filter(None, names))), next_at=update.next_at)
    )
    found = []
    for language, text in update.texts.items():
        before = last.texts.get(language, "") if last and not update.corrects else ""
        remarks = lint(text, replace(seen, language=language, published=before))
        found += [Check(one.says, one.severity is Severity.STOP, language) for one in remarks]
        if language in update.facts.get(BEHIND, "").split():
            found.append(
                Check(say("Left as it was while the first language changed: read it again."), False, language)
            )
    return tuple(found)


def for_ticket(world: World, update: StatusUpdate, ticket: Ticket | None) -> tuple[str, str]:
    """(language, words) for the customer behind a ticket; addressed by name where that is known."""
    wanted = ""
    if ticket:
        account = world.accounts.of(ticket.organisation_name, ticket.requester_email)
        wanted = account.language or ticket.fields.get("language", "")
    language = best(wanted, update.texts, first_language(world))
    return language, addressed(update.texts[language], ticket.requester_name if ticket else "", language)
