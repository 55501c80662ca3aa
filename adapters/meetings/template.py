"""An address that is made from a pattern: Jitsi's, or that of a call which is always there.

Nothing is asked: such calls open when the first one comes in.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator

from adapters.meetings.given import Given
from bot.domain.bridge import Meeting, Purpose
from bot.domain.finding import Finding
from bot.domain.wording import say
from bot.errors import Refused, SettingsError
from bot.settings_meetings import Template

SLUG = 40
SECRET = "{secret}"  # noqa: S105 - a place for one
RANDOM = 10
"""Bytes of what nobody guesses."""


def connect(given: Given) -> "Templates":
    settings = given.settings.bridge.template
    if settings is None:
        raise SettingsError(["bridge.template: is missing"])
    return Templates(settings)


class Templates:
    """Keeps the promise of `bot.ports.Meetings`."""

    name = "template"

    def __init__(self, settings: Template) -> None:
        self._url = settings.url

    def open(self, purpose: Purpose, *, key: str, doubtful: bool = False) -> Meeting:  # noqa: ARG002 - nothing is made
        if purpose.private and SECRET not in self._url:
            sentence = (
                "The bridge of a private incident must not be guessed; an operator has to put {secret} into "
                "`bridge.template.url`."
            )
            raise Refused(say(sentence, secret=SECRET))
        return Meeting(url=self._filled(purpose))

    def check(self) -> Iterator[Finding]:
        shown = self._filled(Purpose(incident="INC-12", number=12, title="Checkout is down"), "…")
        guessed = "" if SECRET in self._url else "; whoever guesses it can join"
        yield Finding("bridges", f"have addresses such as {shown}{guessed}")

    def close(self) -> None:
        """Nothing is open."""

    def _filled(self, purpose: Purpose, secret: str = "") -> str:
        known = {
            "{key}": purpose.incident,
            "{number}": str(purpose.number),
            "{slug}": _slug(purpose.title) or purpose.incident.casefold(),
            SECRET: secret or secrets.token_hex(RANDOM),
        }
        return re.sub(r"\{\w+\}", lambda found: known[found[0]], self._url)


def _slug(title: str) -> str:
    """In letters that every address takes; empty when none of them is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:SLUG].strip("-")
