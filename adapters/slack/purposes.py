"""What each scope is for, in an operator's words."""

from collections.abc import Mapping

PURPOSES: Mapping[str, str] = {
    "app_mentions:read": "hears `@Caseline …`",
    "bookmarks:read": "finds the links that it put at the top of a war room",
    "bookmarks:write": "puts links at the top of a war room",
    "channels:history": "puts marked messages on the timeline, and finds its own messages after a crash",
    "channels:join": "goes into public channels where it should announce",
    "channels:manage": "opens war rooms, invites people there, sets their topic, archives them",
    "channels:read": "finds channels, and sees who comes in late or when a war room is gone",
    "chat:write": "says anything at all",
    "commands": "hears the slash commands and shortcuts",
    "groups:history": "the same as channels:history, in private war rooms",
    "groups:read": "the same as channels:read, for private war rooms",
    "groups:write": "the same as channels:manage, for private war rooms",
    "im:history": "hears what people write to it directly",
    "im:write": "writes to people directly",
    "pins:write": "pins the card of a war room",
    "reactions:read": "sees the pushpin that puts a message on the timeline",
    "users:read": "knows people's names and time zones, and who is a guest",
    "users:read.email": "recognises one person in several chats",
}
