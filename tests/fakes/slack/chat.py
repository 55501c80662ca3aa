"""Web API: messages, views, pins, bookmarks, people."""

from typing import TYPE_CHECKING, Any

from tests.fakes.slack.blocks import check
from tests.fakes.slack.state import Channel, Json, Message, No, Team, View, texts

if TYPE_CHECKING:
    from tests.fakes.slack.fake import FakeSlack

IN_BLOCKS = 13_200
MADE_UP = ("trigger_id", "view_id", "external_id")


def auth_test(slack: "FakeSlack", team: Team, args: Json) -> Json:
    url = f"https://{team.domain}.slack.com/"
    who = {"user_id": team.bot_user, "bot_id": team.bot_id, "user": "caseline", "team": team.domain}
    more = {"enterprise_id": team.enterprise} if team.enterprise else {}
    return {"team_id": team.id, "url": url, "is_enterprise_install": False, **who, **more}


# --- messages --------------------------------------------------------------------------------


def body_of(slack: "FakeSlack", args: Json) -> Json:
    blocks = args.get("blocks") or []
    findings = check(blocks) if blocks else []
    if "link_names" in args or "parse" in args:
        slack.findings.append("link_names and parse turn foreign text into mentions")
    if blocks and not args.get("text"):
        slack.findings.append("message has no fallback text")
    kinds = [block.get("type") for block in blocks]
    if findings or kinds.count("table") > 1 or slack.refused_blocks & set(kinds):
        slack.findings += findings
        raise No("invalid_blocks", response_metadata={"messages": findings})
    if not blocks and not args.get("text"):
        raise No("no_text")
    if sum(map(len, texts(blocks))) > IN_BLOCKS:
        raise No("msg_blocks_too_long")
    if len(args.get("text") or "") > 40_000:
        raise No("msg_too_long")
    return {"text": args.get("text") or "", "blocks": blocks}


def post_message(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), writing=True)
    thread = str(args.get("thread_ts") or "")
    if thread and not channel.message(thread):
        raise No("thread_not_found")
    body = body_of(slack, args)
    message = Message(
        slack.next_ts(),
        channel.id,
        team.bot_user,
        metadata=args.get("metadata") or {},
        thread_ts=thread,
        **body,
    )
    slack.say(channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_slack_tells(metadata=True)}


def chat_update(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), writing=True, by_name=False)
    message = channel.message(str(args.get("ts")))
    if message is None or message.to:
        raise No("message_not_found")
    if message.user != team.bot_user:
        raise No("cant_update_message")
    body = body_of(slack, args)
    message.text, message.versions = body["text"], message.versions + 1
    if "blocks" in args:
        message.blocks = body["blocks"]
    slack.changed()
    return {"channel": channel.id, "ts": message.ts, "text": message.text}


def chat_delete(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""))
    message = channel.message(str(args.get("ts")))
    if message is None:
        raise No("message_not_found")
    channel.messages.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""), writing=True)
    if args.get("user") not in channel.members:
        raise No("user_not_in_channel")
    message = Message(slack.next_ts(), channel.id, team.bot_user, to=args["user"], **body_of(slack, args))
    slack.say(channel, message)
    return {"message_ts": message.ts}


