"""Incidents that began in a pager: declared here, or proposed to people, as the settings say."""

import logging
from dataclasses import replace

from bot.actions import incident as incidents
from bot.actions import outgoing
from bot.actions.change import changing_within
from bot.actions.incident import Declaration
from bot.domain.audit import Actor
from bot.domain.pager import PagerLink
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import AlreadyDone, Conflict, NotFound
from bot.ports import Work
from bot.settings_paging import DeclareRule
from bot.world import World

log = logging.getLogger("caseline.pagers")

VIEW = "pager_proposed"
BATCH = 50


def go_on(world: World) -> None:
    """What was told since the last knock; each once, also in several replicas and after a crash."""
    for pager in world.settings.paging.pagers():
        with world.store.read() as work:
            waiting = work.pager_links.asked(pager, limit=BATCH)
        for link in waiting:
            rule = _rule(world, link)
            if rule is None:
                _settle(world, link)
            elif rule.do == "declare" and (person := _declarer(world, rule)):
                _declare(world, link, rule, person)
            else:
                _propose(world, link, rule)


def _rule(world: World, link: PagerLink) -> DeclareRule | None:
    """None where the settings have lost it meanwhile."""
    rules = world.settings.paging.pagers()[link.pager].declare
    return rules[link.rule] if link.rule < len(rules) else None


def _declarer(world: World, rule: DeclareRule) -> str:
    """In whose name it is declared, in the chat of the rule's room; empty where nobody is known."""
    chat = rule.room.partition(":")[0]
    keys = (world.settings.duty_manager, world.settings.paging.last_resort)
    leads = tuple(team.lead for team in world.settings.teams.values())
    for key in filter(None, (*keys, *leads)):
        known = world.settings.people.get(key)
        ids = known.ids if known else ()
        found = [one for one in ids if one.partition(":")[0] == chat] if chat else list(ids)
        if found and found[0].partition(":")[0] in world.voices:
            return found[0]
    return ""


def _declare(world: World, link: PagerLink, rule: DeclareRule, person: str) -> None:
    by = Actor(person, link.pager, "declare", f"pager/{link.pager}/{link.id}")
    try:
        key = incidents.declare(world, by, _said(world, link, rule.severity), None).key
    except AlreadyDone as done:
        key = done.made
    _belongs(world, by, link, key)


def _said(world: World, link: PagerLink, severity: str | None) -> Declaration:
    """The mildest major severity, where none is named."""
    major = [name for name, one in world.settings.severities.items() if one.major]
    chosen = severity or (major or list(world.settings.severities))[-1]
    text = say("From {pager}: {url}", pager=link.pager.capitalize(), url=link.url)
    return Declaration(title=link.title, severity=chosen, description=text)


def _belongs(world: World, by: Actor, link: PagerLink, key: str) -> None:
    with world.store.change() as work:
        before = work.pager_links.lock(link.pager, link.id)
        if before is None or before.incident == key:
            return
        work.pager_links.put(replace(before, incident=key, asked=False))
        with changing_within(world, work, replace(by, interaction=""), key) as change:
            text = say("Belongs to {pager}: {title}", pager=link.pager.capitalize(), title=link.title)
            change.happened(Kind.PAGE, text, url=link.url)
        _redraw(world, work, link)


def _settle(world: World, link: PagerLink) -> None:
    with world.store.change() as work:
        if before := work.pager_links.lock(link.pager, link.id):
            work.pager_links.put(replace(before, asked=False))


def _propose(world: World, link: PagerLink, rule: DeclareRule) -> None:
    """In the rule's room, where people say yes or no."""
    room = rule.room or next(iter(world.settings.announce), "") or world.settings.operators
    with world.store.change() as work:
        before = work.pager_links.lock(link.pager, link.id)
        if before is None or not before.asked:
            return
        work.pager_links.put(replace(before, asked=False))
        if room.partition(":")[0] not in world.voices:
            log.warning("An incident of a pager cannot be proposed anywhere.", extra={"pager": link.pager})
            return
        _show(world, work, link, room)


def _show(world: World, work: Work, link: PagerLink, room: str) -> None:
    row = outgoing.straight(world.clock.now(), room, VIEW)
    data = {"pager": link.pager, "id": link.id}
    work.outbox.add(replace(row, slot=slot(link, room), data=data))


def slot(link: PagerLink, room: str) -> str:
    return f"pager/{link.pager}|{link.id}|{room}"


def _redraw(world: World, work: Work, link: PagerLink) -> None:
    """Where it was proposed."""
    begins = slot(link, "")
    for one in work.rooms.slots("pager"):
        if one.name.startswith(begins) and one.message:
            _show(world, work, link, one.name.removeprefix(begins))


def accept(world: World, by: Actor, pager: str, id: str, workspace: str = "") -> str:
    """Declares it in the name of who says so; the key of the incident. Raises Conflict, NotFound."""
    link = _there(world, pager, id)
    if link.incident:
        raise Conflict(say("That is {key} already.", key=link.incident))
    rule = _rule(world, link)
    said = replace(_said(world, link, rule.severity if rule else None), workspace=workspace)
    once = f"pager/{pager}/{id}"
    try:
        key = incidents.declare(world, by, replace(said, once=once), None).key
    except AlreadyDone as done:
        key = done.made
    _belongs(world, by, link, key)
    return key


def dismiss(world: World, pager: str, id: str) -> PagerLink:
    """It is no incident here; the pager goes on by itself."""
    link = _there(world, pager, id)
    if link.incident:
        raise Conflict(say("That is {key} already.", key=link.incident))
    with world.store.change() as work:
        before = work.pager_links.lock(pager, id) or link
        work.pager_links.put(replace(before, asked=False, dismissed=True))
        _redraw(world, work, link)
    return replace(link, dismissed=True)


def _there(world: World, pager: str, id: str) -> PagerLink:
    with world.store.read() as work:
        link = work.pager_links.get(pager, id)
    if link is None:
        raise NotFound(say("Nothing is known here of this incident in {pager}.", pager=pager.capitalize()))
    return link
