"""The Slack app's manifest: what we ask a workspace for, and not one scope more.

Scopes follow from the two tables below, and tests hold the tables against the code, so a call
or an event that is no longer used takes its scope with it.
https://docs.slack.dev/reference/app-manifest
"""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.slack.interactions import SHORTCUTS

ADDRESS = "https://caseline.example.com"
"""Stands in `manifest.yml` for the public address, which every operator fills in."""

METHODS: Mapping[str, tuple[str, ...]] = {
    "apps.connections.open": (),
    "auth.test": (),
    "bookmarks.add": ("bookmarks:write",),
    "bookmarks.edit": ("bookmarks:write",),
    "bookmarks.list": ("bookmarks:read",),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.archive": ("channels:manage", "groups:write"),
    "conversations.create": ("channels:manage", "groups:write"),
    "conversations.history": ("channels:history", "groups:history"),
    "conversations.invite": ("channels:manage", "groups:write"),
    "conversations.join": ("channels:join",),
    "conversations.list": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history"),
    "conversations.setTopic": ("channels:manage", "groups:write"),
    "pins.add": ("pins:write",),
    "users.info": ("users:read", "users:read.email"),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
"""Web API methods that we call, with the scopes that each needs."""

EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "tokens_revoked": (),
}
"""Events that we listen to, with the scopes that each needs."""

HYPHENATED: Mapping[str, tuple[str, str]] = {
    "declare": ("Declare an incident", "[severity] [title]"),
    "link": ("Link customers' tickets to an incident", "[zendesk:123 … | words]"),
    "liaison": ("Find or become the customer liaison", "[@person | me | page]"),
    "page": ("Page somebody until one of them has it", "[@person | team | policy | service] [why]"),
    "update": ("Post an update on an incident", "[what is new]"),
    "sla": ("See what was promised, and how much time is left", "[zendesk:123 | why zendesk:123]"),
}
"""Words that Slack's autocomplete shows as commands of their own, since it shows no sub-commands."""

_SHORTCUTS = (
    ("declare", "global", "Declare an incident", "Opens the form for a new incident."),
    ("declare_from", "message", "Declare from message", "Declares an incident with this message in it."),
    ("note_from", "message", "Add to timeline", "Puts this message on the incident's timeline."),
    ("link_from", "message", "Link its tickets", "Links the tickets that this message names, or finds some."),
    ("ticket_from", "message", "Make a ticket", "Makes a ticket from this message and links it."),
)
"""Slack shows at most five of an app, whatever its schema allows."""

_SAYS = (
    "Caseline keeps a problem in one pair of hands from the first ticket to the last word to the "
    "customer: declare an incident, open its war room, find a customer liaison, keep everybody up to "
    "date, and know afterwards what happened when."
)


def manifest(
    command: str = "/case",
    hyphenated: Sequence[str] = tuple(HYPHENATED),
    *,
    socket_mode: bool = False,
    url: str | None = ADDRESS,
) -> dict[str, Any]:
    """As Slack takes it under "create an app from a manifest".

    `url` is the public address of this installation; with Socket Mode none is needed.
    """
    way_in = {} if socket_mode else {"url": f"{(url or ADDRESS).rstrip('/')}/slack/events"}
    request_url = {"request_url": way_in["url"]} if way_in else {}
    # Where Slack asks what stands in a list while somebody types into it.
    options_url = {"message_menu_options_url": way_in["url"]} if way_in else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Caseline",
            "description": "Owns an incident from the first ticket to the last word to the customer.",
            "long_description": _SAYS,
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Caseline", "always_online": True},
            "shortcuts": [_shortcut(*one) for one in _SHORTCUTS if one[0] in SHORTCUTS],
            "slash_commands": _commands(command, hyphenated, way_in),
        },
        "oauth_config": _oauth(None if socket_mode else url),
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url, **options_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def scopes() -> list[str]:
    """Every bot scope that something of ours needs."""
    asked = {scope for needed in (*METHODS.values(), *EVENTS.values()) for scope in needed}
    return sorted(asked | {"commands"})


def _shortcut(callback_id: str, kind: str, name: str, description: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback_id, "description": description}


def _commands(command: str, hyphenated: Sequence[str], way_in: Mapping[str, str]) -> list[dict[str, Any]]:
    """`should_escape` makes Slack send people and channels by id, not by a name that may not be unique."""
    named = [(command, "Everything Caseline can do", "[declare | status | help | …]")]
    named += [(f"{command}-{word}", *HYPHENATED[word]) for word in hyphenated]
    return [
        {"command": name, **way_in, "description": does, "usage_hint": hint, "should_escape": True}
        for name, does, hint in named
    ]


def _oauth(url: str | None) -> dict[str, Any]:
    """The redirect counts only for installing into several workspaces."""
    redirect = {"redirect_urls": [f"{url.rstrip('/')}/slack/oauth_redirect"]} if url else {}
    return {**redirect, "scopes": {"bot": scopes()}}


def as_yaml(made: Mapping[str, Any]) -> str:
    """The text of `manifest.yml`."""
    import yaml  # noqa: PLC0415 -- the doors ask here for scopes, and start sooner without it

    return yaml.safe_dump(dict(made), sort_keys=False, allow_unicode=True, width=100)
