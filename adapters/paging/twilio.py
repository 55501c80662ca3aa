"""Twilio: https://www.twilio.com/docs/messaging/api and https://www.twilio.com/docs/voice/api

Sends texts, rings and reads aloud, and believes signed webhooks. It buys and sets up no numbers.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote

import httpx

from adapters.doors.knock import digest, must_match
from adapters.doors.payload import parts_at, text_at
from adapters.http import Declined
from adapters.paging import twilio_read as read
from adapters.paging import twilio_write as write
from adapters.paging.asking import Asking
from adapters.paging.twilio_check import findings
from bot.domain.finding import Finding
from bot.domain.ticket import Knock
from bot.errors import Forged
from bot.ports.paging import Answered
from bot.settings_paging import Twilio

RECENT = timedelta(minutes=10)
"""What went to a number before that was another try."""


def connect(
    settings: Twilio, *, now: Callable[[], datetime], transport: httpx.BaseTransport | None = None
) -> "TwilioPhone":
    return TwilioPhone(settings, now, transport)


class TwilioPhone:
    """Keeps the promise of `bot.ports.Phone`."""

    name = "twilio"
    thanks = write.THANKS

    def __init__(
        self, settings: Twilio, now: Callable[[], datetime], transport: httpx.BaseTransport | None
    ) -> None:
        self._settings = settings
        self._now = now
        account, token = settings.account_sid, settings.auth_token.get_secret_value()
        basic = b64encode(f"{account}:{token}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        self._api = Asking("Twilio", settings.base_url, headers=headers, transport=transport)
        self._account = f"/2010-04-01/Accounts/{account}"

    def text(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None:
        """Found again by the number of the page in its words, since a text keeps no key."""
        del key
        body = write.text(words)
        if doubtful and any(_is_about(one, about, body) for one in self._recent("messages", number)):
            return
        self._send("Messages", number, {"Body": body})

    def call(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None:
        """Any call of ours to this number counts as this one when in doubt: Twilio keeps no words of it."""
        del key
        if doubtful and self._recent("calls", number):
            return
        self._send("Calls", number, {"Twiml": write.spoken(words, self._url(quote(about, safe="")))})

    def _send(self, what: str, number: str, form: Mapping[str, str]) -> None:
        data = {"To": number, "From": self._settings.from_number, **form}
        try:
            self._api.ask("POST", f"{self._account}/{what}.json", data=data)
        except Declined as no:
            raise read.refusal(self._api, no, number) from no

    def _recent(self, what: str, number: str) -> list[Mapping[str, Any]]:
        """Not asked for by the instant at which it began, which what is still waiting there has not."""
        asked = {"To": number, "From": self._settings.from_number, "PageSize": "50"}
        try:
            said = self._api.ask("GET", f"{self._account}/{what.capitalize()}.json", params=asked)
        except Declined as no:
            raise read.refusal(self._api, no, number) from no
        since = self._now() - RECENT
        return [one for one in parts_at(said, what) if read.went_out(one, since)]

    def answers(self, knock: Knock) -> Sequence[Answered]:
        """Twilio signs the address as it was told it, and the fields of the form."""
        fields = parse_qsl(knock.body.decode(errors="replace"), keep_blank_values=True)
        url = self._url(quote(knock.secret, safe=""))
        if not url:
            raise Forged("no webhook_url is set, which Twilio would have signed")
        signed = url + "".join(name + given for name, given in sorted(set(fields)))
        token = self._settings.auth_token.get_secret_value()
        expected = b64encode(digest(token, signed.encode(errors="replace"), hashlib.sha1)).decode()
        must_match(knock.headers.get("x-twilio-signature", ""), expected if token else "")
        return read.answers(dict(fields), knock.secret)

    def _url(self, last: str) -> str:
        """Of our webhook, as the world sees it; empty where there is none."""
        url = self._settings.webhook_url
        return f"{url.rstrip('/')}/{last}" if url and last else url

    def check(self) -> Iterator[Finding]:
        return findings(self._api, self._account, self._settings)

    def close(self) -> None:
        self._api.close()


def _is_about(message: Mapping[str, Any], about: str, body: str) -> bool:
    said = text_at(message, "body")
    return said == body or bool(about and re.search(rf"\bpage {re.escape(about)}\b", said, re.IGNORECASE))
