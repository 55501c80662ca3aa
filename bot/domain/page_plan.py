"""What is done about a page at its next look, worked out before that look comes.

A plan does exactly what the look would do, as long as nothing happens that it was made of; see
docs/oncall.md, "Many pages at one instant".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.outgoing import Outgoing
from bot.domain.page_event import PageEvent

LASTS = timedelta(hours=1)
"""So long a plan holds after its instant; what was overdue for longer is looked at."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the outbox that is due so long `after` the plan is carried out, in whole seconds.

    One that is `if_shown` draws a card anew: it is needed only where that card stands, or is on its way.
    """

    row: Outgoing
    after: timedelta = timedelta()
    if_shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """These events happen and these rows go out when it is carried out, which must be before `until`.

    The page then is SENT, and is looked at next after `wait`, which is in whole seconds.
    """

    events: tuple[PageEvent, ...]
    rows: tuple[PlannedRow, ...]
    wait: timedelta
    until: datetime
