"""From what Twilio says to our nouns; nothing that is missing, null or unknown is a mistake."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from adapters.doors.payload import text_at
from adapters.http import Declined
from adapters.paging.asking import Asking
from bot.domain.wording import say
from bot.errors import Refused
from bot.ports.paging import Answered

ANSWER = re.compile(r"\s*([12])(?:\W+(?:page\W+)?([0-9]+))?\W*", re.IGNORECASE)
"""`1`, `2 42`, `1, page 42`."""

NEVER = frozenset({"failed", "undelivered", "canceled"})
"""States of what reached nobody, and may be tried again."""

NO_NUMBER = "{number} is not a number that Twilio can reach."
UNVERIFIED = "Twilio's trial account reaches verified numbers only, and {number} is not one."
SENDER = "Twilio cannot send from this number; an operator has to correct `paging.twilio.from_number`."
REGION = "Twilio's geographic permissions do not allow the country of {number}."
WHY: Mapping[int, str] = {
    21211: NO_NUMBER,
    21214: NO_NUMBER,
    21217: NO_NUMBER,
    21614: "{number} takes no text messages.",
    21608: UNVERIFIED,
    21219: UNVERIFIED,
    21610: "{number} has opted out of texts from Caseline; a text with START ends that.",
    21210: SENDER,
    21212: SENDER,
    21606: SENDER,
    21215: REGION,
    21408: REGION,
}
"""Whole sentences for https://www.twilio.com/docs/api/errors"""


def refusal(api: Asking, no: Declined, number: str) -> Refused:
    code = no.said.get("code")
    if isinstance(code, int) and (sentence := WHY.get(code)):
        return Refused(say(sentence, number=number))
    return api.better(no, text_at(no.said, "message"))


def went_out(one: Mapping[str, Any], since: datetime) -> bool:
    """Whether this text or call was made since then, and did not fail."""
    try:
        made = parsedate_to_datetime(text_at(one, "date_created"))
    except (ValueError, TypeError):
        return False
    return made.replace(tzinfo=made.tzinfo or UTC) >= since and text_at(one, "status") not in NEVER


def answers(fields: Mapping[str, str], about: str) -> list[Answered]:
    """A key that was pressed during a call, or a text; what else Twilio tells is nobody's answer."""
    if digits := fields.get("Digits", "").strip():
        is_ours = fields.get("Direction", "").startswith("outbound")
        number = fields.get("To" if is_ours else "From", "")
        return _answered(fields.get("CallSid", ""), number, about, digits)
    if not (words := fields.get("Body", "").strip()):
        return []
    event, number = fields.get("MessageSid", ""), fields.get("From", "")
    if known := ANSWER.fullmatch(words):
        return _answered(event, number, known[2] or about, known[1])
    return _answered(event, number, about, words)


def _answered(event: str, number: str, about: str, words: str) -> list[Answered]:
    return [Answered(event, number, about, words)] if event else []
