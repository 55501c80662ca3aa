"""How far a reply is that somebody wrote to a customer in a chat."""

from bot.domain.outgoing import Delivery
from bot.domain.sla_reminder import Answer
from bot.ports import Work

KIND = "ticket_reply"
"""Rows of the outbox that carry one."""

_SHOWN = (Delivery.WAITING, Delivery.TAKEN, Delivery.DONE, Delivery.FAILED)


def last(work: Work, about: str) -> Answer | None:
    """The newest one on this ticket."""
    rows = [one for one in work.outbox.of(about, states=_SHOWN) if one.kind == KIND]
    if not rows:
        return None
    row = rows[-1]
    return Answer(by=str(row.data["by"]), at=row.done_at or row.created_at, state=row.state, why=row.error)
