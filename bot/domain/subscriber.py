"""Somebody who asked for letters about what our own status page tells, and which addresses may ask."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.letter import mailbox

PAUSE = timedelta(minutes=10)
"""Between two letters that somebody asks for at the same address; each further one takes twice as long."""
LONGEST_PAUSES = 7
CONFIRM_WITHIN = timedelta(hours=48)
LINKS_HOLD = timedelta(days=400)
"""How long the links to change or to leave work that stand in a letter."""
REFUSALS = 3
"""Letters in a row that may be refused because of the address, before it is forgotten."""


class Fault(StrEnum):
    """What is wrong with what was asked for."""

    ADDRESS = "address"
    LETTERS = "letters"
    COMPONENTS = "components"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """`components` are keys of the settings, none for all there are and will be; `language` is a tag.

    Without `confirmed_at` nobody has shown yet that the address is theirs. `asks` counts how often letters
    were asked for on the page since then, the last one at `asked_at`; `refusals` how many in a row the mail
    server refused because of the address.
    """

    address: str
    language: str
    asked_at: datetime
    components: tuple[str, ...] = ()
    id: int = 0
    asks: int = 1
    confirmed_at: datetime | None = None
    refusals: int = 0

    def may_ask(self, now: datetime) -> bool:
        """Whether another letter may be asked for on the page."""
        doublings = min(max(self.asks - 1, 0), LONGEST_PAUSES)
        return now - self.asked_at >= PAUSE * (1 << doublings)

    def hears(self, affected: Collection[str]) -> bool:
        """Of what affects these components; what names none is for everybody."""
        return not self.components or not affected or not set(affected).isdisjoint(self.components)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberKey:
    """What a link in a letter proves, kept as a digest of its secret.

    `letter` is the key of the row by which the letter went out. One that `confirms` shows whose the
    address is.
    """

    digest: str
    subscriber: int
    letter: str
    at: datetime
    confirms: bool = False

    def may_confirm(self, now: datetime) -> bool:
        return self.confirms and now - self.at < CONFIRM_WITHIN

    def holds(self, now: datetime) -> bool:
        return now - self.at < LINKS_HOLD


def folded(address: str) -> str:
    """The same for addresses that are one: nobody tells mailboxes apart by capitals."""
    return address.casefold()


def accepted(written: str) -> str | Fault:
    """The address as mail servers write it; what people cannot have meant is refused instead of guessed."""
    try:
        address = mailbox(written)
    except ValueError:
        return Fault.ADDRESS
    local, _, domain = address.rpartition("@")
    last = domain.rpartition(".")[2]
    if "." not in domain or len(last) < 2 or last.isdigit():
        return Fault.ADDRESS
    meant = unicodedata.normalize("NFC", written.strip().rpartition("@")[2]).lower()
    if not local.isascii() or (not meant.isascii() and _read(domain) != meant):
        return Fault.LETTERS
    return f"{local}@{domain.lower()}"


def _read(domain: str) -> str:
    """As people read it. Some letters become others on the way, and the domain then somebody else's."""
    try:
        return domain.encode().decode("idna")
    except UnicodeError:
        return ""
