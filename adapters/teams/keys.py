"""The keys with which the channel signs its tokens.

They stand in for the SDK's own, which are fetched without a time-out, stop the event loop
meanwhile, and are never fetched again for a key that is new.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from adapters.doors.payload import Payload, parts_at, text_at

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds until the issuer counts as unreachable."""
PAUSE = 60.0
"""Seconds between two fetches, whoever asks for a key that is unknown."""
PAUSE_AFTER_TROUBLE = 5.0
"""Seconds in which an issuer that did not answer is not asked again."""
FRESH = 86_400.0
"""Seconds after which keys are fetched anew, so that one taken back does not count for ever."""


class KeysUnavailable(Exception):
    """The keys cannot be fetched now: our trouble, not the caller's."""


class UnknownKey(Exception):
    """The issuer has no such key."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What the SDK asks of a key; `endorsements` are the channels that may use it."""

    public_key: RSAPublicKey
    endorsements: Sequence[str]


Fetch = Callable[[], Awaitable[Sequence[Payload]]]


@dataclass
class SigningKeys:
    """The SDK asks `get`; at most one fetch is under way, and the others wait for it."""

    fetch: Fetch
    clock: Callable[[], float] = time.monotonic
    _keys: Mapping[str, SigningKey] = field(default_factory=dict)
    _fetched: float = float("-inf")
    _failed: float = float("-inf")
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, key_id: str | None) -> SigningKey:
        if self._is_worth_fetching(key_id):
            async with self._one_at_a_time:
                if self._is_worth_fetching(key_id):
                    await self._fetch()
        found = self._keys.get(key_id or "")
        if found is None and self._failed > self._fetched:
            raise KeysUnavailable
        if found is None:
            raise UnknownKey
        return found

    def _is_worth_fetching(self, key_id: str | None) -> bool:
        now = self.clock()
        if now - self._failed < PAUSE_AFTER_TROUBLE:
            return False
        age = now - self._fetched
        return age >= FRESH or ((key_id or "") not in self._keys and age >= PAUSE)

    async def _fetch(self) -> None:
        """What was known stays when the issuer does not answer."""
        try:
            found = await self.fetch()
        except KeysUnavailable as error:
            self._failed = self.clock()
            log.warning("the keys of Teams' tokens cannot be fetched: %s", error)
            return
        self._keys = dict(_readable(found))
        self._fetched = self.clock()


def _readable(found: Sequence[Payload]) -> list[tuple[str, SigningKey]]:
    """An issuer may have keys of other kinds besides."""
    keys: list[tuple[str, SigningKey]] = []
    for one in found:
        try:
            public = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(dict(one)))
        except (jwt.InvalidKeyError, ValueError, TypeError):
            continue
        if text_at(one, "kid") and isinstance(public, RSAPublicKey):
            keys.append((text_at(one, "kid"), SigningKey(public, _endorsements(one))))
    return keys


def _endorsements(key: Payload) -> list[str]:
    found = key.get("endorsements")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def over_http(metadata_url: str, transport: httpx.AsyncBaseTransport | None = None) -> Fetch:
    """Asks the issuer's metadata where its keys are, and then for them."""

    async def fetch() -> Sequence[Payload]:
        try:
            async with httpx.AsyncClient(timeout=PATIENCE, transport=transport) as client:
                metadata = await _document(client, metadata_url)
                return parts_at(await _document(client, text_at(metadata, "jwks_uri")), "keys")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise KeysUnavailable(type(error).__name__) from error

    async def in_time() -> Sequence[Payload]:
        try:
            return await asyncio.wait_for(fetch(), PATIENCE)
        except TimeoutError as error:
            raise KeysUnavailable("no answer in time") from error

    return in_time


async def _document(client: httpx.AsyncClient, url: str) -> Any:
    answer = await client.get(url)
    answer.raise_for_status()
    return answer.json()
