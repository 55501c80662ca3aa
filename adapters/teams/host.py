"""The SDK's cloud adapter behind our own app: who may speak to us, and the turn.

The stock adapter answers strangers with 500 and cannot answer invokes at all. It also trusts
what it should compare; what is missing there is checked here, before the SDK sees the token.
"""

import ipaddress
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount
from botframework.connector.auth import (
    AuthenticationConfiguration,
    BotFrameworkAuthenticationFactory,
    PasswordServiceClientCredentialFactory,
)
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor

from adapters.doors.payload import Payload, text_at
from adapters.teams.keys import KeysUnavailable, SigningKeys
from bot.errors import SettingsError

log = logging.getLogger(__name__)

METADATA_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com"
SERVICE_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
    }
)
"""Where Teams takes answers: the public cloud and the government ones. We send them our credentials."""

Body = Mapping[str, Any]
Work = Callable[[], Awaitable[Body | None]]


@dataclass(frozen=True)
class HostSettings:
    """`local_hosts` may be spoken to without TLS; they, and `auth` off, need a `bound_to` of loopback."""

    app_id: str
    password: str
    tenant_id: str
    metadata_url: str = METADATA_URL
    issuer: str = ISSUER
    local_hosts: tuple[str, ...] = ()
    auth: bool = True
    bound_to: str = "127.0.0.1"

    def __post_init__(self) -> None:
        if not self.app_id:
            # The SDK would take that for authentication switched off.
            raise SettingsError(["MICROSOFT_APP_ID: not set"])
        if is_loopback(self.bound_to):
            return
        if not self.auth:
            raise SettingsError(["TEAMS_AUTH: may only be off while CASELINE_HOST is a loopback address"])
        if self.local_hosts:
            raise SettingsError(
                ["microsoft_teams.service_hosts: may only be set while CASELINE_HOST is a loopback address"]
            )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class TurnedAway(Exception):
    """Who asked may not, or asked nonsense; nothing was changed. `reason` is for the metrics."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Host(CloudAdapterBase):  # type: ignore[misc] # The SDK has no types.
    """`admit` first, then `turn`: a bug of ours must not look like a stranger, nor the reverse."""

    def __init__(self, settings: HostSettings, keys: SigningKeys) -> None:
        # The SDK looks there before it makes a fetcher of its own.
        JwtTokenExtractor.metadataCache[settings.metadata_url] = keys
        super().__init__(
            BotFrameworkAuthenticationFactory.create(
                validate_authority=True,
                to_channel_from_bot_login_url=f"https://login.microsoftonline.com/{settings.tenant_id}",
                to_channel_from_bot_oauth_scope=SCOPE,
                to_bot_from_channel_token_issuer=settings.issuer,
                oauth_url="https://token.botframework.com",
                to_bot_from_channel_open_id_metadata_url=settings.metadata_url,
                to_bot_from_emulator_open_id_metadata_url=settings.metadata_url,
                credential_factory=PasswordServiceClientCredentialFactory(
                    settings.app_id, settings.password, settings.tenant_id
                ),
                auth_configuration=AuthenticationConfiguration(),
            )
        )
        self._settings = settings

    async def admit(self, raw: Payload, header: str | None) -> AuthenticateRequestResult:
        """Raises TurnedAway for strangers, and when their keys cannot be fetched."""
        admitted = await self._authenticated(raw, header) if self._settings.auth else self._anonymous()
        if not self._is_known_service(text_at(raw, "serviceUrl")):
            raise TurnedAway(403, "service_url")
        if text_at(raw, "channelId") != "msteams":
            raise TurnedAway(403, "channel")
        if text_at(raw, "channelData", "tenant", "id") != self._settings.tenant_id:
            raise TurnedAway(403, "tenant")
        return admitted

    async def _authenticated(self, raw: Payload, header: str | None) -> AuthenticateRequestResult:
        try:
            _look_at((header or "").removeprefix("Bearer "), self._settings.issuer)
            return await self.bot_framework_authentication.authenticate_request(_named(raw), header)
        except KeysUnavailable as error:
            raise TurnedAway(503, "keys") from error
        except Exception as error:  # The SDK raises PyJWT's errors, KeyError, bare Exception, anything.
            log.info("a token at the Teams door is not valid", extra={"why": type(error).__name__})
            raise TurnedAway(401, "token") from error

    def _anonymous(self) -> AuthenticateRequestResult:
        """With authentication off, which only loopback may have."""
        admitted = AuthenticateRequestResult()
        admitted.claims_identity = self.create_claims_identity(self._settings.app_id)
        return admitted

    def _is_known_service(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if host in self._settings.local_hosts:
            return parts.scheme in {"http", "https"}
        return parts.scheme == "https" and host in SERVICE_HOSTS and port in {None, 443}

    async def turn(self, admitted: AuthenticateRequestResult, raw: Payload, work: Work) -> Body | None:
        """What `work` returned; of an invoke it becomes the body of the answer, as it is.

        The SDK's own way to a turn makes two clients first, which compare half a million status codes
        between them and cost twenty times as much as the rest; we write with a client of our own.
        """
        context = TurnContext(self, _named(raw))
        context.turn_state[self.BOT_IDENTITY_KEY] = admitted.claims_identity

        async def logic(context: TurnContext) -> None:
            body = await work()
            answer = Activity(type="invokeResponse", value=InvokeResponse(status=200, body=body))
            context.turn_state[self._INVOKE_RESPONSE_KEY] = answer

        await self.run_pipeline(context, logic)
        answer = self._process_turn_results(context)
        return answer.body if answer else None


def _look_at(token: str, issuer: str) -> None:
    """Before anything of it is proven: another issuer would take the SDK to paths that compare less."""
    claims = jwt.decode(token, options={"verify_signature": False})
    if claims.get("iss") != issuer:
        raise PermissionError("not issued by the channel")
    if "exp" not in claims:
        raise PermissionError("the token never expires")


def _named(raw: Payload) -> Activity:
    """As much of an activity as the SDK looks at; its own reader trips over what is oddly shaped."""
    return Activity(
        type=text_at(raw, "type"),
        id=text_at(raw, "id"),
        channel_id=text_at(raw, "channelId"),
        service_url=text_at(raw, "serviceUrl"),
        conversation=ConversationAccount(id=text_at(raw, "conversation", "id")),
        from_property=ChannelAccount(id=text_at(raw, "from", "id")),
        recipient=ChannelAccount(id=text_at(raw, "recipient", "id")),
    )
