"""GitHub behind `Desk`: with its headers, and its ways to say later and elsewhere."""

from typing import Any

import httpx

from adapters.http import Answer, Declined, Pace
from adapters.tickets.desk import Desk
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.settings_tickets import GitHub

VERSION = "2022-11-28"
PACE = Pace("x-ratelimit-remaining", "x-ratelimit-reset")
SLOWED = 60.0
"""Seconds; GitHub asks for at least so many where it names none."""

MOVED = frozenset({301, 302, 307, 308})


class Session:
    """One of GitHub's limits; the search has its own, far lower, and must not hold up the rest."""

    def __init__(self, settings: GitHub, transport: httpx.BaseTransport | None) -> None:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {settings.token.get_secret_value()}",
            "X-GitHub-Api-Version": VERSION,
        }
        self._desk = Desk("GitHub", settings.base_url, headers=headers, pace=PACE, transport=transport)

    def ask(self, method: str, path: str, *, ticket: bool = False, **how: Any) -> Any:
        """The JSON that came back; see `answer`."""
        return self.answer(method, path, ticket=ticket, **how).said

    def answer(self, method: str, path: str, *, ticket: bool = False, **how: Any) -> Answer:
        """As `Desk.answer`; a 403 may mean a limit, which is no refusal, and what was renamed redirects."""
        try:
            return self._desk.answer(method, path, ticket=ticket, **how)
        except Refused as no:
            cause = no if isinstance(no, Declined) else no.__cause__
            if isinstance(cause, Declined):
                _refuse_otherwise(cause)
            raise

    def close(self) -> None:
        self._desk.close()


def _refuse_otherwise(cause: Declined) -> None:
    if cause.status == 403 and "rate limit" in cause.text.casefold():
        raise TryLater(say("{system} is slowing us down.", system="GitHub"), after=SLOWED) from cause
    if cause.status in MOVED:
        moved = "GitHub moved this issue or its repository; write the new name into the settings."
        raise Refused(say(moved)) from cause
