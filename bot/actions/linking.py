"""Somebody shows that they are the same person in another chat: a code from here, said there."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from uuid import uuid4

from bot.actions import identity, outgoing
from bot.domain.audit import Actor, entry
from bot.domain.identity import Identity, LinkCode
from bot.domain.wording import say
from bot.errors import BadInput, Conflict
from bot.ports import Work
from bot.world import World

GOOD_FOR = timedelta(minutes=10)
"""How long a code may be said."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 12


def new_code(world: World, by: Actor) -> str:
    """A code that shows in another chat who this is; an earlier one is good no longer."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    now = world.clock.now()
    with world.change(by) as work:
        work.identities.forget_codes(now)
        work.identities.put_code(LinkCode(by.person, _digest(code), now + GOOD_FOR))
        _audit(world, work, by, {}, {"link": "asked"})
    return "-".join(code[start : start + 4] for start in range(0, _LENGTH, 4))


def behind(world: World, work: Work, code: str, *, me: str) -> str:
    """Whose code it is; raises BadInput for one that is wrong or too old, and Conflict for one's own."""
    digest = _digest("".join(letter for letter in code.upper() if letter in _LETTERS))
    matching = [
        one.person
        for one in work.identities.codes(world.clock.now())
        if hmac.compare_digest(one.digest, digest)
    ]
    if not matching:
        raise BadInput(say("That code is wrong, was used, or is older than ten minutes. Ask for a new one."))
    if matching[0].partition(":")[0] == me.partition(":")[0]:
        raise Conflict(say("Say the code in the other chat; here it came from, it shows nothing."))
    return matching[0]


def link(world: World, by: Actor, code: str) -> tuple[str, ...]:
    """From now on both are one person; returns all ids of that person. The code is used up."""
    with world.change(by) as work:
        other = behind(world, work, code, me=by.person)
        if identity.is_same(world, work, by.person, other):
            raise Conflict(say("These are known as one person already."))
        mine, theirs = work.identities.get(by.person), work.identities.get(other)
        person = mine.person if mine else theirs.person if theirs else uuid4().hex
        group = {by.person, other}
        for known in filter(None, (mine, theirs)):
            group |= {one.id for one in work.identities.of(known.person)}
        for id in sorted(group):
            work.identities.put(Identity(id, person, world.clock.now()))
        work.identities.use_codes(group)
        work.same.clear()
        _audit(world, work, by, {}, {"linked": sorted(group)})
        for id in sorted(group - {by.person}):
            if id.partition(":")[0] in world.voices:
                outgoing.tell(world, work, id, "linked", other=by.person)
        return identity.identities(world, work, by.person)


def unlink(world: World, by: Actor) -> None:
    """This account stands for itself again; raises Conflict when nothing was confirmed."""
    with world.change(by) as work:
        mine = work.identities.get(by.person)
        if mine is None:
            raise Conflict(say("Nothing was linked by a code. Whoever runs Caseline looks after the rest."))
        group = [one.id for one in work.identities.of(mine.person)]
        for id in group if len(group) == 2 else [by.person]:
            work.identities.remove(id)
        work.same.clear()
        _audit(world, work, by, {"linked": group}, {"linked": []})


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _audit(world: World, work: Work, by: Actor, before: dict[str, object], after: dict[str, object]) -> None:
    work.audit.add(entry(by, "", world.clock.now(), before, after))
