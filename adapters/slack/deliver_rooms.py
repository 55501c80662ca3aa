"""War rooms in Slack: made, found again, closed, and who comes in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack import ids, refusals
from adapters.slack.deliver_calls import Answer, Call, Calls
from adapters.slack.deliver_name import candidates, channel_name, plainest
from bot.domain.room import WarRoom
from bot.domain.wording import say
from bot.errors import Refused, TryLater

IN_A_CALL = 100
PAGES = 50
NOT_HERE = "They are not in Slack."


class SlackRooms:
    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    # --- making ----------------------------------------------------------------------------

    def open(self, workspace: str, slug: str, *, private: bool, doubtful: bool) -> WarRoom:
        """A new channel; when `doubtful`, the one that an earlier try made, if it did."""
        name = channel_name(slug)
        try:
            return self._open(workspace, name, private=private, doubtful=doubtful)
        except SlackApiError as error:
            if not refusals.code(error).startswith("invalid_name"):
                raise
        return self._open(workspace, plainest(name), private=private, doubtful=doubtful)

    def _open(self, workspace: str, name: str, *, private: bool, doubtful: bool) -> WarRoom:
        for wanted in candidates(name):
            try:
                return self._create(workspace, wanted, private=private)
            except SlackApiError as error:
                if refusals.code(error) != "name_taken":
                    raise
            # A taken name is the only sign that an earlier try came through, so Slack's long
            # list of channels is read only now.
            if doubtful and (mine := self._mine(workspace, name, private=private)):
                return mine
            doubtful = False
        raise Refused(say(refusals.SENTENCES["name_taken"]))

    def _create(self, workspace: str, name: str, *, private: bool) -> WarRoom:
        made = self._calls.ask(
            workspace, lambda slack: slack.conversations_create(name=name, is_private=private)
        )
        return self._war_room(workspace, made["channel"])

    def _war_room(self, workspace: str, channel: Mapping[str, Any]) -> WarRoom:
        found = self._calls.workspaces.find(workspace)
        team = workspace or (found.team if found else "") or str(channel.get("context_team_id") or "")
        url = f"https://slack.com/app_redirect?channel={channel['id']}"
        return WarRoom(
            incident="",
            chat=ids.CHAT,
            workspace=team,
            room=ids.ours(channel["id"]),
            name=str(channel.get("name") or ""),
            url=f"{url}&team={team}" if team else url,
        )

    def _mine(self, workspace: str, name: str, *, private: bool) -> WarRoom | None:
        """A channel of this name, or with a number behind it, that our own bot made."""
        us = self._calls.workspaces.bot_user_id(workspace)
        ours = set(candidates(name))
        for channel in self._channels(workspace, private=private):
            if channel.get("name") in ours and us and channel.get("creator") == us:
                return self._war_room(workspace, channel)
        return None

    def _channels(self, workspace: str, *, private: bool) -> Iterator[Mapping[str, Any]]:
        kind, cursor = "private_channel" if private else "public_channel", ""
        for _ in range(PAGES):
            page = self._page(workspace, kind, cursor)
            yield from page.get("channels") or []
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _page(self, workspace: str, kind: str, cursor: str) -> Answer:
        return self._calls.ask(
            workspace,
            lambda slack: slack.conversations_list(
                types=kind, exclude_archived=True, limit=1000, cursor=cursor or None
            ),
        )

    # --- finding and joining ---------------------------------------------------------------

    def named(self, workspace: str, name: str) -> str:
        """Slack's id of a public channel, or an empty string."""
        wanted = name.removeprefix("#")
        channels = self._channels(workspace, private=False)
        return next((str(one["id"]) for one in channels if one.get("name") == wanted), "")

    def join(self, workspace: str, channel: str) -> bool:
        """False where we may not go in by ourselves."""
        found = self.named(workspace, channel) if channel.startswith("#") else channel
        if not re.match("C", found):
            return False
        try:
            self._calls.ask(workspace, lambda slack: slack.conversations_join(channel=found))
        except SlackApiError as error:
            if isinstance(refusals.in_our_words(error), TryLater):
                raise
            return False
        return True

    def inside(self, workspace: str, channel: str, call: Call) -> Answer:
        """The answer to a call that only works in a channel where we are; goes in first when need be."""
        try:
            return self._calls.ask(workspace, call)
        except SlackApiError as error:
            if refusals.code(error) not in refusals.OUTSIDE or not self.join(workspace, channel):
                raise
        return self._calls.ask(workspace, call)

    def set_topic(self, workspace: str, channel: str, topic: str) -> None:
        """Left out where this Slack has no topics: the card in the room says the same."""
        if self._calls.lacks(workspace, "topic"):
            return
        try:
            self.inside(
                workspace, channel, lambda slack: slack.conversations_setTopic(channel=channel, topic=topic)
            )
        except SlackApiError as error:
            self._calls.do_without(workspace, "topic", error)

    # --- people ----------------------------------------------------------------------------

    def invite(self, workspace: str, channel: str, people: Sequence[str]) -> dict[str, str]:
        """Who could not be invited, and why; somebody who is there already is fine."""
        left_out = {person: say(NOT_HERE) for person in people if not ids.person(person)}
        known = iter([person for person in people if person not in left_out])
        while some := list(islice(known, IN_A_CALL)):
            if why := self._why_not(workspace, channel, some):
                left_out |= {some[0]: why} if len(some) == 1 else self._one_by_one(workspace, channel, some)
        return left_out

    def _one_by_one(self, workspace: str, channel: str, people: Sequence[str]) -> dict[str, str]:
        asked = {person: self._why_not(workspace, channel, [person]) for person in people}
        return {person: why for person, why in asked.items() if why}

    def _why_not(self, workspace: str, channel: str, people: Sequence[str]) -> str:
        """Slack refuses all for the sake of one, so whoever asks for several asks again one by one."""
        users = [ids.person(person) for person in people]
        try:
            self.inside(
                workspace, channel, lambda slack: slack.conversations_invite(channel=channel, users=users)
            )
        except SlackApiError as error:
            if refusals.code(error) in ("already_in_channel", "cant_invite_self") and len(people) == 1:
                return ""
            ours = refusals.in_our_words(error)
            if isinstance(ours, TryLater) or refusals.code(error) in ("is_archived", "missing_scope"):
                raise ours from error
            return str(ours)
        return ""
