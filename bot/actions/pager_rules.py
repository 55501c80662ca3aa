"""Incidents that begin in a pager: by rule an incident is declared here, or people are asked whether.

What was once declared, added or refused is known by its link, so that it is asked about once.
"""

import logging
from dataclasses import replace

from bot.actions import incident as incidents
from bot.actions import outgoing, pager_known
from bot.actions.incident import Declaration
from bot.domain import pager_facts
from bot.domain.audit import Actor
from bot.domain.incident import Incident
from bot.domain.pager import PagerIncident, PagerLink, PagerState, called
from bot.domain.person import Person
from bot.domain.wording import say
from bot.ports import Work
from bot.settings_paging import DeclareRule
from bot.world import World

log = logging.getLogger("caseline.pagers")

VIEW = "pager_proposed"
LONGEST_TITLE = 200


def slot(link: PagerLink) -> str:
    return f"pager/{link.pager}/{link.id}"


def begun(world: World, work: Work, found: PagerIncident) -> None:
    """Of what a Caseline asked for, and of what is over, nothing begins."""
    if found.state is PagerState.RESOLVED or pager_known.is_ours(found.key):
        return
    place = place_for(world, found)
    if place is None or (rule := rule_at(world, found.pager, place)) is None or rule.do == "nothing":
        return
    # Two replicas that read the same at once: the second one waits here, and then has nothing to do.
    once = f"{found.pager}/{found.id}/begun"
    if not work.interactions.claim(once, world.clock.now()):
        return
    link = _link(world, found, place)
    if rule.do == "declare":
        made = _declare(world, work, link, rule)
        work.pager_links.put(replace(link, incident=made.key))
        work.interactions.record(once, made.key)
    else:
        work.pager_links.put(replace(link, asked=True))
        show(world, work, link)


def place_for(world: World, found: PagerIncident) -> int | None:
    """Of the first rule that fits."""
    configured = world.settings.paging.pagers().get(found.pager)
    names = configured.names_of(found.service) if configured else set()
    rules = configured.declare if configured else ()
    return next((place for place, one in enumerate(rules) if _fits(one, names, found)), None)


def rule_at(world: World, pager: str, place: int) -> DeclareRule | None:
    """None where the settings have lost it meanwhile."""
    configured = world.settings.paging.pagers().get(pager)
    rules = configured.declare if configured else ()
    return rules[place] if place < len(rules) else None


def _fits(rule: DeclareRule, names: set[str], found: PagerIncident) -> bool:
    return (
        (not rule.services or bool(names & set(rule.services)))
        and rule.urgency in ("", found.urgency)
        and (not rule.priorities or found.priority in rule.priorities)
    )


def _link(world: World, found: PagerIncident, place: int) -> PagerLink:
    configured = world.settings.paging.pagers()[found.pager]
    return PagerLink(
        pager=found.pager,
        id=found.id,
        service=next(iter(sorted(configured.names_of(found.service))), found.service),
        title=found.title,
        url=found.url,
        state=found.state,
        read_at=world.clock.now(),
        rule=place,
        assigned=pager_facts.assigned(found),
    )


def severity(world: World, rule: DeclareRule | None) -> str:
    """What the rule says, else the mildest one that is major."""
    known = world.settings.severities
    major = [name for name, one in known.items() if one.major]
    return (rule.severity if rule else None) or (major or list(known))[-1]


def room(world: World, rule: DeclareRule | None) -> str:
    """Where it is proposed, or declared from; empty where no chat that is connected has one."""
    places = (rule.room if rule else "", *world.settings.announce, world.settings.operators)
    return next((one for one in places if one.partition(":")[0] in world.voices), "")


def _declare(world: World, work: Work, link: PagerLink, rule: DeclareRule) -> Incident:
    """By the pager itself; whoever it wakes is awake already, and is not paged again."""
    chat = room(world, rule).partition(":")[0] or next(iter(world.voices))
    by = Actor(f"{link.pager}:{link.pager}", link.pager, "declare")
    work.people.put(Person(by.person, called(link.pager)))
    said = replace(declaration(link, severity(world, rule)), chat=chat)
    return incidents.declare_within(world, work, by, said, None)


def declaration(link: PagerLink, severity: str) -> Declaration:
    """What is known of it there; whoever it woke is awake already."""
    return Declaration(
        title=link.title[:LONGEST_TITLE],
        severity=severity,
        description=say("Began in {pager}: {url}", pager=called(link.pager), url=link.url),
    )


def show(world: World, work: Work, link: PagerLink) -> None:
    """The question, as it stands: posted, and drawn anew once it is answered."""
    there = work.rooms.slot(slot(link))
    to = there.room if there else room(world, rule_at(world, link.pager, link.rule))
    if to:
        row = outgoing.straight(world.clock.now(), to, VIEW)
        work.outbox.add(replace(row, slot=slot(link), data={"pager": link.pager, "id": link.id}))
    else:
        log.warning("An incident of a pager cannot be proposed anywhere.", extra={"pager": link.pager})


def settle(world: World, work: Work, link: PagerLink) -> None:
    """Nobody is asked about it any more; its card says how it was answered."""
    work.pager_links.put(replace(link, asked=False))
    show(world, work, link)
