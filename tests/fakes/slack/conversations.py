"""Web API: channels."""

import re
from typing import TYPE_CHECKING

from tests.fakes.slack.state import Channel, Json, No, Team

if TYPE_CHECKING:
    from tests.fakes.slack.fake import FakeSlack


def _yes(value: object) -> bool:
    return value in (True, 1, "1", "true", "True")


def _check_name(slack: "FakeSlack", team: Team, name: str) -> None:
    if not name:
        raise No("invalid_name_required")
    if len(name) > 80:
        raise No("invalid_name_maxlength")
    if not re.fullmatch(r"[a-z0-9_-]+", name):
        raise No("invalid_name_specials")
    if not name.strip("-_"):
        raise No("invalid_name_punctuation")
    if any(one.name == name and one.team == team.id for one in slack.channels.values()):
        raise No("name_taken")


def create(slack: "FakeSlack", team: Team, args: Json) -> Json:
    name, private = str(args.get("name") or ""), _yes(args.get("is_private"))
    _check_name(slack, team, name)
    channel = Channel(
        slack.next_id("C"), name, team.id, creator=team.bot_user, private=private, members=[team.bot_user]
    )
    slack.channels[channel.id] = channel
    slack.changed()
    return {"channel": channel.as_slack_tells(team.bot_user)}


def rename(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), writing=True)
    _check_name(slack, team, str(args.get("name") or ""))
    channel.name = args["name"]
    return {"channel": channel.as_slack_tells(team.bot_user)}


def archive(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""))
    if channel.archived:
        raise No("already_archived")
    if team.bot_user not in channel.members:
        raise No("not_in_channel")
    channel.archived = True
    slack.changed()
    return {}


def unarchive(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""))
    if not channel.archived:
        raise No("not_archived")
    channel.archived = False
    return {}


def set_topic(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), writing=True)
    if len(args.get("topic", "")) > 250:
        raise No("too_long")
    channel.topic = args.get("topic", "")
    slack.changed()
    return {"channel": channel.as_slack_tells(team.bot_user)}


def set_purpose(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), writing=True)
    if len(args.get("purpose", "")) > 250:
        raise No("too_long")
    channel.purpose = args.get("purpose", "")
    return {"channel": channel.as_slack_tells(team.bot_user)}


def invite(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), writing=True)
    users = [one for one in str(args.get("users") or "").split(",") if one]
    if len(users) > 100:
        raise No("too_many_users")
    refused = {one: _unwanted(slack, team, channel, one) for one in users}
    wrong = {user: why for user, why in refused.items() if why}
    if wrong:
        errors = [{"user": user, "ok": False, "error": why} for user, why in wrong.items()]
        raise No(next(iter(wrong.values())), errors=errors)
    channel.members += users
    slack.changed()
    return {"channel": channel.as_slack_tells(team.bot_user)}


def _unwanted(slack: "FakeSlack", team: Team, channel: Channel, id: str) -> str:
    user = slack.users.get(id)
    if user is None:
        return "user_not_found"
    if id == team.bot_user:
        return "cant_invite_self"
    if id in channel.members:
        return "already_in_channel"
    return user.refuses_invitations or ("user_is_restricted" if user.guest else "")


def join(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), by_name=False)
    if channel.private or channel.direct:
        raise No("method_not_supported_for_channel_type")
    if channel.archived:
        raise No("is_archived")
    if team.bot_user not in channel.members:
        channel.members.append(team.bot_user)
    return {"channel": channel.as_slack_tells(team.bot_user)}


def info(slack: "FakeSlack", team: Team, args: Json) -> Json:
    return {"channel": slack.place(team, args.get("channel", "")).as_slack_tells(team.bot_user)}


def members(slack: "FakeSlack", team: Team, args: Json) -> Json:
    return {"members": slack.place(team, args.get("channel", "")).members}


def list_(slack: "FakeSlack", team: Team, args: Json) -> Json:
    kinds = str(args.get("types") or "public_channel").split(",")
    found = [
        one
        for one in slack.channels.values()
        if one.team == team.id
        and not one.direct
        and ("private_channel" if one.private else "public_channel") in kinds
        and (not one.private or team.bot_user in one.members)
        and not (one.archived and _yes(args.get("exclude_archived")))
    ]
    told, cursor = _page(found, args)
    return {"channels": [one.as_slack_tells(team.bot_user) for one in told], **cursor}


def _page(found: list, args: Json) -> tuple[list, Json]:
    start, limit = int(args.get("cursor") or 0), int(args.get("limit") or 100)
    after = str(start + limit) if start + limit < len(found) else ""
    return found[start : start + limit], {"response_metadata": {"next_cursor": after}}


def open_(slack: "FakeSlack", team: Team, args: Json) -> Json:
    user = slack.user(team, str(args.get("users") or ""))
    if user.bot:
        raise No("cannot_dm_bot")
    return {"channel": {"id": slack.direct(team, user.id).id}}


def history(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), reading=True)
    told, cursor = _page(channel.spoken[::-1], args)
    metadata = _yes(args.get("include_all_metadata"))
    return {"messages": [one.as_slack_tells(metadata=metadata) for one in told], **cursor}


def replies(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), reading=True)
    parent = channel.message(str(args.get("ts")))
    if parent is None:
        raise No("thread_not_found")
    told, cursor = _page([parent, *channel.thread(parent.ts)], args)
    metadata = _yes(args.get("include_all_metadata"))
    return {"messages": [one.as_slack_tells(metadata=metadata) for one in told], **cursor}
