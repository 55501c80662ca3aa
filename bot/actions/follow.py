"""Whoever wants to hear of an incident without taking part in it."""

from bot.actions import follow_rules, identity
from bot.actions.change import changing
from bot.domain.audit import Actor
from bot.domain.follower import Follower
from bot.domain.incident import Incident
from bot.domain.wording import say
from bot.errors import Conflict
from bot.world import World


def follow(world: World, by: Actor, key: str) -> Incident:
    """From now on they hear directly what customers are told; raises Conflict where they do already."""
    with changing(world, by, key) as change:
        change.must_be_open()
        mine = identity.identities(world, change.work, by.person)
        known = any(one.person in mine for one in change.work.followers.of(key))
        if known or not change.work.followers.add(Follower(incident=key, person=by.person, at=change.now)):
            raise Conflict(say("You follow {key} already.", key=key))
        change.audit({}, {"follows": by.person})
        return change.incident


def unfollow(world: World, by: Actor, key: str) -> Incident:
    with changing(world, by, key) as change:
        mine = identity.identities(world, change.work, by.person)
        if not change.work.followers.remove(key, mine):
            raise Conflict(say("You do not follow {key}.", key=key))
        follow_rules.by_hand(world, change.work, key, mine)
        change.audit({"follows": by.person}, {})
        return change.incident
