"""Several replicas look at the same promises at the same instant, and several carry what comes of it."""

from collections import Counter

import pytest

from bot.actions.delivery import deliver_next
from bot.actions.sla_sweep import sweep
from bot.domain.outgoing import Delivery
from bot.domain.sla_notice import NoticeState
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.simulation.crowd import arrive, world
from tests.simulation.ear import Ear
from tests.storage.test_at_once import together

TICKETS = 400
"""With two clocks each, and 1200 nags that are due at once."""


@pytest.mark.parametrize("sweepers", [2, 4])
def test_what_is_due_at_once_is_told_once_however_many_look(postgresql_database, postgresql_url, sweepers):
    ear = Ear(lambda: 0)
    expected = arrive(postgresql_database, ear, TICKETS)
    replicas = [connect(postgresql_url, Bell()) for _ in range(sweepers)]

    def look_and_carry(number: int) -> None:
        here = world(replicas[number], ear)
        sweep(here)
        while not _is_quiet(here):
            deliver_next(here, f"replica{number}/1")

    together(sweepers, look_and_carry)

    with postgresql_database.read() as work:
        notices = [
            one
            for some in work.notices.of_several({about for about, *_ in expected}).values()
            for one in some
        ]
        places = {one.slot: work.rooms.slot(one.slot) for one in notices if one.slot}
    for one in replicas:
        one.close()
    sent = Counter(
        (one.about, one.recipient, one.threshold) for one in notices if one.state is NoticeState.SENT
    )
    assert sent == Counter(expected)
    assert {one.state for one in notices} == {NoticeState.SENT, NoticeState.SUPERSEDED}
    assert Counter(there.message for there in places.values()) == Counter(
        one.id for one in ear.heard_by_key.values()
    )
    messages = Counter(one.to for one in ear.heard_by_key.values())
    assert max(messages.values()) <= 4 * sweepers + 1, (
        "of each replica four alone, and one digest of them all"
    )


def _is_quiet(here) -> bool:
    with here.store.read() as work:
        states = {state for _, state, _, _ in work.outbox.figures()}
        return not states & {Delivery.WAITING, Delivery.TAKEN} and not work.clocks.is_any_due(
            here.clock.now()
        )
