"""What the ways in which Teams says no become: one table, from its code to our errors.

Waiting (412, 429, 502, 503, 504, no answer) is settled by the client; what it declined comes here.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""

import re
from collections.abc import Mapping

from adapters.http import SLOW, Declined
from bot.domain.wording import say
from bot.errors import AdapterError, Refused, RoomGone, TryLater

WAITING = SLOW | {412}
"""Statuses after which the same request works later; 412 is two writers at one conversation."""
STOPPED_WAIT = 300.0

_NOT_HERE = "Caseline is not in that team or chat. Please add the app there in Teams."
_BLOCKED = "They have blocked or removed Caseline in Teams. They can add the app again and say hello to it."
_NOT_INSTALLED = "They have not added Caseline in Teams yet; they can find it there under Apps."
_GONE = "That conversation no longer exists in Teams."
_FULL = "The chat is full."
_MESSAGE_GONE = "The message is gone."

CODES: Mapping[str, tuple[type[Refused], str]] = {
    "BotNotInConversationRoster": (RoomGone, _NOT_HERE),
    "BotNotInConversation": (RoomGone, _NOT_HERE),
    "BotDisabledByAdmin": (RoomGone, "An admin has switched Caseline off in Teams."),
    "ConversationNotFound": (RoomGone, _GONE),
    "ChannelArchived": (RoomGone, "The channel is archived. Restore it in Teams, or go on elsewhere."),
    "MessageWritesBlocked": (Refused, _BLOCKED),
    "ConversationBlockedByUser": (Refused, _BLOCKED),
    "ForbiddenOperationException": (Refused, _NOT_INSTALLED),
    "MemberNotFoundInConversation": (Refused, "They are not in that conversation."),
    "ActivityNotFoundInConversation": (Refused, _MESSAGE_GONE),
    "MessageNotFound": (Refused, _MESSAGE_GONE),
    "MessageSizeTooBig": (Refused, "The message is too long for Teams."),
    "TooManyMembers": (Refused, _FULL),
}
"""What people are told; anything else is told with Teams' own word for it."""

_BY_STATUS: Mapping[int, tuple[type[Refused], str]] = {
    403: (RoomGone, _NOT_HERE),
    404: (RoomGone, _GONE),
    413: CODES["MessageSizeTooBig"],
}
MESSAGE_GONE = frozenset({"ActivityNotFoundInConversation", "MessageNotFound"})
OUTSIDE = frozenset({"BotNotInConversationRoster", "BotNotInConversation", "BotDisabledByAdmin"})
"""We were removed from the whole team or chat."""
NOT_THERE = OUTSIDE | {"ConversationNotFound", "MessageWritesBlocked", "ConversationBlockedByUser"}
"""Nothing can be said there until somebody adds us again; what we knew of that place is forgotten."""
TOO_BIG = 413

_KNOWN = re.compile("|".join(sorted(CODES, key=len, reverse=True)))


def code(error: Declined) -> str:
    """Teams' word for what is wrong, `http_403` where it said none; some stand in a text inside the text."""
    if found := _KNOWN.search(error.text):
        return found.group()
    inner = error.said.get("error")
    said = inner.get("code") if isinstance(inner, dict) else error.said.get("errorCode")
    return str(said) if said else f"http_{error.status}"


def in_our_words(error: Declined, *, person: bool = False) -> AdapterError:
    """What Teams' refusal means to the bot; `person` says that one person was written to."""
    said = code(error)
    if error.status == 401:
        sentence = "Teams does not accept Caseline's token ({error}); an operator must renew its credentials."
        return TryLater(say(sentence, error=said), after=STOPPED_WAIT)
    kind, sentence = (
        CODES.get(said) or _BY_STATUS.get(error.status) or (Refused, "Teams refused it ({error}).")
    )
    if person and kind is RoomGone:
        kind, sentence = Refused, _NOT_INSTALLED
    return kind(say(sentence, error=said))
