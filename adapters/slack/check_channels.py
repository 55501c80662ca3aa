"""Whether channels can be told of incidents where the settings say: for `caseline check`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk import WebClient

from adapters.slack import ids
from bot.domain.finding import Finding

KINDS = "public_channel,private_channel"
PAGES = 50
WHAT = "Slack channel"
Channel = Mapping[str, Any]


def findings(client: WebClient, announce: Sequence[str]) -> Iterator[Finding]:
    """One for every such channel in Slack."""
    wanted = [to for to in announce if ids.theirs(to)]
    known = _known(client, {ids.theirs(to) for to in wanted if _is_channel(to)})
    for to in wanted:
        yield _finding(to, known.get(ids.theirs(to)))


def _is_channel(to: str) -> bool:
    return bool(ids.room(to)) or ids.theirs(to).startswith("#")


def _finding(to: str, channel: Channel | None) -> Finding:
    name = ids.theirs(to)
    if ids.person(to):
        return Finding(WHAT, f"{name} is a person, who is written to directly")
    if not _is_channel(to):
        return Finding(WHAT, f"{name} is no channel", f"write slack:#{name} in the settings")
    return _found(name, channel)


def _found(name: str, channel: Channel | None) -> Finding:
    if channel is None:
        todo = "correct the settings; or, if it is private, write `/invite @Caseline` there"
        return Finding(WHAT, f"{name} is not known, or Caseline may not see it", todo)
    if channel.get("is_archived"):
        return Finding(WHAT, f"{name} is archived", "unarchive it in Slack, or take it out of the settings")
    if channel.get("is_member"):
        return Finding(WHAT, f"{name} is there, and Caseline is in it")
    if channel.get("is_private"):
        return Finding(WHAT, f"Caseline is not in {name}", "write `/invite @Caseline` there")
    return Finding(WHAT, f"{name} is public; Caseline goes in by itself with the first word")


def _known(client: WebClient, wanted: set[str]) -> dict[str, Channel]:
    """By what was wanted, id or `#name`; Slack's long list is read no further than need be."""
    found: dict[str, Channel] = {}
    cursor = ""
    for _ in range(PAGES):
        if wanted <= found.keys():
            break
        page = client.conversations_list(types=KINDS, limit=1000, cursor=cursor or None)
        for channel in page.get("channels") or []:
            names = {str(channel.get("id")), f"#{channel.get('name')}"}
            found |= dict.fromkeys(names & wanted, channel)
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found
