"""How it stands with a system of tickets."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """`cursor` is how far its changes were read, `polled_at` when that was, `poll_due` when it is again.

    `listed_at` is when all its open tickets were taken up, None while none is promised anything.
    `trouble` is what only the operator can mend, told once; empty while it works.
    """

    system: str
    cursor: str = ""
    polled_at: datetime | None = None
    poll_due: datetime | None = None
    listed_at: datetime | None = None
    trouble: str = ""
