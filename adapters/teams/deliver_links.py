"""Addresses that open something in Teams.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
"""

from urllib.parse import quote, urlencode

from adapters.teams.places import CHANNEL, Place, thread_of, without_thread

BASE = "https://teams.microsoft.com/l"
IN_A_CHAT = '{"contextType":"chat"}'


def message_url(place: Place, conversation: str, message: str, root: str) -> str:
    """`root` is the first message of the thread, where the message itself is not."""
    way = f"{BASE}/message/{_quoted(without_thread(conversation))}/{_quoted(message)}"
    if place.kind != CHANNEL:
        return f"{way}?{urlencode({'context': IN_A_CHAT})}"
    parent = root or thread_of(conversation) or message
    asked = {"tenantId": place.tenant, "groupId": place.group, "parentMessageId": parent}
    return f"{way}?{urlencode({name: value for name, value in asked.items() if value})}"


def channel_url(place: Place, channel: str, name: str) -> str:
    asked = {"groupId": place.group, "tenantId": place.tenant}
    end = urlencode({name: value for name, value in asked.items() if value})
    return f"{BASE}/channel/{_quoted(channel)}/{_quoted(name or 'channel')}?{end}"


def chat_url(place: Place, chat: str) -> str:
    end = f"?{urlencode({'tenantId': place.tenant})}" if place.tenant else ""
    return f"{BASE}/chat/{_quoted(chat)}/conversations{end}"


def _quoted(id: str) -> str:
    return quote(id, safe="")
