"""Who somebody in Teams is, and whether they may be served at all."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Lock

from adapters.doors.payload import Payload, parts_at, text_at, whole
from adapters.teams import ids
from bot.domain.person import Person
from bot.errors import AdapterError, BotError
from bot.ports import Clock

log = logging.getLogger(__name__)
KEEP = timedelta(minutes=10)
AT_MOST = 20_000
PATIENCE = 1.0
"""Seconds that Teams may take to say who somebody is while that person waits."""

REFUSALS = {
    "guest": "Guests cannot use Caseline here. Please ask a member of this organization to do it for you.",
    "stranger": "Caseline serves the people of its own organization only. Please ask a colleague from there.",
}
Ask = Callable[[str, str], Person | None]


@dataclass(frozen=True, slots=True)
class Known:
    """`refused` is a key of `REFUSALS`, or empty for people who are served."""

    person: Person
    refused: str = ""


class People:
    """Asks Teams who somebody is and remembers it for ten minutes.

    When Teams cannot say, what was known before still counts; somebody never seen is let through
    unchecked (`checked_at` None) and asked about again at their next wish, so that trouble at
    Teams never keeps people from declaring an incident.
    """

    def __init__(self, ask: Ask, clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._known: OrderedDict[str, Person] = OrderedDict()
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(8, thread_name_prefix="teams-people")

    def who(self, raw: Payload, somebody: Payload) -> Known:
        """`somebody` is `from`, or a member who came or went; what Teams itself tells is told in our name."""
        told = person_of(raw, somebody)
        if text_at(somebody, "id").startswith("28:"):
            return Known(told)
        if is_outside(somebody):
            return Known(told, "stranger")
        person = self._fresh(told)
        if person.workspace != told.workspace:
            return Known(person, "stranger")
        return Known(person, "guest" if person.guest else "")

    def _fresh(self, told: Person) -> Person:
        now = self._clock.now()
        with self._lock:
            known = self._known.get(told.id)
        if known is None or known.checked_at is None or now - known.checked_at >= KEEP:
            found = self._asked(told)
            known = replace(found, checked_at=now) if found else known or told
        person = replace(
            known,
            id=told.id,
            name=known.name or told.name,
            zone=told.zone or known.zone,
            language=told.language or known.language,
        )
        self._remember(person)
        return person

    def _asked(self, told: Person) -> Person | None:
        """Answers that come too late are not waited for."""
        asking = self._threads.submit(self._ask, told.workspace, told.id)
        try:
            return asking.result(timeout=PATIENCE)
        except (AdapterError, BotError, TimeoutError) as error:
            log.info("Teams did not say who somebody is", extra={"why": type(error).__name__})
            return None

    def _remember(self, person: Person) -> None:
        with self._lock:
            self._known[person.id] = person
            self._known.move_to_end(person.id)
            if len(self._known) > AT_MOST:
                self._known.popitem(last=False)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def is_outside(somebody: Payload) -> bool:
    """Who has no account in our directory: anonymous people in a meeting, and other organizations'."""
    return not text_at(somebody, "aadObjectId") and not text_at(somebody, "objectId")


def person_of(raw: Payload, somebody: Payload) -> Person:
    """As the activity tells; zone and language are those of whoever sent it."""
    id = text_at(somebody, "id")
    themselves = id == text_at(raw, "from", "id")
    return Person(
        id=ids.ours(id),
        name=whole(text_at(somebody, "name")) or id,
        workspace=text_at(raw, "channelData", "tenant", "id"),
        zone=_zone(raw) if themselves else "",
        language=text_at(raw, "locale") if themselves else "",
    )


def _zone(raw: Payload) -> str:
    found = [text_at(one, "timezone") for one in parts_at(raw, "entities")]
    return next(filter(None, [text_at(raw, "localTimezone"), *found]), "")
