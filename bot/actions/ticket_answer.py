"""How far a reply is that somebody wrote to a customer in a chat."""

from collections.abc import Iterable

from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.sla_reminder import Answer
from bot.ports import Work

KIND = "ticket_reply"
"""Rows of the outbox that carry one."""

_SHOWN = (Delivery.WAITING, Delivery.TAKEN, Delivery.DONE, Delivery.FAILED)


def last(work: Work, about: str) -> Answer | None:
    """The newest one on this ticket."""
    return last_of_several(work, [about]).get(about)


def last_of_several(work: Work, abouts: Iterable[str]) -> dict[str, Answer]:
    """Of those of these tickets that have one."""
    several = work.outbox.of_several(abouts, KIND, states=_SHOWN)
    return {about: _answer(rows[-1]) for about, rows in several.items()}


def _answer(row: Outgoing) -> Answer:
    return Answer(by=str(row.data["by"]), at=row.done_at or row.created_at, state=row.state, why=row.error)
