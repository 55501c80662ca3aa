"""Tables of incidents, of chats and of what leaves and comes in, for whoever asks several of them."""

from storage.chat_tables import (
    copies,
    identities,
    link_codes,
    people,
    places,
    relayed,
)
from storage.incident_tables import (
    LIAISON_MISSING,
    counters,
    handoffs,
    holders,
    incidents,
    responders,
    slots,
    tasks,
    timeline,
    war_rooms,
)
from storage.metadata import (
    metadata,
    words,
)
from storage.outbox_tables import (
    ACTIVE,
    FAILED,
    FINISHED,
    TAKEN,
    WAITING,
    WAITING_SLOT,
    audit,
    interactions,
    outbox,
)

__all__ = [
    "ACTIVE",
    "FAILED",
    "FINISHED",
    "LIAISON_MISSING",
    "TAKEN",
    "WAITING",
    "WAITING_SLOT",
    "audit",
    "copies",
    "counters",
    "handoffs",
    "holders",
    "identities",
    "incidents",
    "interactions",
    "link_codes",
    "metadata",
    "outbox",
    "people",
    "places",
    "relayed",
    "responders",
    "slots",
    "tasks",
    "timeline",
    "war_rooms",
    "words",
]
