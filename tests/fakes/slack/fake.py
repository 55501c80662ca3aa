"""The fake Slack itself: its state, how it is made to fail, and what can be asked of it."""

import itertools
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.fakes.slack.methods import METHODS, SCOPES
from tests.fakes.slack.state import Call, Channel, Json, Message, No, Team, Trouble, User, View, plain

if TYPE_CHECKING:
    from tests.fakes.slack.socket import SocketMode

Answer = tuple[int, dict[str, str], Json]
LOST: Answer = (0, {}, {})
"""An answer that never arrives: the connection is closed."""


class FakeSlack:
    """State and rules; `serving()` puts it on a port. Thread-safe: one lock guards everything."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.grown = threading.Condition(self.lock)
        self.address = ""
        self.socket_address = ""
        self.sockets: SocketMode
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, Json] = {}
        self.triggers: dict[str, str] = {}
        self.used_triggers: set[str] = set()
        self.expired_triggers: set[str] = set()
        self.codes: dict[str, str] = {}
        self.unfurls: list[Json] = []
        self.calls: list[Call] = []
        self.findings: list[str] = []
        self.refused_blocks: set[str] = set()
        self.scopes: set[str] | None = None
        self.delay = 0.0
        self.down = False
        self.troubles: dict[str, list[Trouble]] = {}
        self.responses: dict[str, tuple[str, str, int]] = {}
        self._ids = itertools.count(1)
        self._last_ts = 0
        self.add_team("T1", token="xoxb-test", domain="acme")

    # --- furnishing -------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        return f"{self.address}/api/"

    def add_team(self, id: str, *, token: str, domain: str) -> Team:
        team = Team(id, token, domain, bot_user=f"U0BOT{id}", bot_id=f"B0BOT{id}")
        self.teams[id] = team
        self.add_user(team.bot_user, "Caseline", team=id, bot=True)
        return team

    def add_user(self, id: str, name: str, **more: Any) -> User:
        self.users[id] = User(id, name, **more)
        return self.users[id]

    def add_channel(
        self, name: str, *, members: tuple[str, ...] = (), bot: bool = True, **more: Any
    ) -> Channel:
        channel = Channel(self.next_id("C"), name, **more)
        channel.members = [*members, *([self.teams[channel.team].bot_user] if bot else [])]
        self.channels[channel.id] = channel
        return channel

    def next_id(self, letter: str) -> str:
        return f"{letter}{next(self._ids):07d}"

    def next_ts(self) -> str:
        """The instant, in microseconds of its own."""
        with self.lock:
            self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"

    def trigger(self, user: str) -> str:
        """A fresh `trigger_id`, as Slack sends with a press or a command."""
        trigger = self.next_id("tr.")
        self.triggers[trigger] = user
        return trigger

    def code(self, team: str) -> str:
        """What the browser brings back when somebody installs the app in this workspace."""
        self.codes[code := self.next_id("code")] = team
        return code

    def response_url(self, user: str, channel: str) -> str:
        """Takes five answers, as Slack's does."""
        self.responses[id := self.next_id("R")] = (user, channel, 0)
        return f"{self.address}/response/{id}"

    # --- trouble -----------------------------------------------------------------------------

    def fail(self, method: str, error: str = "", *, times: int = -1, **how: Any) -> None:
        """From now on: `error`, `status`, `retry_after`, `drop` (no answer), `after` (done, no answer)."""
        with self.lock:
            self.troubles.setdefault(method, []).append(Trouble(error, times=times, **how))

    def heal(self, method: str = "") -> None:
        with self.lock:
            if method:
                self.troubles.pop(method, None)
            else:
                self.troubles.clear()
                self.down, self.delay = False, 0.0

    def _trouble(self, method: str) -> Trouble | None:
        for name in (method, "*"):
            for trouble in self.troubles.get(name, []):
                if trouble.times != 0:
                    trouble.times -= 1
                    return trouble
        return None

    # --- answering ---------------------------------------------------------------------------

    def answer(self, method: str, token: str, args: Json) -> Answer:
        started = time.monotonic()
        with self.lock:
            team = next((one for one in self.teams.values() if one.token == token), None)
            call = Call(method, args, team.id if team else "", started)
            self.calls.append(call)
            trouble, down, delay = self._trouble(method), self.down, self.delay
        if delay:
            time.sleep(delay)
        try:
            return LOST if down else self._answer(call, team, token, trouble)
        finally:
            with self.lock:
                call.ended = time.monotonic()
                self.grown.notify_all()

    def _answer(self, call: Call, team: Team | None, token: str, trouble: Trouble | None) -> Answer:
        if trouble and not trouble.after:
            return self._troubled(call, trouble)
        try:
            with self.lock:
                self._check(call, team, token)
                told = METHODS[call.method](self, team or next(iter(self.teams.values())), call.args)
        except No as no:
            call.error = no.error
            return 200, {}, {"ok": False, "error": no.error, **no.more}
        return LOST if trouble else (200, self._granted(), {"ok": True, **told})

    def _granted(self) -> dict[str, str]:
        return {} if self.scopes is None else {"X-OAuth-Scopes": ",".join(sorted(self.scopes))}

    def _troubled(self, call: Call, trouble: Trouble) -> Answer:
        call.error = trouble.error or f"http_{trouble.status}"
        if trouble.drop:
            return LOST
        headers = {} if trouble.retry_after is None else {"Retry-After": str(trouble.retry_after)}
        return trouble.status, headers, {"ok": False, "error": trouble.error, **trouble.more}

    def _check(self, call: Call, team: Team | None, token: str) -> None:
        if call.method not in METHODS:
            raise No("unknown_method")
        if call.method == "oauth.v2.access" or (
            call.method.startswith("apps.") and token.startswith("xapp-")
        ):
            return
        if team is None or team.revoked:
            raise No(team.revoked if team else "invalid_auth")
        needed = SCOPES.get(call.method)
        if self.scopes is not None and needed and needed not in self.scopes:
            raise No("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    def respond(self, id: str, body: Json) -> int:
        """A POST to a `response_url`; the HTTP status."""
        with self.lock:
            user, channel, used = self.responses.get(id, ("", "", 5))
            if used >= 5:
                return 404
            self.responses[id] = (user, channel, used + 1)
            self.show(user, channel, body)
        return 200

    def show(self, user: str, channel: str, body: Json) -> None:
        """An answer to a command as Slack shows it: to the person alone, unless `in_channel`."""
        if not body.get("text") and not body.get("blocks"):
            return
        place = self.channels[channel]
        to = "" if body.get("response_type") == "in_channel" else user
        bot = self.teams[place.team].bot_user
        blocks = body.get("blocks") or []
        self.say(place, Message(self.next_ts(), place.id, bot, body.get("text", ""), blocks, to=to))

    # --- state, for the methods ----------------------------------------------------------------

    def place(
        self, team: Team, name: str, *, writing: bool = False, reading: bool = False, by_name: bool = True
    ) -> Channel:
        """The channel that is meant, or the refusal that Slack would give."""
        channel = self.channels.get(name)
        if channel is None and by_name and name.startswith("#"):
            channel = next((one for one in self.channels.values() if f"#{one.name}" == name), None)
        if channel is None and by_name and name in self.users:
            channel = self.direct(team, name)
        if channel is None or channel.team != team.id:
            raise No("channel_not_found")
        inside = team.bot_user in channel.members
        if channel.private and not inside:
            raise No("channel_not_found")
        if (writing or reading) and not inside:
            raise No("not_in_channel")
        if writing and channel.archived:
            raise No("is_archived")
        return channel

    def direct(self, team: Team, user: str) -> Channel:
        for channel in self.channels.values():
            if channel.direct and set(channel.members) == {team.bot_user, user}:
                return channel
        made = Channel(self.next_id("D"), "", team.id, direct=True, members=[team.bot_user, user])
        self.channels[made.id] = made
        return made

    def user(self, team: Team, id: str) -> User:
        if id not in self.users:
            raise No("user_not_found")
        return self.users[id]

    def say(self, channel: Channel, message: Message) -> None:
        channel.messages.append(message)
        self.changed()

    def changed(self) -> None:
        with self.lock:
            self.grown.notify_all()

    def view_as_told(self, view: View) -> Json:
        return {"id": view.id, "root_view_id": view.root, "hash": "1.1", "team_id": "T1", **view.view}

    def socket_url(self) -> str:
        if not self.socket_address:
            raise No("internal_error")
        return self.socket_address

    # --- questions -----------------------------------------------------------------------------

    def channel(self, name: str) -> Channel:
        """By name or id; a KeyError says which channels there are."""
        with self.lock:
            for channel in self.channels.values():
                if name in (channel.id, channel.name, f"#{channel.name}"):
                    return channel
            raise KeyError(f"{name} is not among {sorted(one.name for one in self.channels.values())}")

    def channels_named(self, beginning: str) -> list[Channel]:
        with self.lock:
            return [one for one in self.channels.values() if one.name.startswith(beginning)]

    def seen_by(self, user: str, channel: str = "") -> list[Message]:
        """What this person can read, in order: their channels, what is whispered to them, direct messages."""
        with self.lock:
            found = [
                message
                for one in self.channels.values()
                if user in one.members and (not channel or channel in (one.id, one.name))
                for message in one.messages
                if message.to in ("", user)
            ]
            return sorted(found, key=lambda message: message.ts)

    def called(self, method: str) -> list[Call]:
        with self.lock:
            return [call for call in self.calls if call.method == method]

    def wait_until(self, holds: Callable[[], Any], *, at_most: float = 10.0) -> Any:
        """Returns as soon as it holds; fails with a sentence when it does not in time."""
        with self.lock:
            found = self.grown.wait_for(holds, at_most)
        assert found, (
            f"it did not come true within {at_most:.0f} s; calls: {[c.method for c in self.calls][-20:]}"
        )
        return found

    def state(self) -> Json:
        """Everything, as JSON."""
        with self.lock:
            return {
                "channels": [plain(one) for one in self.channels.values()],
                "homes": dict(self.homes),
                "views": [plain(one) for one in self.views.values()],
                "calls": [plain(one) for one in self.calls],
                "findings": list(self.findings),
            }
