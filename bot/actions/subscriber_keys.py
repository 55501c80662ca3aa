"""What the links in letters prove: a secret that stands in the letter alone; here only its digest is kept."""

import hashlib
import hmac
import secrets

from bot.domain.subscriber import SubscriberKey
from bot.ports import Work
from bot.world import World

LONGEST = 100
"""Characters of a secret; ours are shorter."""


def mint(world: World, subscriber: int, *, letter: str, confirms: bool, doubtful: bool) -> str | None:
    """A secret for the letter that goes out next; kept before that, so that no link is ever in vain.

    What was made for the same letter earlier is good no longer, unless that one may have arrived. None for
    somebody who left.
    """
    secret = secrets.token_urlsafe(32)
    key = SubscriberKey(
        digest=_digest(secret),
        subscriber=subscriber,
        letter=letter,
        at=world.clock.now(),
        confirms=confirms,
    )
    with world.store.change() as work:
        if work.subscribers.lock(subscriber) is None:
            return None
        work.subscribers.put_key(key, instead=not doubtful)
    return secret


def found(world: World, work: Work, secret: str) -> SubscriberKey | None:
    """None for what nobody gave out, or too long ago."""
    if len(secret) > LONGEST:
        return None
    wanted = _digest(secret)
    key = work.subscribers.key(wanted)
    if key is None or not hmac.compare_digest(key.digest, wanted):
        return None
    return key if key.holds(world.clock.now()) else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
