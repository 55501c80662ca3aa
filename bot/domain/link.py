"""That a ticket belongs to an incident."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ticket import Ref, Ticket


class How(StrEnum):
    """By what it was linked: a WORD or form in chat, a pasted ADDRESS, the DESK itself, MADE from chat.

    LIKENESS is what is offered only because it sounds alike.
    """

    WORD = "word"
    ADDRESS = "address"
    DESK = "desk"
    MADE = "made"
    LIKENESS = "likeness"


class LinkState(StrEnum):
    """LINKING until the desk showed the ticket; FAILED when it never could; UNLINKED by somebody.

    OFFERED is no link yet: somebody has to want it.
    """

    OFFERED = "offered"
    LINKING = "linking"
    LINKED = "linked"
    FAILED = "failed"
    UNLINKED = "unlinked"


LIVE = (LinkState.LINKING, LinkState.LINKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`ticket` is the desk's id, `by` a person id, empty when the desk said so.

    `batch` is the timeline entry under which it was linked together with others. `why` says
    why it failed, or by which words it is alike. `changed_at` is when `state` last changed.
    """

    incident: str
    system: str
    ticket: str
    how: How
    by: str
    at: datetime
    changed_at: datetime
    batch: int = 0
    state: LinkState = LinkState.LINKING
    why: str = ""

    @property
    def ref(self) -> Ref:
        return Ref(self.system, self.ticket)


@dataclass(frozen=True, slots=True)
class Linked:
    """A link with the ticket behind it, None while nobody has seen it."""

    link: Link
    ticket: Ticket | None
    tier: str = ""
