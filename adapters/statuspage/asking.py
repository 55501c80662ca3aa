"""Requests to Statuspage, one after the other and no more of them than it allows."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx

from adapters.doors.payload import text_at
from adapters.http import SLOW, Declined, Outside, SlowedDown
from bot.domain.wording import say
from bot.errors import NotLetIn, Refused, TryLater
from bot.settings_publish import Statuspage

WHO = "Statuspage"
WINDOW, MOST = 60.0, 60
"""Seconds, and how many requests of one key Statuspage takes in them."""


class Asking:
    """One key of Statuspage. Paths are relative to the page; `clock` counts seconds."""

    def __init__(
        self, settings: Statuspage, transport: httpx.BaseTransport | None, clock: Callable[[], float]
    ) -> None:
        self._page = f"{settings.base_url.rstrip('/')}/pages/{settings.page_id}"
        self._headers = {
            "Accept": "application/json",
            "Authorization": f"OAuth {settings.api_key.get_secret_value()}",
        }
        host = urlsplit(settings.base_url).hostname or ""
        self._outside = Outside(WHO, [host], slow=SLOW | {420}, transport=transport, clock=clock)
        self._clock = clock
        self._one_at_a_time = Lock()
        self._asked: deque[float] = deque(maxlen=MOST)
        self._quiet_until = 0.0

    def ask(self, method: str, path: str = "", **how: Any) -> Any:
        """The JSON that came back. Raises TryLater, NotLetIn, or Declined, for which callers have words.

        What would be too much for Statuspage raises TryLater here already, and has then not been sent.
        """
        with self._one_at_a_time:
            self._keep_pace()
            try:
                return self._outside.answer(method, f"{self._page}{path}", headers=self._headers, **how).said
            except SlowedDown as slowed:
                after = WINDOW if slowed.after is None else slowed.after
                self._quiet_until = self._clock() + after
                raise TryLater(str(slowed), after=after) from slowed
            except Declined as no:
                if no.status in {401, 403}:
                    raise NotLetIn(_not_let_in(no.status)) from no
                raise

    def _keep_pace(self) -> None:
        now = self._clock()
        is_full = len(self._asked) == MOST
        wait = max(self._quiet_until - now, self._asked[0] + WINDOW - now if is_full else 0.0)
        if wait > 0:
            raise TryLater(say("{system} is slowing us down.", system=WHO), after=wait)
        self._asked.append(now)

    def close(self) -> None:
        self._outside.close()


def better(no: Declined) -> Refused:
    """The same in words for people, with Statuspage's own where it gave some."""
    if no.status == 404:
        return Refused(say("Statuspage has no such page any more; look at publishing.statuspage.page_id."))
    if why := _why(no):
        return Refused(say("{system} refused it: {why}", system=WHO, why=why[:200]))
    return Refused(str(no))


def _why(no: Declined) -> str:
    """Their errors are a sentence, several of them, or an object with one."""
    told = no.said.get("error")
    if isinstance(told, list):
        return " ".join(one for one in told if isinstance(one, str))
    return text_at(no.said, "message") or text_at(no.said, "error") or text_at(no.said, "error", "message")


def _not_let_in(status: int) -> str:
    if status == 401:
        return say(
            "Statuspage does not accept Caseline's key; copy a valid one to publishing.statuspage.api_key."
        )
    return say(
        "Statuspage does not let the owner of Caseline's key do this; give that user the right to publish "
        "incidents on the page, or use another key."
    )
