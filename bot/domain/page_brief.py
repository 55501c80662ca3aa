"""All that a card about a page shows, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.dossier import Dossier
from bot.domain.page import Page
from bot.domain.page_course import PageCourse
from bot.domain.page_event import PageEvent
from bot.domain.pager import PagerLink
from bot.domain.person import Person
from bot.domain.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBrief:
    """One page at `now`, for readers in `chat`.

    `dossier` is of the incident it is about, `ticket` the ticket; neither where it is about nothing, or
    where nobody knows it any more. `names` say how everybody in its log is spoken of, `people` holds the
    person of each who has one in a chat: the id by which this chat knows them, where it does. `next_at` is
    when it goes on to somebody else, None once it does not.
    """

    page: Page
    course: PageCourse
    log: tuple[PageEvent, ...]
    now: datetime
    chat: str = ""
    dossier: Dossier | None = None
    ticket: Ticket | None = None
    links: tuple[PagerLink, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    next_at: datetime | None = None

    @property
    def who(self) -> str:
        """Whom it was meant for, as people say it."""
        return self.names.get(self.page.who_named, self.page.who_named)
