"""Requests to a pager, whose failures are in the bot's words."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from adapters.http import Declined, Outside, Pace
from bot.domain.wording import say
from bot.errors import NotLetIn, Refused


class Asking:
    """One pager behind `adapters.http`. `label` is how people call it; paths are relative to `base_url`."""

    def __init__(
        self,
        label: str,
        base_url: str,
        *,
        headers: Mapping[str, str],
        pace: Pace | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.label = label
        self._base_url = base_url.rstrip("/")
        self._headers = dict(headers)
        host = urlsplit(base_url).hostname or ""
        self._outside = Outside(label, [host], pace=pace, transport=transport)

    def ask(self, method: str, path: str, **how: Any) -> Any:
        """The JSON that came back. Raises TryLater, NotLetIn, or Declined, for which callers have words."""
        headers = {"Accept": "application/json", **self._headers, **how.pop("headers", {})}
        try:
            return self._outside.answer(method, f"{self._base_url}{path}", headers=headers, **how).said
        except Declined as no:
            if no.status == 401:
                sentence = "{system} does not accept Caseline's credentials."
                raise NotLetIn(say(sentence, system=self.label)) from no
            raise

    def better(self, no: Declined, why: str = "") -> Refused:
        """The same in words for people; `why` is the pager's own."""
        if no.status == 403:
            return Refused(say("{system} does not allow Caseline to do this.", system=self.label))
        if no.status == 404:
            return Refused(say("{system} knows nothing of this any more.", system=self.label))
        if why:
            return Refused(say("{system} refused it: {why}", system=self.label, why=why[:200]))
        return Refused(str(no))

    def close(self) -> None:
        self._outside.close()
