"""Somebody stands in for somebody else on a rota, for a while."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot import rotas
from bot.actions import outgoing, page_reach
from bot.domain.audit import Actor, entry
from bot.domain.rota_rotation import LONGEST
from bot.domain.rota_shift import Shift
from bot.domain.rota_stand_in import StandIn
from bot.domain.wording import say
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.ports import Work
from bot.world import World

VIEW = "stands_in"


@dataclass(frozen=True, slots=True)
class Covered:
    """What was asked for, and the turns that it takes."""

    stand_in: StandIn
    shifts: tuple[Shift, ...]


def cover(world: World, by: Actor, wanted: StandIn) -> Covered:
    """Kept, and told to both; raises BadInput, Conflict and NotAllowed with what to do instead.

    `wanted` names people and the rota by their keys. Without a rota it is that on which the other person
    has a turn then, if there is only one.
    """
    now = world.clock.now()
    _must_be_possible(world, wanted, now)
    with world.change(by) as work:
        lent = work.stand_ins.since(now)
        asked = replace(wanted, rota=wanted.rota or _only_rota(world, wanted, lent))
        _may(world, work, by, asked)
        shifts = _turns(world, asked, lent)
        if asked.instead_of and not shifts:
            who = name(world, asked.instead_of)
            raise Conflict(
                say("{who} has no turn on {rota} then.\nNothing was changed.", who=who, rota=asked.rota)
            )
        kept = replace(asked, id=work.stand_ins.add(asked))
        told = {"rota": kept.rota, "person": kept.person, "instead_of": kept.instead_of}
        work.audit.add(entry(by, f"rota/{kept.rota}", now, {}, {"stands_in": kept.id, **told}))
        _tell(world, work, by, kept)
        return Covered(kept, tuple(shifts))


def _must_be_possible(world: World, wanted: StandIn, now: datetime) -> None:
    if wanted.until <= now or wanted.until <= wanted.since:
        raise BadInput(say("That time is over before it begins.\nNothing was changed."))
    if wanted.until - wanted.since > LONGEST:
        raise BadInput(say("Nobody stands in for longer than {days} days.", days=LONGEST.days))
    if wanted.person == wanted.instead_of:
        raise BadInput(say("Nobody stands in for themselves."))
    for key in filter(None, (wanted.person, wanted.instead_of)):
        if key not in world.settings.people:
            sentence = "{who} is not among `people` in the settings, and so on no rota.\nNothing was changed."
            raise BadInput(say(sentence, who=key.partition(":")[2] or key))


def _only_rota(world: World, wanted: StandIn, lent: list[StandIn]) -> str:
    found = [
        name
        for name in world.settings.rotas
        if rotas.rota(world.settings, name, lent).of_person(wanted.instead_of, wanted.since, wanted.until)
    ]
    who = name(world, wanted.instead_of)
    if not found:
        raise Conflict(say("{who} has no turn on any rota then.\nNothing was changed.", who=who))
    if len(found) > 1:
        said = "{who} has turns on {rotas} then. Say which: `cover {who} on {first} …`."
        raise BadInput(say(said, who=who, rotas=", ".join(found), first=found[0]))
    return found[0]


def _turns(world: World, asked: StandIn, lent: list[StandIn]) -> list[Shift]:
    """Those that change hands, as they will be."""
    after = rotas.rota(world.settings, asked.rota, [*lent, asked])
    return after.of_person(asked.person, asked.since, asked.until) if _changes(world, asked, lent) else []


def _changes(world: World, asked: StandIn, lent: list[StandIn]) -> bool:
    before = rotas.rota(world.settings, asked.rota, lent)
    return not asked.instead_of or bool(before.of_person(asked.instead_of, asked.since, asked.until))


def _may(world: World, work: Work, by: Actor, asked: StandIn) -> None:
    """Whoever gives or takes a turn of their own, and whoever leads a team."""
    me = page_reach.name_of(world, work, by.person)
    leads = {team.lead for team in world.settings.teams.values()} | {world.settings.duty_manager}
    if me not in {asked.instead_of, *leads} and not (asked.instead_of and me == asked.person):
        raise NotAllowed(
            say(
                "Whoever gives or takes a turn of their own may say so, and whoever leads a team.\n"
                "Nothing was changed."
            )
        )


def _tell(world: World, work: Work, by: Actor, kept: StandIn) -> None:
    me = page_reach.name_of(world, work, by.person)
    for key in dict.fromkeys((kept.person, kept.instead_of)):
        to = page_reach.chat_id(world, work, key) if key and key != me else ""
        if to:
            outgoing.tell(world, work, to, VIEW, stand_in=kept.id)


def withdraw(world: World, by: Actor, id: int) -> StandIn:
    """It does not count any more from now on; raises NotFound and Conflict."""
    now = world.clock.now()
    with world.change(by) as work:
        one = work.stand_ins.get(id)
        if one is None:
            raise NotFound(say("There is no stand-in {number}.", number=id))
        _may(world, work, by, one)
        if one.until <= now or not work.stand_ins.withdraw(id, now):
            raise Conflict(say("That is over already; nothing was changed."))
        work.audit.add(entry(by, f"rota/{one.rota}", now, {"stands_in": id}, {"stands_in": 0}))
        _tell(world, work, by, one)
        return replace(one, withdrawn_at=now)


def coming(world: World, work: Work) -> list[StandIn]:
    """Those that count now or later."""
    return work.stand_ins.since(world.clock.now())


def names(world: World, several: Iterable[StandIn]) -> dict[str, str]:
    """How those who are named there are spoken of."""
    keys = {key for one in several for key in (one.person, one.instead_of) if key}
    return {key: name(world, key) for key in keys}


def name(world: World, key: str) -> str:
    known = world.settings.people.get(key)
    return known.name if known and known.name else key.capitalize()
