"""Customers subscribe to our own status page, confirm it, change what they get, and leave.

What is answered to somebody who only knows an address never depends on whether it is known here.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from bot.actions import subscriber_keys
from bot.actions.subscriber_post import ASKED, ASKED_LANE, CARRIER
from bot.domain.audit import Actor, entry
from bot.domain.outgoing import Outgoing
from bot.domain.subscriber import CONFIRM_WITHIN, LINKS_HOLD, Fault, Subscriber, accepted
from bot.domain.wording import say
from bot.errors import NotFound
from bot.ports import Work
from bot.world import World

MINUTE = timedelta(minutes=1)
LATEST_LETTER = timedelta(hours=24)
"""So long after it was asked for, a letter may still go out."""
OLD = 5_000
"""That are forgotten at once at most."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a link leads to; `may_confirm` where it shows whose address it is."""

    subscriber: Subscriber
    may_confirm: bool

    @property
    def is_confirmed(self) -> bool:
        return self.subscriber.confirmed_at is not None


def is_on(world: World) -> bool:
    page = world.settings.status_page
    return bool(page and page.subscribe and world.mail)


def ask(world: World, address: str, components: tuple[str, ...], language: str) -> bool:
    """A letter with a link is on its way, unless one was lately; which of both, nobody can tell.

    False where so many ask within a minute that nothing was recorded.
    """
    now, page = world.clock.now(), world.settings.status_page
    with world.store.change() as work:
        if page is None or work.subscribers.asked_since(now - MINUTE) >= page.subscribe_per_minute:
            return False
        known = work.subscribers.lock_address(address)
        if known is None:
            fresh = Subscriber(address=address, language=language, components=components, asked_at=now)
            asked = work.subscribers.add(fresh)
        else:
            asked = _again(work, known, replace(known, components=components, language=language), world)
        if asked:
            work.outbox.add(_letter(world, asked))
    return True


def _again(work: Work, known: Subscriber, wishes: Subscriber, world: World) -> Subscriber | None:
    """What is confirmed is not changed by whoever only knows the address."""
    now = world.clock.now()
    if not known.may_ask(now):
        return None
    again = replace(known if known.confirmed_at else wishes, asked_at=now, asks=known.asks + 1)
    work.subscribers.save(again)
    return again


def _letter(world: World, one: Subscriber) -> Outgoing:
    now = world.clock.now()
    return Outgoing(
        lane=ASKED_LANE,
        kind=ASKED,
        chat=CARRIER,
        about="",
        data={"subscriber": one.id},
        key=uuid4().hex,
        due_at=now,
        created_at=now,
    )


def look(world: World, secret: str) -> Subscription | None:
    """Changes nothing: mail programs open links by themselves."""
    with world.store.read() as work:
        key = subscriber_keys.found(world, work, secret)
        one = work.subscribers.get(key.subscriber) if key else None
        return Subscription(one, key.may_confirm(world.clock.now())) if key and one else None


def _locked(world: World, work: Work, secret: str) -> Subscription | None:
    key = subscriber_keys.found(world, work, secret)
    one = work.subscribers.lock(key.subscriber) if key else None
    return Subscription(one, key.may_confirm(world.clock.now())) if key and one else None


def confirm(world: World, secret: str) -> Subscriber | None:
    """Twice is fine; None where the link is no good, or was one to confirm for too long."""
    with world.store.change() as work:
        known = _locked(world, work, secret)
        if known is None or known.is_confirmed:
            return known.subscriber if known else None
        if not known.may_confirm:
            return None
        sure = replace(known.subscriber, confirmed_at=world.clock.now(), asks=0, refusals=0)
        work.subscribers.save(sure)
        return sure


def change(world: World, secret: str, components: tuple[str, ...], language: str) -> Subscriber | None:
    with world.store.change() as work:
        known = _locked(world, work, secret)
        if known is None or not known.is_confirmed:
            return None
        changed = replace(known.subscriber, components=components, language=language)
        work.subscribers.save(changed)
        return changed


def leave(world: World, secret: str) -> bool:
    """The address is deleted; what is on its way to it finds nobody. False where the link is no good."""
    with world.store.change() as work:
        known = _locked(world, work, secret)
        return work.subscribers.remove(known.subscriber.id) if known else False


def remove(work: Work, address: str, now: datetime) -> None:
    """By whoever runs Caseline; the address is nowhere afterwards. Raises NotFound."""
    written = accepted(address)
    known = work.subscribers.lock_address(address if isinstance(written, Fault) else written)
    if known is None or not work.subscribers.remove(known.id):
        raise NotFound(say("Nobody subscribed with this address.\nNothing was changed."))
    by = Actor("", "terminal", "subscribers remove")
    work.audit.add(entry(by, f"subscriber/{known.id}", now, {"subscribed": True}, {"subscribed": False}))


def forget(world: World, work: Work) -> None:
    """Whoever did not confirm in time, and links that are too old."""
    now = world.clock.now()
    work.subscribers.forget_waiting(now - CONFIRM_WITHIN - LATEST_LETTER, limit=OLD)
    work.subscribers.forget_keys(now - LINKS_HOLD, limit=OLD)
