"""Overrides that people ask for in a chat: somebody stands in for a while."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """`person` stands in in `rota`; keys of the settings. It counts like an override, behind all of those.

    Without `instead_of` it takes the whole rota. `by` is the person id of who asked.
    """

    rota: str
    person: str
    since: datetime
    until: datetime
    by: str
    at: datetime
    instead_of: str = ""
    id: int = 0
    withdrawn_at: datetime | None = None
