"""The outbox: what is still to be carried to the outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Delivery(StrEnum):
    """WAITING for its instant; TAKEN by a worker; DONE; FAILED for good; DROPPED as no longer needed."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One row of the outbox.

    `lane` is one destination: inside it the order is kept and the pace held. `kind` says
    what is to be done there, `view` which card is drawn, `about` of which incident, `slot`
    where it is redrawn, `data` what cannot be read from the incident later. `key` is the
    idempotency key shown to the outside; `doubtful` means that it may have been done: a
    worker died between the call and its record, or the answer was lost.
    """

    lane: str
    kind: str
    chat: str
    about: str
    key: str
    due_at: datetime
    created_at: datetime
    workspace: str = ""
    to: str = ""
    view: str = ""
    slot: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    state: Delivery = Delivery.WAITING
    tries: int = 0
    doubtful: bool = False
    taken_by: str = ""
    error: str = ""
    done_at: datetime | None = None
