"""Every method of the Web API that the fake knows, and the scope that it wants."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tests.fakes.slack import chat, conversations
from tests.fakes.slack.state import Json, Team

if TYPE_CHECKING:
    from tests.fakes.slack.fake import FakeSlack

Method = Callable[["FakeSlack", Team, Json], Json]

METHODS: Mapping[str, Method] = {
    "auth.test": chat.auth_test,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.chat_update,
    "chat.delete": chat.chat_delete,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.getPermalink": chat.permalink,
    "chat.unfurl": chat.chat_unfurl,
    "reactions.add": chat.reactions_add,
    "pins.add": chat.pins_add,
    "pins.list": chat.pins_list,
    "bookmarks.list": chat.bookmarks_list,
    "bookmarks.add": chat.bookmarks_add,
    "bookmarks.edit": chat.bookmarks_edit,
    "bookmarks.remove": chat.bookmarks_remove,
    "views.open": chat.views_open,
    "views.push": chat.views_push,
    "views.update": chat.views_update,
    "views.publish": chat.views_publish,
    "users.info": chat.users_info,
    "users.list": chat.users_list,
    "users.lookupByEmail": chat.by_email,
    "apps.connections.open": chat.apps_connections_open,
    "oauth.v2.access": chat.oauth_v2_access,
    "conversations.create": conversations.create,
    "conversations.rename": conversations.rename,
    "conversations.archive": conversations.archive,
    "conversations.unarchive": conversations.unarchive,
    "conversations.setTopic": conversations.set_topic,
    "conversations.setPurpose": conversations.set_purpose,
    "conversations.invite": conversations.invite,
    "conversations.join": conversations.join,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.list": conversations.list_,
    "conversations.open": conversations.open_,
    "conversations.history": conversations.history,
    "conversations.replies": conversations.replies,
}

SCOPES: Mapping[str, str] = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.unfurl": "links:write",
    "reactions.add": "reactions:write",
    "pins.add": "pins:write",
    "pins.list": "pins:read",
    "bookmarks.list": "bookmarks:read",
    "bookmarks.add": "bookmarks:write",
    "bookmarks.edit": "bookmarks:write",
    "bookmarks.remove": "bookmarks:write",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.lookupByEmail": "users:read.email",
    "conversations.create": "channels:manage",
    "conversations.rename": "channels:manage",
    "conversations.archive": "channels:manage",
    "conversations.unarchive": "channels:manage",
    "conversations.setTopic": "channels:manage",
    "conversations.setPurpose": "channels:manage",
    "conversations.invite": "channels:manage",
    "conversations.join": "channels:join",
    "conversations.info": "channels:read",
    "conversations.members": "channels:read",
    "conversations.list": "channels:read",
    "conversations.open": "im:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
}
"""For public channels; private ones want `groups:` instead."""
