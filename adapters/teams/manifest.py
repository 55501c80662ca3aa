"""The Teams app's manifest: what we offer, and what we ask a team for, not one permission more.

Texts come from the table of words; permissions from a table that tests hold against the code.
https://learn.microsoft.com/microsoft-365/extensibility/schema/
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from adapters.teams.extension import COMMANDS as ACTIONS
from bot.commands.table import TYPED
from bot.config import MicrosoftTeams, Settings

Version = Literal["1.29", "1.19"]
VERSION: Version = "1.29"
OLDER: Version = "1.19"
RELEASE = "0.1.0"
"""Version of the app; Teams takes a package anew only when this has changed."""
ADDRESS = "https://caseline.example.com"
"""Stands in for a public address where none is given; Teams asks for pages of the developer."""
COLOR, OUTLINE = "color.png", "outline.png"
MOST: Mapping[Version, int] = {"1.29": 12, "1.19": 10}
"""Words in one list."""

ALONE = "help declare list status update catchup liaison task timeline join link resolve".split()
TOGETHER = "help declare update liaison status catchup task sev phase resolve note handoff".split()
"""Words that Teams offers while somebody types, in the personal chat and among others; most useful first."""
SCOPES: Mapping[str, Sequence[str]] = {"personal": ALONE, "team": TOGETHER, "groupChat": TOGETHER}

SEARCH = "search"
EXTENSIONS: Mapping[str, tuple[str, str, Sequence[str]]] = {
    "declare": ("Declare an incident", "Opens the form for a new incident", ("compose", "commandBox")),
    "declare_from": ("Declare from message", "Declares an incident with this message in it", ("message",)),
    "note_from": ("Add to timeline", "Puts this message on the incident's timeline", ("message",)),
    "link_from": (
        "Link its tickets",
        "Links the tickets that this message names, or finds some",
        ("message",),
    ),
    "ticket_from": ("Make a ticket", "Makes a ticket from this message and links it", ("message",)),
}
"""Title, description and places of the message extension's actions."""

PERMISSIONS: Mapping[str, Sequence[str]] = {
    "ChannelMessage.Read.Group": ("thread", "channel", "group_chat"),
    "ChatMessage.Read.Chat": ("thread", "channel", "group_chat"),
    "ChatSettings.ReadWrite.Chat": ("thread", "channel", "group_chat"),
    "Channel.Create.Group": ("channel",),
    "ChannelSettings.Read.Group": ("channel",),
    "ChannelSettings.ReadWrite.Group": ("channel",),
}
"""Resource-specific permissions, granted with the app by a team's owner or a chat's member, and the
kinds of war room that need them. Private incidents are group chats, whatever the kind."""

SAYS = (
    "Caseline keeps a problem in one pair of hands from the first ticket to the last word to the "
    "customer: declare an incident, open its war room, find a customer liaison, keep everybody up to "
    "date, and know afterwards what happened when. Mention @Caseline and say help."
)


def manifest(app_id: str, settings: Settings, *, version: Version = VERSION, url: str = "") -> dict[str, Any]:
    """As Teams takes it in an app package. `url` is the public address of this installation."""
    home = (url or ADDRESS).rstrip("/")
    host = urlsplit(url).hostname or ""
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{version}/MicrosoftTeams.schema.json",
        "manifestVersion": version,
        "version": RELEASE,
        "id": app_id,
        "developer": {
            "name": "Caseline",
            "websiteUrl": home,
            "privacyUrl": f"{home}/privacy",
            "termsOfUseUrl": f"{home}/terms",
        },
        "name": {"short": "Caseline", "full": "Caseline, from the first ticket to the last word"},
        "description": {
            "short": "Owns an incident from the first ticket to the last word to the customer.",
            "full": SAYS,
        },
        "icons": {"color": COLOR, "outline": OUTLINE},
        "accentColor": "#1F3A5F",
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [_bot(app_id, version)],
        "composeExtensions": [_extension(app_id, version, host)],
        "validDomains": [host] if host else [],
        "webApplicationInfo": {"id": app_id, "resource": f"api://botid-{app_id}"},
        "authorization": {"permissions": {"resourceSpecific": _permissions(settings.microsoft_teams)}},
    }


def _bot(app_id: str, version: Version) -> dict[str, Any]:
    """Slash commands are targeted messages to the bot, which 1.29 is the first to know."""
    slash = {"supportsTargetedMessages": True} if version == VERSION else {}
    triggers = {"triggers": ["mention", "slash"]} if version == VERSION else {}
    lists = [
        {**triggers, "scopes": [scope], "commands": list(_words(words[: MOST[version]]))}
        for scope, words in SCOPES.items()
    ]
    return {
        "botId": app_id,
        "scopes": list(SCOPES),
        "isNotificationOnly": False,
        "supportsFiles": False,
        **slash,
        "commandLists": lists,
    }


def _words(words: Sequence[str]) -> Iterator[dict[str, str]]:
    says = {one.word: one.says for one in TYPED}
    for word in words:
        yield {"title": word, "description": says[word]}


def _extension(app_id: str, version: Version, host: str) -> dict[str, Any]:
    """Links are only unfurled where we have pages of our own."""
    links = [{"type": "link", "value": {"domains": [host]}}] if host else []
    return {
        "botId": app_id,
        "commands": [*(_action(id, version) for id in ACTIONS), _search()],
        **({"messageHandlers": links} if links else {}),
    }


def _action(id: str, version: Version) -> dict[str, Any]:
    title, description, context = EXTENSIONS[id]
    # A message's menu is no place where anybody types.
    slash = {"triggers": ["slash"]} if version == VERSION and "compose" in context else {}
    return {
        "id": id,
        "type": "action",
        "title": title,
        "description": description,
        "context": list(context),
        "fetchTask": True,
        **slash,
    }


def _search() -> dict[str, Any]:
    words = {"name": "words", "title": "Words", "description": "Key, severity or words of the title"}
    return {
        "id": SEARCH,
        "type": "query",
        "title": "Find an incident",
        "description": "Puts the card of an incident into your message",
        "context": ["compose", "commandBox"],
        "initialRun": True,
        "parameters": [{**words, "inputType": "text"}],
    }


def _permissions(settings: MicrosoftTeams) -> list[dict[str, str]]:
    needed = (name for name, kinds in PERMISSIONS.items() if settings.war_room in kinds)
    return [{"name": name, "type": "Application"} for name in needed]
