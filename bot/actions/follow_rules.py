"""What people asked to be told of, and telling them: once an incident, and they follow it from then on.

Whoever takes part hears of it anyway. Of private incidents nobody hears by rule, and drills wake nobody.
"""

from collections.abc import Callable, Iterable, Iterator

from bot.actions import identity, outgoing
from bot.actions.part import takes_part
from bot.actions.sla_people import open_hours
from bot.domain.audit import Actor, entry
from bot.domain.customer import Standing
from bot.domain.follow_rule import FollowRule, RuleKind, Wanted, as_bad
from bot.domain.follower import Follower
from bot.domain.incident import Incident
from bot.domain.wording import say
from bot.errors import Conflict, NotFound
from bot.ports import Work
from bot.world import World

VIEW = "rule_told"

MOST = 20
"""Rules of one person."""


def ask(world: World, by: Actor, wanted: Wanted) -> FollowRule:
    """From now on; raises Conflict where they asked for the same already."""
    with world.change(by) as work:
        mine = _rules_of(world, work, by.person)
        if any(one.kind is wanted.kind and one.wants.folded == wanted.folded for one in mine):
            raise Conflict(say("You asked for that already.\nNothing was changed."))
        if len(mine) >= MOST:
            raise Conflict(say("You have {most} rules already; stop one first.", most=MOST))
        now = world.clock.now()
        rule = FollowRule(person=by.person, kind=wanted.kind, value=wanted.value, at=now)
        id = work.follow_rules.add(rule)
        work.audit.add(entry(by, "", now, {}, {"rule": id, "kind": wanted.kind.value, "value": wanted.value}))
        return FollowRule(person=by.person, kind=wanted.kind, value=wanted.value, at=now, id=id)


def stop(world: World, by: Actor, id: int) -> FollowRule:
    """Incidents that they follow by it they go on following."""
    with world.change(by) as work:
        gone = work.follow_rules.remove(id, identity.identities(world, work, by.person))
        if gone is None:
            raise NotFound(say("You have no rule {number}.\n`tell me` lists yours.", number=id))
        work.audit.add(entry(by, "", world.clock.now(), {"rule": id, "value": gone.value}, {}))
        return gone


def _rules_of(world: World, work: Work, person: str) -> list[FollowRule]:
    return work.follow_rules.of(identity.identities(world, work, person))


def mine(world: World, work: Work, person: str) -> list[FollowRule]:
    """Those that they made, and those that the settings made for them, which have no number."""
    me = identity.identities(world, work, person)
    key = identity.known_as(world, work, person)
    every = _of_settings(world, work, lambda _: True) if key else ()
    given = (one for one in every if one.person in me)
    return [*work.follow_rules.of(me), *given]


def severe(world: World, work: Work, incident: Incident) -> None:
    """It was declared, or its severity is another one now."""
    rules = as_bad(incident.severity, world.settings.severities)
    _match(world, work, incident, [Wanted(RuleKind.SEVERITY, one) for one in rules])


def hurt(world: World, work: Work, incident: Incident, known: Standing) -> None:
    """A ticket of this customer was linked."""
    customers = (known.organisation, known.organisation_name, known.customer, known.customer_name)
    found = [Wanted(RuleKind.CUSTOMER, one) for one in customers if one]
    found += [Wanted(RuleKind.TIER, known.tier)] if known.tier else []
    found += [Wanted(RuleKind.COMPONENT, known.component)] if known.component else []
    _match(world, work, incident, found)


def named(world: World, work: Work, incident: Incident, components: Iterable[str]) -> None:
    """Parts of the product were named, by key; rules may name them by title, too."""
    page = world.settings.status_page
    titles = {name: one.title for name, one in page.components.items()} if page else {}
    found = (name for one in components for name in (one, titles.get(one, "")) if name)
    _match(world, work, incident, [Wanted(RuleKind.COMPONENT, one) for one in found])


def _match(world: World, work: Work, incident: Incident, several: list[Wanted]) -> None:
    if incident.private or incident.drill or not incident.is_open:
        return
    wanted = {(one.kind, one.folded) for one in several}
    given = _of_settings(world, work, lambda one: (one.kind, one.folded) in wanted)
    for rule in (*work.follow_rules.about(several), *given):
        _tell(world, work, incident, rule)


def _of_settings(world: World, work: Work, fits: Callable[[Wanted], bool]) -> Iterator[FollowRule]:
    """Whom the settings name is looked up only where it matters."""
    now = world.clock.now()
    for rule in world.settings.stakeholders.rules:
        if not (wants := [one for one in rule.wants if fits(one)]):
            continue
        people = (identity.reached_as(world, work, key) for key in rule.who)
        for person in filter(None, (*people, *rule.to)):
            for one in wants:
                yield FollowRule(person=person, kind=one.kind, value=one.value, at=now)


def _tell(world: World, work: Work, incident: Incident, rule: FollowRule) -> None:
    to, chat = rule.person, rule.person.partition(":")[0]
    me, now = identity.identities(world, work, to), world.clock.now()
    if chat not in world.voices or not work.interactions.claim(_once(incident.key, me), now):
        return
    known = work.people.get(to)
    if (known and known.guest) or takes_part(work, incident, me):
        return
    if not any(one.person in me for one in work.followers.of(incident.key)):
        work.followers.add(Follower(incident=incident.key, person=to, at=now))
    told = {"follows": to, "because": rule.value}
    work.audit.add(entry(Actor("", "rule", "follow"), incident.key, now, {}, told))
    hours = open_hours(world, work, to)
    data = {"rule": rule.id, "kind": rule.kind.value, "value": rule.value}
    order = outgoing.Order("show", chat, lane=to, to=to, view=VIEW, data=data)
    outgoing.put(world, work, incident, order, due_at=hours.next_open(now) if hours else now)


def by_hand(world: World, work: Work, key: str, me: tuple[str, ...]) -> None:
    """They unfollowed it themselves, which counts more than any rule."""
    work.interactions.claim(_once(key, me), world.clock.now())


def _once(key: str, me: tuple[str, ...]) -> str:
    """The same for every id of one person."""
    return f"rule/{key}/{min(me)}"
