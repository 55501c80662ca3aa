"""What somebody is woken for in tests of pagers."""

from datetime import UTC, datetime

from bot.domain.pager import Call

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ANA = "ana@acme.test"
CALL = Call(
    title="Checkout is down",
    details="Customers see a white page.",
    service="payments",
    url="https://chat.test/inc-12",
    bridge="https://meet.test/inc-12",
    from_email=ANA,
)
EVERYTHING = f"{CALL.details}\n\n{CALL.url}\n\n{CALL.bridge}"
