"""What is posted in tests."""

from dataclasses import replace

from bot.domain.status_page import Condition, Effect, Posting

FIRST = Posting(
    incident="INC-7",
    title="Checkout is down",
    phase="investigating",
    effect=Effect.MAJOR,
    text="Nobody can pay.",
    components={"checkout": Condition.MAJOR_OUTAGE},
)
NEXT = replace(
    FIRST, phase="identified", text="We know why.", components={"checkout": Condition.PARTIAL_OUTAGE}
)
LAST = replace(
    FIRST,
    phase="resolved",
    effect=Effect.NONE,
    text="Everybody can pay.",
    components={"checkout": Condition.OPERATIONAL},
)
