"""What every desk needs: a way to connect, and requests whose failures are in the bot's words."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from adapters.http import SLOW, Answer, Declined, Outside, Pace
from bot.domain.wording import say
from bot.errors import NotLetIn, Refused, TicketGone

MARK = "caseline:"
"""Before the idempotency key in the text of a note, where the desk keeps it nowhere else."""


class Desk:
    """One desk behind `adapters.http`. `label` is how people call it; paths are relative to `base_url`."""

    def __init__(  # noqa: PLR0913 - what desks differ in
        self,
        label: str,
        base_url: str,
        *,
        auth: tuple[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        pace: Pace | None = None,
        slow: Collection[int] = SLOW,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.label = label
        self.base_url = base_url.rstrip("/")
        self._auth = httpx.BasicAuth(*auth) if auth else None
        self._headers = dict(headers or {})
        host = urlsplit(base_url).hostname or ""
        self._outside = Outside(label, [host], pace=pace, slow=slow, transport=transport)

    def ask(self, method: str, path: str, *, ticket: bool = False, **how: Any) -> Any:
        """The JSON that came back; see `answer`."""
        return self.answer(method, path, ticket=ticket, **how).said

    def answer(self, method: str, path: str, *, ticket: bool = False, **how: Any) -> Answer:
        """`ticket` says that the path names one, which may be gone. Further pages are whole addresses.

        Raises TryLater, NotLetIn, TicketGone or Refused.
        """
        url = path if path.startswith(("https://", "http://")) else f"{self.base_url}{path}"
        headers = {"Accept": "application/json", **self._headers, **how.pop("headers", {})}
        if self._auth:
            how["auth"] = self._auth
        try:
            return self._outside.answer(method, url, headers=headers, **how)
        except Declined as no:
            if better := self._refusal(no, ticket=ticket):
                raise better from no
            raise

    def gone(self) -> TicketGone:
        """To be raised for an id that no ticket of this desk can have."""
        return TicketGone(say("{system} has no such ticket any more.", system=self.label))

    def _refusal(self, no: Declined, *, ticket: bool) -> Refused | None:
        """The same in words for people; None where the status says no more than that it was refused."""
        if no.status == 401:
            return NotLetIn(say("{system} does not accept Caseline's credentials.", system=self.label))
        if ticket and no.status in (404, 410):
            return self.gone()
        if ticket and no.status == 403:
            hidden = say("{system} does not let Caseline see or change this ticket.", system=self.label)
            return TicketGone(hidden, forbidden=True)
        if no.status == 403:
            return Refused(say("{system} does not allow Caseline to do this.", system=self.label))
        return None

    def close(self) -> None:
        self._outside.close()