def permalink(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel", ""))
    stamp = str(args.get("message_ts", "")).replace(".", "")
    return {
        "channel": channel.id,
        "permalink": f"https://{team.domain}.slack.com/archives/{channel.id}/p{stamp}",
    }


def chat_unfurl(slack: "FakeSlack", team: Team, args: Json) -> Json:
    slack.unfurls.append(args)
    return {}


def reactions_add(slack: "FakeSlack", team: Team, args: Json) -> Json:
    message = slack.place(team, args.get("channel", "")).message(str(args.get("timestamp")))
    if message is None:
        raise No("message_not_found")
    people = message.reactions.setdefault(str(args.get("name")), [])
    if team.bot_user in people:
        raise No("already_reacted")
    people.append(team.bot_user)
    return {}


# --- pins and bookmarks --------------------------------------------------------------------------


def pins_add(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel, ts = slack.place(team, args.get("channel", ""), writing=True), str(args.get("timestamp"))
    if channel.message(ts) is None:
        raise No("message_not_found")
    if ts in channel.pins:
        raise No("already_pinned")
    channel.pins.append(ts)
    return {}


def pins_list(slack: "FakeSlack", team: Team, args: Json) -> Json:
    return {"items": [{"message": {"ts": ts}} for ts in slack.place(team, args.get("channel", "")).pins]}


def bookmarks_list(slack: "FakeSlack", team: Team, args: Json) -> Json:
    return {"bookmarks": slack.place(team, args.get("channel_id", "")).bookmarks}


def bookmarks_add(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel_id", ""), writing=True)
    bookmark = {"id": slack.next_id("Bk"), "title": args["title"], "link": args.get("link", "")}
    channel.bookmarks.append(bookmark)
    return {"bookmark": bookmark}


def _bookmark(channel: Channel, args: Json) -> Json:
    for one in channel.bookmarks:
        if one["id"] == args.get("bookmark_id"):
            return one
    raise No("not_found")


def bookmarks_edit(slack: "FakeSlack", team: Team, args: Json) -> Json:
    bookmark = _bookmark(slack.place(team, args.get("channel_id", ""), writing=True), args)
    bookmark |= {name: args[name] for name in ("title", "link") if args.get(name)}
    return {"bookmark": bookmark}


def bookmarks_remove(slack: "FakeSlack", team: Team, args: Json) -> Json:
    channel = slack.place(team, args.get("channel_id", ""))
    channel.bookmarks.remove(_bookmark(channel, args))
    return {}


# --- views -----------------------------------------------------------------------------------------


def _checked(slack: "FakeSlack", args: Json, kind: str) -> Json:
    view: Json = args.get("view") or {}
    findings = check(view) if view.get("type") == kind else [f"view is no {kind}"]
    if findings:
        slack.findings += findings
        raise No("invalid_arguments", response_metadata={"messages": findings})
    return view


def _trigger(slack: "FakeSlack", args: Json) -> str:
    trigger = str(args.get("trigger_id") or "")
    if not trigger or trigger in slack.expired_triggers:
        raise No("expired_trigger_id" if trigger else "invalid_arguments")
    if trigger in slack.used_triggers:
        raise No("exchanged_trigger_id")
    slack.used_triggers.add(trigger)
    return slack.triggers.get(trigger, "")


def views_open(slack: "FakeSlack", team: Team, args: Json) -> Json:
    user = _trigger(slack, args)
    view = View(slack.next_id("V"), user, _checked(slack, args, "modal"))
    view.root = view.id
    slack.views[view.id] = view
    return {"view": slack.view_as_told(view)}


def views_push(slack: "FakeSlack", team: Team, args: Json) -> Json:
    user = _trigger(slack, args)
    view = View(slack.next_id("V"), user, _checked(slack, args, "modal"))
    slack.views[view.id] = view
    return {"view": slack.view_as_told(view)}


def views_update(slack: "FakeSlack", team: Team, args: Json) -> Json:
    view = slack.views.get(str(args.get("view_id")))
    if view is None:
        raise No("not_found")
    view.view = _checked(slack, args, "modal")
    return {"view": slack.view_as_told(view)}


def views_publish(slack: "FakeSlack", team: Team, args: Json) -> Json:
    user = slack.user(team, args.get("user_id", ""))
    slack.homes[user.id] = _checked(slack, args, "home")
    return {"view": {"id": f"V{user.id}", **slack.homes[user.id]}}


# --- people, connections ---------------------------------------------------------------------------


def users_info(slack: "FakeSlack", team: Team, args: Json) -> Json:
    return {"user": slack.user(team, args.get("user", "")).as_slack_tells()}


def users_list(slack: "FakeSlack", team: Team, args: Json) -> Json:
    return {"members": [one.as_slack_tells() for one in slack.users.values() if one.team == team.id]}


def by_email(slack: "FakeSlack", team: Team, args: Json) -> Json:
    for user in slack.users.values():
        if user.email and user.email == args.get("email"):
            return {"user": user.as_slack_tells()}
    raise No("users_not_found")


def apps_connections_open(slack: "FakeSlack", team: Team, args: Json) -> Json:
    return {"url": slack.socket_url()}


def oauth_v2_access(slack: "FakeSlack", team: Team, args: Json) -> Json:
    installed: Any = slack.teams.get(slack.codes.pop(str(args.get("code")), ""))
    if installed is None:
        raise No("invalid_code")
    return {
        "app_id": "A1",
        "access_token": installed.token,
        "token_type": "bot",
        "scope": "commands,chat:write",
        "bot_user_id": installed.bot_user,
        "team": {"id": installed.id, "name": installed.domain},
        "enterprise": None,
        "authed_user": {"id": "U1"},
        "is_enterprise_install": False,
    }
