"""Names of languages and audiences, as people say them."""

from collections.abc import Iterable

from bot.domain.status_update import Audience
from bot.domain.wording import say

_LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "tr": "Turkish",
    "zh-Hans": "Chinese",
}
_AUDIENCES = {
    Audience.PAGE: "status page",
    Audience.TICKETS: "linked tickets",
    Audience.SHARED: "customers' channels",
    Audience.CHANNELS: "channels",
    Audience.FOLLOWERS: "followers",
    Audience.EMAIL: "e-mail",
    Audience.SUBSCRIBERS: "e-mail subscribers",
}


def language(code: str) -> str:
    return say(_LANGUAGES[code]) if code in _LANGUAGES else code


def languages(codes: Iterable[str]) -> str:
    return ", ".join(map(language, codes))


def audience(one: Audience) -> str:
    return say(_AUDIENCES[one])


def audiences(some: Iterable[str]) -> str:
    return ", ".join(audience(Audience(one)) for one in some)
