"""Whether Teams is ready for us: for `caseline check`."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

import jwt

from adapters.doors.payload import Payload
from adapters.http import Declined
from adapters.teams import check_rooms, ids, refusals
from adapters.teams.check_rooms import PlaceOf
from adapters.teams.connect import Lines, lines_to
from adapters.teams.keys import KeysUnavailable, over_http
from adapters.teams.places import Place, Places
from adapters.teams.token import CONNECTOR, GRAPH, Tokens
from bot.config import Environment, MicrosoftTeams
from bot.domain.finding import Finding
from bot.errors import AdapterError

WAY = "look at the network, at a proxy or firewall in between, and at microsoft_teams.login_url"
KEYS_WAY = "look at the network, at a proxy or firewall in between, and at TEAMS_OPENID_METADATA_URL"
RENEW = "make a new client secret on the app registration, for MICROSOFT_APP_PASSWORD"
ADD = "add the app to that team in Teams (Manage team, Apps), or correct the setting"
CAUSES: Mapping[str, tuple[str, str]] = {
    "AADSTS700016": (
        "the tenant knows no application with this id",
        "copy the Application (client) ID of the bot's app registration to MICROSOFT_APP_ID",
    ),
    "AADSTS90002": (
        "there is no such tenant",
        "copy the Directory (tenant) ID of the bot's app registration to MICROSOFT_APP_TENANT_ID",
    ),
    "AADSTS7000215": ("the client secret is not the right one (its value is needed, not its id)", RENEW),
    "AADSTS7000222": ("the client secret has expired", RENEW),
}
"""What Entra's codes say of our three settings, and what is to be done."""


def findings(
    environment: Environment,
    settings: MicrosoftTeams,
    announce: Sequence[str],
    places: Places | None = None,
) -> Iterator[Finding]:
    """Asks Microsoft itself, and changes nothing there; `announce` are rooms of any chat.

    `places` are the conversations that are known already, if the database can be read.
    """
    place_of: PlaceOf = places.of if places else _unknown
    lines = lines_to(environment, settings)
    yield from _keys(environment)
    who = f"app {environment.microsoft_app_id} in tenant {environment.microsoft_app_tenant_id}"
    wrong = _no_token(lines.tokens, CONNECTOR)
    yield wrong or Finding("Teams app", f"{who}; the id, the secret and the tenant are accepted")
    if wrong:
        return
    home = [settings.channel] if settings.channel else []
    for room in dict.fromkeys([*home, *(one for one in announce if ids.theirs(one))]):
        yield _channel(lines, place_of(room) or Place(), room)
    yield from check_rooms.findings(settings, lines, place_of, lambda: _granted(lines.tokens))


def _unknown(_: str) -> Place | None:
    return None


def _keys(environment: Environment) -> Iterator[Finding]:
    if environment.teams_auth == "off":
        yield Finding("Teams requests", "TEAMS_AUTH is off: whoever is on this machine is believed")
        return
    try:
        found = asyncio.run(_published(environment.teams_openid_metadata_url))
    except KeysUnavailable as error:
        yield Finding("Teams keys", f"cannot be fetched ({error}), so no request can be checked", KEYS_WAY)
    else:
        yield Finding("Teams keys", f"{len(found)} keys, with which requests are checked")


async def _published(metadata_url: str) -> Sequence[Payload]:
    return await over_http(metadata_url)()


def _no_token(tokens: Tokens, scope: str) -> Finding | None:
    """What keeps us from getting one."""
    try:
        tokens.bearer(scope)
    except AdapterError as error:
        cause = error.__cause__
        if not isinstance(cause, Declined):
            return Finding("Teams app", str(error), WAY)
        said = str(cause.said.get("error_description") or cause.said.get("error") or cause.status)
        # The whole code first: one may be the beginning of another.
        code = next((one for one in sorted(CAUSES, key=len, reverse=True) if one in said), "")
        says, todo = CAUSES.get(code, (f"Microsoft's login says no ({said.partition(':')[0]})", RENEW))
        return Finding("Teams app", says, todo)
    return None


def _channel(lines: Lines, place: Place, room: str) -> Finding:
    """Whether we are in a channel that the settings name."""
    id = ids.theirs(room)
    if ids.person(room):
        return Finding("Teams person", f"{id} is written to directly")
    try:
        first = next(iter(lines.connector.members(place, id)), None)
    except Declined as error:
        return Finding("Teams channel", f"Caseline is not in {id} ({refusals.code(error)})", ADD)
    except AdapterError as error:
        return Finding("Teams channel", f"{id}: {error}", WAY)
    shown = f"{place.name} ({id})" if place.name else id
    there = f"{shown} is there, and Caseline is in it"
    return Finding("Teams channel", there if first else f"{shown} is empty")


def _granted(tokens: Tokens) -> frozenset[str] | None:
    """Permissions for Graph that an admin has consented to; None when the token does not tell."""
    with suppress(AdapterError, jwt.PyJWTError):
        token = tokens.bearer(GRAPH).removeprefix("Bearer ")
        told = jwt.decode(token, options={"verify_signature": False}).get("roles", [])
        return frozenset(map(str, told)) if isinstance(told, list) else None
    return None
