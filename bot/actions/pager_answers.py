"""What people answer about an incident that began in a pager: declared, added to another, or none of ours."""

from dataclasses import replace

from bot.actions import incident as incidents
from bot.actions import pager_rules
from bot.actions.change import changing
from bot.domain.audit import Actor
from bot.domain.incident import Incident
from bot.domain.pager import PagerLink, PagerState, called
from bot.domain.room import Room
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import Conflict, NotFound
from bot.ports import Work
from bot.world import World

Which = tuple[str, str]
"""The pager, and its id."""


def declare(world: World, by: Actor, which: Which, room: Room | None, *, workspace: str) -> Incident:
    """As its rule says. Raises NotFound and, where it belongs to one already or is over, Conflict."""
    with world.change(by) as work:
        link = _open(work, which)
        rule = pager_rules.rule_at(world, link.pager, link.rule)
        said = pager_rules.declaration(link, pager_rules.severity(world, rule))
        made = incidents.declare_within(world, work, by, replace(said, workspace=workspace), room)
        pager_rules.settle(world, work, replace(link, incident=made.key, dismissed=False))
        work.interactions.record(by.interaction, made.key)
        return made


def add(world: World, by: Actor, which: Which, key: str) -> PagerLink:
    """It belongs to this incident, and is kept in step with it from now on."""
    with changing(world, by, key) as change:
        change.must_be_open()
        link = replace(_open(change.work, which), incident=key, dismissed=False)
        pager_rules.settle(world, change.work, link)
        said = say("{pager}: {title} belongs to it", pager=called(link.pager), title=link.title)
        change.happened(Kind.PAGE, said, url=link.url)
        change.audit({}, {"pager": link.pager, "id": link.id})
        return replace(link, asked=False)


def dismiss(world: World, by: Actor, which: Which) -> PagerLink:
    """It is no incident here; nobody is asked again, and people may still change their minds."""
    with world.change(by) as work:
        link = replace(_open(work, which), dismissed=True)
        pager_rules.settle(world, work, link)
        return replace(link, asked=False)


def _open(work: Work, which: Which) -> PagerLink:
    link = _there(work.pager_links.lock(*which), which)
    if link.incident:
        raise Conflict(say("Somebody answered already: it belongs to {key}.", key=link.incident))
    if link.state is PagerState.RESOLVED:
        raise Conflict(say("It is resolved in {pager} already.", pager=called(link.pager)))
    return link


def _there(link: PagerLink | None, which: Which) -> PagerLink:
    if link is None:
        raise NotFound(say("{pager} has told of no incident {id}.", pager=called(which[0]), id=which[1]))
    return link
