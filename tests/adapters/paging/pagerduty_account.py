"""A PagerDuty account with two people and a service, and the adapter that speaks to it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx

from adapters.paging.pagerduty import connect
from bot.domain.pager import Call
from bot.ports import Pager
from bot.settings_paging import PagerDuty
from tests.fakes.clock import StoppedClock
from tests.fakes.pagerduty import FakePagerDuty

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ANA, LEO = "ana@acme.test", "leo@acme.test"
CALL = Call(
    title="Checkout is down",
    details="Customers see a white page.",
    service="payments",
    url="https://chat.test/inc-12",
    bridge="https://meet.test/inc-12",
    from_email=ANA,
)


class Account:
    """`pager` is PagerDuty, `ours` what speaks to it; `clock` is the one of both."""

    def __init__(self, pager: FakePagerDuty, clock: StoppedClock) -> None:
        self.pager = pager
        self.clock = clock
        self.ana = pager.person("Ana Lenz", ANA, phone="+4930123")
        self.leo = pager.person("Leo Ott", LEO)
        self.payments = pager.service("Payments", [self.ana], [self.leo])
        self.ours = self.connected()

    def connected(self, **more: Any) -> Pager:
        self.ours = connect(PagerDuty.model_validate(self.pager.settings(**more)), now=self.clock.now)
        return self.ours

    def without_events(self) -> Pager:
        return self.connected(services={"payments": {"service": self.payments.id}})

    def page(self, key: str = "page-1", **more: Any) -> str:
        return self.ours.page(CALL, key=key, **more).id


def settings(**more: Any) -> PagerDuty:
    given = {
        "api_token": "token-5",
        "from": "bot@acme.test",
        "webhook_secrets": ["secret"],
        "services": {
            "payments": {"service": "PS1", "escalation_policy": "EP1", "routing_key": "R" * 32},
            "plain": {"service": "PS2"},
            "events_only": {"routing_key": "E" * 32},
        },
    }
    return PagerDuty.model_validate({**given, **more})


def at_the_wire(answer: Callable[[httpx.Request], httpx.Response], **more: Any) -> Pager:
    return connect(settings(**more), now=lambda: NOW, transport=httpx.MockTransport(answer))
