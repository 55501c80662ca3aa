"""What is said against a text as a whole: its length, its news, and its word on the next word."""

import re
import unicodedata

from bot.domain.status_promises import times
from bot.domain.status_tongues.tongue import Tongue

_HOUR = re.compile(
    r"(?<![\d:.])\d{1,2}(?:\s?[:：.]\s?\d{2}(?!\d)|\s?(?:h|uhr|am|pm|a\.m|p\.m|点|时)(?!\w))", re.I
)
_NUMBER = re.compile(r"\d[\d.,:]{0,30}")


def names_a_time(text: str, tongue: Tongue | None) -> bool:
    """An hour, or how long from now; `soon` names none, and neither does a day without more."""
    if _HOUR.search(text):
        return True
    return tongue is not None and any(_is_exact(one, tongue) for one in times(text, tongue))


def _is_exact(time: str, tongue: Tongue) -> bool:
    counted = any(one.isnumeric() or one in "两半" for one in time)
    return counted or (tongue.spaces and any(one.isspace() for one in time))


def normalised(text: str) -> str:
    """What is the same to a reader is the same here."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def without_times(text: str, tongue: Tongue | None) -> str:
    """What is left of news when all times and numbers are taken out."""
    plain = normalised(text)
    if tongue is not None:
        for pattern in (tongue.ahead, tongue.clock):
            plain = tongue.heard(pattern).sub("#", plain)
    return _NUMBER.sub("#", plain)
