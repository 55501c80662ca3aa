"""The first story: an incident from the first word to the end, as its people live it.

The same words in every chat. What they see is asserted; how it came there is not.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys.stage import DIRECT, INCIDENTS, PATIENCE, SUPPORT, WAR_ROOM, Stage


@dataclass(frozen=True)
class Look:
    """What one person sees in one room, whenever one looks."""

    stage: Stage
    read: Callable[[], str]


def eventually(look: Look, *wanted: str, without: tuple[str, ...] = ()) -> str:
    """What is seen once all of this is there; fails with what was there instead."""
    end = time.monotonic() + PATIENCE
    while True:
        seen = look.read()
        missing = [one for one in wanted if one not in seen]
        still = [one for one in without if one in seen]
        if not missing and not still:
            return seen
        assert time.monotonic() < end, f"missing {missing}, still there {still}, in:\n{seen}"
        look.stage.wait()


def tell(stage: Stage) -> None:
    """All chapters, in order."""
    _declared(stage)
    _taken_up(stage)
    _worked_on(stage)
    _handed_over(stage)
    _declared_again(stage)
    _ended(stage)


def _seen(stage: Stage, who: str, room: str) -> Look:
    return Look(stage, lambda: stage.sees(who, room=room))


def _declared(stage: Stage) -> None:
    """Ana declares without leaving her channel; everybody hears of it, only she gets the answer."""
    stage.types("ana", "declare sev1 Checkout is down", room=SUPPORT)

    eventually(_seen(stage, "ana", SUPPORT), "INC-1", "Checkout is down", stage.war_room)
    eventually(_seen(stage, "leo", INCIDENTS), "INC-1", "SEV1", "Checkout is down", "Join")
    eventually(_seen(stage, "ana", WAR_ROOM), "Customer liaison", "nobody yet", "Next update due")
    assert "INC-1" not in (there := stage.sees("leo", room=SUPPORT)), there


def _taken_up(stage: Stage) -> None:
    """Leo joins from the announcement and becomes customer liaison; Eve comes late and is told."""
    stage.presses("leo", "Join", room=INCIDENTS)
    eventually(_seen(stage, "leo", WAR_ROOM), "INC-1 needs a customer liaison")

    stage.presses("leo", "I'll be customer liaison", room=WAR_ROOM)
    eventually(
        _seen(stage, "ana", WAR_ROOM), "Leo is now customer liaison", without=("I'll be customer liaison",)
    )
    eventually(_seen(stage, "leo", DIRECT), "You are customer liaison of", "Hand it over")

    stage.joins("eve", room=WAR_ROOM)
    eventually(_seen(stage, "eve", WAR_ROOM), "Catch-up", "customer liaison: ", "Leo")
    assert "Catch-up" not in stage.sees("ana", room=WAR_ROOM)


def _worked_on(stage: Stage) -> None:
    """Words, forms and marked messages; the card follows."""
    stage.types("eve", "role incident commander me", room=WAR_ROOM)
    eventually(_seen(stage, "leo", WAR_ROOM), "Eve is now incident commander")

    stage.presses("leo", "Post update", room=WAR_ROOM)
    stage.fills("leo", text="Card payments fail; PayPal works.", phase="identified")
    eventually(_seen(stage, "ana", WAR_ROOM), "Card payments fail; PayPal works.", "identified")
    eventually(_seen(stage, "mia", INCIDENTS), "Card payments fail; PayPal works.", "identified")

    stage.says("eve", "The gateway rejects our certificate.", room=WAR_ROOM)
    stage.marks("eve", "The gateway rejects our certificate.", room=WAR_ROOM)
    stage.types("eve", "note 5m ago Certificate replaced", room=WAR_ROOM)
    stage.types("eve", f"task Ask the bank {stage.mentions('eve', 'ana')}", room=WAR_ROOM)
    eventually(_seen(stage, "ana", WAR_ROOM), "Open tasks", "Ask the bank")
    stage.types("eve", "sev 2", room=WAR_ROOM)
    eventually(_seen(stage, "mia", INCIDENTS), "SEV2")

    stage.types("mia", "timeline INC-1", room=SUPPORT)
    eventually(
        _seen(stage, "mia", SUPPORT),
        "Timeline of",
        "Declared SEV1: Checkout is down",
        "The gateway rejects our certificate.",
        "Certificate replaced",
        "Severity SEV1 → SEV2",
    )


def _handed_over(stage: Stage) -> None:
    """Leo's shift ends: Ana gets a briefing, and the role once she says so."""
    stage.types("leo", f"handoff {stage.mentions('leo', 'ana')} Acme waits for a call", room=WAR_ROOM)
    eventually(_seen(stage, "ana", DIRECT), "hands you customer liaison", "Acme waits for a call")

    stage.presses("ana", "I have it", room=DIRECT)
    eventually(_seen(stage, "leo", WAR_ROOM), "Ana is now customer liaison")
    eventually(Look(stage, lambda: stage.home("ana")), "INC-1", "customer liaison")


def _declared_again(stage: Stage) -> None:
    """Mia has not heard of it; she is offered what is open instead of making it twice."""
    stage.types("mia", "declare sev1 The checkout is down", room=SUPPORT)
    eventually(_seen(stage, "mia", SUPPORT), "Is it one of these?", "Join INC-1")

    stage.presses("mia", "Join INC-1", room=SUPPORT)
    eventually(_seen(stage, "mia", WAR_ROOM), "INC-1")
    stage.types("mia", "list", room=SUPPORT)
    eventually(_seen(stage, "mia", SUPPORT), "One incident is open")


def _ended(stage: Stage) -> None:
    """Eve resolves; every card says so, and nothing waits any more."""
    stage.presses("eve", "Resolve", room=WAR_ROOM)
    stage.fills("eve", text="New certificate; payments work again.")
    eventually(_seen(stage, "ana", WAR_ROOM), "RESOLVED", "payments work again", "Reopen")
    eventually(_seen(stage, "leo", INCIDENTS), "RESOLVED", without=("Next update due",))
    stage.types("leo", "status INC-1", room=SUPPORT)
    eventually(_seen(stage, "leo", SUPPORT), "resolved")
