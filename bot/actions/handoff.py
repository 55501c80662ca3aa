"""Handoffs on their way: shown to whoever is asked, and settled."""

from dataclasses import replace

from bot.actions import outgoing
from bot.actions.change import Change
from bot.domain.role import Handoff


def show(change: Change, handoff: Handoff) -> None:
    """Its card, as a direct message to whoever is asked; redrawn when it was sent before."""
    slot = outgoing.handoff_slot(change.incident.key, handoff.id)
    outgoing.direct(
        change.world,
        change.work,
        change.incident,
        person=handoff.taker,
        view="handoff",
        slot=slot,
        handoff=handoff.id,
    )


def settle(change: Change, handoff: Handoff) -> None:
    """Acknowledged or withdrawn, and seen to be."""
    change.work.roles.settle(handoff)
    show(change, handoff)


def withdraw(change: Change, role: str = "") -> None:
    """Those of this role, or all of them, no longer stand."""
    for handoff in change.work.roles.open_handoffs(change.incident.key):
        if role in {"", handoff.role}:
            settle(change, replace(handoff, withdrawn_at=change.now))
