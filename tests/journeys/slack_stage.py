"""The journey in Slack: a fake Slack on loopback, and the real program behind its door."""

import html
import itertools
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import httpx

from adapters.clock.ticker import SystemClock
from bot.domain.form import Answer
from bot.ports import Clock
from tests.adapters.slack import payloads
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.state import Channel, Message, View, texts
from tests.journeys.stage import DIRECT, WAR_ROOM

Json = dict[str, Any]
Send = Callable[[str, Json], Json]
"""Carries (kind of envelope, payload) to the program, and brings its answer."""

LOUD = "🔴"
PEOPLE = ("ana", "leo", "eve", "mia")


def furnish(slack: FakeSlack) -> None:
    """The people and channels of the story."""
    ids = [slack_id(name) for name in PEOPLE]
    for name, id in zip(PEOPLE, ids, strict=True):
        slack.add_user(id, name.capitalize(), email=f"{name}@acme.test")
    for channel in ("support", "incidents"):
        slack.add_channel(channel, members=tuple(ids))


def slack_id(name: str) -> str:
    return f"U{name.upper()}"


def over_http(address: str, clock: Clock | None = None) -> Send:
    """Signed requests, as Slack sends them."""
    client, told = httpx.Client(base_url=address, timeout=10), clock or SystemClock()

    def send(kind: str, payload: Json) -> Json:
        if kind == "slash_commands":
            body = payloads.command(payload.pop("text"), hook=payload.pop("response_url"), **payload)
        else:
            body = json.dumps(payload) if kind == "events_api" else payloads.form(payload)
        headers = payloads.signed(body, told.now().timestamp())
        answer = client.post("/slack/events", content=body, headers=headers)
        assert answer.status_code == 200, answer
        return dict(answer.json()) if answer.text.startswith("{") else {}

    return send


def over_socket(slack: FakeSlack) -> Send:
    """Envelopes on the WebSocket that the program opened."""

    def send(kind: str, payload: Json) -> Json:
        if kind == "slash_commands":
            payload = {"team_id": "T1", "command": "/case", **payload}
        return dict(slack.sockets.send(kind, payload) or {})

    return send


