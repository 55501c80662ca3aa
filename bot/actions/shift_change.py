"""A hat goes home with the shift: who is on call next is asked to take over from who is on call no longer."""

from collections.abc import Iterator

from bot.actions import hats, identity, page_reach
from bot.actions import role as roles
from bot.domain.audit import Actor
from bot.domain.escalation import Kind, target
from bot.domain.incident import Incident, Status
from bot.domain.role import Holder, spoken
from bot.domain.wording import say
from bot.errors import AlreadyDone, BotError, Unavailable
from bot.paging import policy_for, who_of
from bot.ports import Work
from bot.world import World

LOOKED_AT = 200
"""Open incidents that are looked at."""


def offer(world: World) -> None:
    """Once for each hat and shift; whoever is asked may say no, as with every handoff."""
    with world.store.read() as work:
        due = [one for incident in _open(work) for one in _over(world, work, incident)]
    for holder, taker, shift in due:
        by = Actor(holder.person, "clock", "handoff", f"shift/{holder.incident}/{holder.role}/{shift}")
        said = say("Your shift as {role} begins, and theirs has ended.", role=spoken(holder.role))
        try:
            roles.offer(world, by, holder.incident, holder.role, taker, said)
        except AlreadyDone:
            continue
        except Unavailable:
            raise
        except BotError:
            continue  # It ended, or the hat moved, in the same moment.


def _open(work: Work) -> list[Incident]:
    return work.incidents.with_status(Status.OPEN, limit=LOOKED_AT)


def _over(world: World, work: Work, incident: Incident) -> Iterator[tuple[Holder, str, str]]:
    """(who wears the hat, who is on call now, which shift) for hats whose wearer went off call."""
    pages = hats.role_pages(world.settings, incident.severity)
    now, who = world.clock.now(), who_of(world.settings, work.stand_ins.since(world.clock.now()))
    for holder in work.roles.of(incident.key):
        if holder.role not in pages:
            continue
        name = page_reach.name_of(world, work, holder.person)
        policy = policy_for(world.settings, target(pages[holder.role]))
        rotas = [one for step in policy.steps for one in step.targets if one.kind is Kind.ONCALL]
        for rota in rotas:
            had, has = who(rota, holder.since), who(rota, now)
            taker = page_reach.chat_id(world, work, has[0]) if has else ""
            if name in had and taker and not identity.is_same(world, work, taker, holder.person):
                yield holder, taker, f"{has[0]}/{holder.since.isoformat()}"
                break
