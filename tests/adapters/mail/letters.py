"""What is sent in tests, and when."""

from datetime import UTC, datetime

from bot.domain.letter import Letter

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
PASSWORD = "hush-hush"
LETTER = Letter(
    to="mei@customer.test",
    subject="Checkout is down",
    text="Nobody can pay.\n\nWe tell you more at noon.",
    language="en",
    list_unsubscribe="https://status.acme.test/unsubscribe/abc",
)