class SlackStage:
    """Keeps the promise of `Stage`."""

    war_room = WAR_ROOM

    def __init__(self, slack: FakeSlack, send: Send) -> None:
        self._slack = slack
        self._send = send
        self._numbers = itertools.count(1)
        self._chosen: dict[str, list[Json]] = {}

    def types(self, who: str, text: str, *, room: str) -> None:
        channel = self._channel(who, room)
        asked = {
            "text": text,
            "user_id": slack_id(who),
            "user_name": who,
            "channel_id": channel.id,
            "channel_name": channel.name or "directmessage",
            "trigger_id": self._slack.trigger(slack_id(who)),
            "response_url": self._slack.response_url(slack_id(who), channel.id),
        }
        answer = self._send("slash_commands", asked)
        with self._slack.lock:
            self._slack.show(slack_id(who), channel.id, answer)

    def mentions(self, who: str, other: str) -> str:
        return f"<@{slack_id(other)}|{other}>"

    def presses(self, who: str, label: str, *, room: str) -> None:
        channel = self._channel(who, room)
        message = next(m for m in reversed(self._messages(who, channel)) if label in m.buttons)
        press = payloads.press(
            message.buttons[label],
            hook=self._slack.response_url(slack_id(who), channel.id),
            message=message.ts,
            at=f"{next(self._numbers)}.5",
            user=self._user(who),
            channel={"id": channel.id, "name": channel.name},
            container={"type": "message", "message_ts": message.ts, "channel_id": channel.id},
        )
        self._send("interactive", press | {"trigger_id": self._slack.trigger(slack_id(who))})

    def searches(self, who: str, text: str, *, take: str) -> str:
        open_view = self._open_view(who)
        view = self._slack.view_as_told(open_view)
        box = next(b for b in view["blocks"] if b.get("element", {}).get("type") == "multi_external_select")
        typed = payloads.suggestion(view, text, block=box["block_id"], user=self._user(who))
        options = self._send("options", typed)["options"]
        chosen = next(one for one in options if take in one["text"]["text"])
        self._chosen.setdefault(open_view.id, []).append(chosen)
        return "\n".join(one["text"]["text"] for one in options)

    def _open_view(self, who: str) -> View:
        with self._slack.lock:
            return next(v for v in reversed(self._slack.views.values()) if v.user == slack_id(who))

    def fills(self, who: str, **answers: Answer) -> None:
        open_view = self._open_view(who)
        view = self._slack.view_as_told(open_view)
        chosen = self._chosen.pop(open_view.id, [])
        values = {b["block_id"]: _filled(b, answers, chosen) for b in view["blocks"] if b["type"] == "input"}
        submission = payloads.submission(view | {"id": open_view.id, "state": {"values": values}}, {})
        submission["view"]["state"] = {"values": values}
        answer = self._send("interactive", submission | {"user": self._user(who)})
        assert answer.get("response_action") in (None, "clear", "update"), answer

    def says(self, who: str, text: str, *, room: str) -> None:
        channel, user = self._channel(who, room), slack_id(who)
        message = Message(self._slack.next_ts(), channel.id, user, text)
        self._slack.say(channel, message)
        told = {"type": "message", "channel": channel.id, "user": user, "text": text, "ts": message.ts}
        self._happens(told | {"channel_type": "channel"})

    def marks(self, who: str, text: str, *, room: str) -> None:
        channel = self._channel(who, room)
        message = next(m for m in reversed(self._messages(who, channel)) if text in m.words)
        item = {"type": "message", "channel": channel.id, "ts": message.ts}
        self._happens({"type": "reaction_added", "user": slack_id(who), "reaction": "pushpin", "item": item})

    def joins(self, who: str, *, room: str) -> None:
        channel = self._slack.channel(room)
        with self._slack.lock:
            channel.members.append(slack_id(who))
        self._happens(
            {"type": "member_joined_channel", "user": slack_id(who), "channel": channel.id, "team": "T1"}
        )

    def sees(self, who: str, *, room: str) -> str:
        try:
            channel = self._channel(who, room)
        except KeyError:
            return ""
        if slack_id(who) not in channel.members:
            return ""
        return "\n".join(self._readable(m.words) for m in self._messages(who, channel))

    def is_loud(self, who: str, text: str, *, room: str) -> bool:
        shown = [self._readable(m.words) for m in self._messages(who, self._channel(who, room))]
        return any(text in one and LOUD in one for one in shown)

    def home(self, who: str) -> str:
        self._happens({"type": "app_home_opened", "user": slack_id(who), "tab": "home", "channel": "D1"})
        with self._slack.lock:
            return self._readable("\n".join(texts(self._slack.homes.get(slack_id(who), {}))))

    def wait(self) -> None:
        with self._slack.lock:
            self._slack.grown.wait(0.1)

    def _happens(self, event: Json) -> None:
        number = f"Ev{next(self._numbers)}"
        self._send("events_api", json.loads(payloads.event(event, id=number)))

    def _user(self, who: str) -> Json:
        return {"id": slack_id(who), "team_id": "T1", "username": who}

    def _channel(self, who: str, room: str) -> Channel:
        with self._slack.lock:
            if room == DIRECT:
                return self._slack.direct(self._slack.teams["T1"], slack_id(who))
            return self._slack.channel(room)

    def _messages(self, who: str, channel: Channel) -> list[Message]:
        return self._slack.seen_by(slack_id(who), channel.id)

    def _readable(self, words: str) -> str:
        """As a person reads it: names instead of ids, no markup."""
        words = re.sub(r"<@(\w+)(?:\|[^>]*)?>", lambda m: self._slack.users[m[1]].name, words)
        words = re.sub(r"<#(\w+)(?:\|[^>]*)?>", lambda m: f"#{self._slack.channel(m[1]).name}", words)
        words = re.sub(r"<!date\^[^|]*\|([^>]*)>", r"\1", words)
        return html.unescape(words).replace("\u2060", "")


def _filled(block: Json, answers: Mapping[str, Answer], chosen: list[Json]) -> Json:
    """`chosen` is what was found in the form's search box."""
    element, name = block["element"], block["block_id"]
    if element["type"] == "multi_external_select":
        return {element["action_id"]: {"type": element["type"], "selected_options": chosen}}
    return {element["action_id"]: {"type": element["type"], **_value(element, answers.get(name))}}


def _value(element: Json, answer: Answer | None) -> Json:
    match element["type"]:
        case "plain_text_input" | "number_input":
            return {"value": str(answer) if answer is not None else element.get("initial_value")}
        case "radio_buttons" | "static_select":
            chosen = next((o for o in element["options"] if o["value"] == answer), None)
            return {"selected_option": chosen or element.get("initial_option")}
        case "checkboxes" | "multi_static_select":
            wanted = answer if isinstance(answer, tuple) else ()
            return {"selected_options": [o for o in element["options"] if o["value"] in wanted]}
        case "users_select":
            return {"selected_user": slack_id(str(answer)) if answer else element.get("initial_user")}
        case "datetimepicker":
            at = int(answer.timestamp()) if isinstance(answer, datetime) else element.get("initial_date_time")
            return {"selected_date_time": at}
        case kind:
            raise AssertionError(f"the stage cannot fill {kind}")
