"""A page: somebody is asked to come, and others after them, until one says "I have it"."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.escalation import EscalationPolicy
from bot.domain.incident import is_key
from bot.domain.page_course import PageState


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was asked, and where it stands.

    `about` is what it is about: `INC-1`, a ticket (`zendesk:123`), or nothing. `who` is the target as it
    was asked for (`policy:support`), `policy` whom that means step by step, as it counted when it was asked.
    Whoever acknowledges it gets `role`, where one is named. `by` is who asked, a person id, or empty for
    the clock; `origin` is the room where. `turn` says with whom of a round robin it begins.

    `state`, `holder` (who has it) and `look_at` are derived from its log (`bot.domain.page_course`) and
    kept so that an index finds what is due. `settled_at` is when somebody had it, or it was given up or
    called off; None while somebody is still being looked for. `ended_at` is when nothing can happen to it
    any more.
    """

    about: str
    who: str
    policy: EscalationPolicy
    why: str
    by: str
    at: datetime
    id: int = 0
    origin: str = ""
    role: str = ""
    turn: int = 0
    state: PageState = PageState.ASKED
    holder: str = ""
    look_at: datetime | None = None
    settled_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def who_named(self) -> str:
        """Whom it was meant for, without the kind: `support`."""
        return self.who.partition(":")[2]

    @property
    def topic(self) -> str:
        """What its rows in the outbox are about: a page that is about nothing is about itself."""
        return self.about or f"page/{self.id}"

    @property
    def is_about_incident(self) -> bool:
        return is_key(self.about)

    @property
    def is_looking(self) -> bool:
        """Whether somebody is still being looked for."""
        return self.settled_at is None
