"""The fake Teams itself: its state, how it is made to fail, and what can be asked of it."""

import itertools
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from tests.fakes.teams.issuer import APP_ID, TENANT
from tests.fakes.teams.state import Call, Conversation, Json, Message, No, Team, Trouble, User, plain

Answer = tuple[int, dict[str, str], Json]
LOST: Answer = (0, {}, {})
"""An answer that never arrives: the connection is closed."""
PASSWORD = "a-secret-of-the-fake"
CATALOG_APP = "ca7a1096-0000-4000-8000-000000000001"


class FakeTeams:
    """State and rules; `serving()` puts it on a port. Thread-safe: one lock guards everything."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.grown = threading.Condition(self.lock)
        self.address = ""
        self.tenant, self.app_id, self.password = TENANT, APP_ID, PASSWORD
        self.users: dict[str, User] = {}
        self.teams: dict[str, Team] = {}
        self.conversations: dict[str, Conversation] = {}
        self.consents: set[str] = set()
        self.tokens: dict[str, str] = {}
        self.token_life = 3600
        self.calls: list[Call] = []
        self.findings: list[str] = []
        self.troubles: dict[str, list[Trouble]] = {}
        self.largest = 100_000
        self.targeted = True
        self.page = 100
        self.delay = 0.0
        self.down = False
        self._ids = itertools.count(1)

    # --- addresses --------------------------------------------------------------------------

    @property
    def bot(self) -> str:
        return f"28:{self.app_id}"

    @property
    def service_url(self) -> str:
        return f"{self.address}/emea/"

    @property
    def graph_url(self) -> str:
        return f"{self.address}/graph/v1.0"

    @property
    def login_url(self) -> str:
        return f"{self.address}/login"

    # --- furnishing -------------------------------------------------------------------------

    def add_user(self, name: str, **more: Any) -> User:
        """`Ana` is `29:ana`."""
        id = more.pop("id", f"29:{name.casefold()}")
        object_id = str(uuid.uuid5(uuid.NAMESPACE_DNS, id))
        given = {"email": f"{name.casefold()}@acme.test", "tenant": self.tenant} | more
        self.users[id] = User(id, name, object_id, **given)
        return self.users[id]

    def add_team(self, name: str, *, members: tuple[str, ...] = ()) -> Team:
        """With its General channel; every user when no members are named."""
        id = f"19:{name.casefold()}-general@thread.tacv2"
        group = str(uuid.uuid5(uuid.NAMESPACE_DNS, id))
        self.teams[id] = Team(id, name, group, list(members or self.users))
        self.conversations[id] = Conversation(id, "channel", "General", team=id)
        return self.teams[id]

    def add_channel(self, team: Team, name: str) -> Conversation:
        made = Conversation(
            f"19:{name.casefold()}{next(self._ids)}@thread.tacv2", "channel", name, team=team.id
        )
        self.conversations[made.id] = made
        return made

    def add_chat(self, name: str, *members: str, bot: bool = True) -> Conversation:
        made = Conversation(f"19:{name.casefold()}{next(self._ids)}@thread.v2", "groupChat", name)
        made.members, made.has_bot = list(members), bot
        self.conversations[made.id] = made
        return made

    def personal(self, user: str) -> Conversation:
        """The one to one chat with the bot; the same one however often it is asked for."""
        for one in self.conversations.values():
            if one.kind == "personal" and user in one.members:
                return one
        made = Conversation(f"a:{user.partition(':')[2]}-{next(self._ids)}", "personal", members=[user])
        self.conversations[made.id] = made
        return made

    def consent(self, *permissions: str) -> None:
        """An admin, and the owners of all teams, consent to these."""
        with self.lock:
            self.consents.update(permissions)

    def next_message(self) -> str:
        return str(1_785_000_000_000 + next(self._ids))

    # --- trouble -----------------------------------------------------------------------------

    def fail(self, name: str, status: int = 500, code: str = "", *, times: int = -1, **how: Any) -> None:
        """From now on: `retry_after`, `drop` (no answer), `after` (done, no answer), `body`."""
        with self.lock:
            self.troubles.setdefault(name, []).append(Trouble(status, code, times=times, **how))

    def heal(self, name: str = "") -> None:
        with self.lock:
            if name:
                self.troubles.pop(name, None)
            else:
                self.troubles.clear()
                self.down, self.delay = False, 0.0

    def _trouble(self, name: str) -> Trouble | None:
        for wanted in (name, "*"):
            for trouble in self.troubles.get(wanted, []):
                if trouble.times != 0:
                    trouble.times -= 1
                    return trouble
        return None

    # --- answering ---------------------------------------------------------------------------

    def answer(self, call: Call, work: Callable[[], tuple[int, Json]]) -> Answer:
        """What `work` says, unless trouble was asked for."""
        with self.lock:
            self.calls.append(call)
            trouble, down, delay = self._trouble(call.name), self.down, self.delay
        if delay:
            time.sleep(delay)
        try:
            answer = LOST if down else self._answer(work, trouble)
            call.status = answer[0]
            return answer
        finally:
            with self.lock:
                call.ended = time.monotonic()
                self.grown.notify_all()

    def _answer(self, work: Callable[[], tuple[int, Json]], trouble: Trouble | None) -> Answer:
        if trouble and not trouble.after:
            if trouble.drop:
                return LOST
            headers = {"Retry-After": trouble.retry_after} if trouble.retry_after else {}
            body = trouble.body or No(trouble.status, trouble.code or "ServiceError").body
            return trouble.status, headers, body
        try:
            with self.lock:
                status, body = work()
        except No as no:
            return no.status, {}, no.body
        return LOST if trouble else (status, {}, body)

    # --- state, for the rules ------------------------------------------------------------------

    def people_of(self, conversation: Conversation) -> list[str]:
        if conversation.kind == "channel":
            return self.teams[conversation.team].members
        return conversation.members

    def say(self, conversation: Conversation, message: Message) -> Message:
        conversation.messages.append(message)
        with self.lock:
            self.grown.notify_all()
        return message

    # --- questions -----------------------------------------------------------------------------

    def conversation(self, name: str) -> Conversation:
        """By id (a thread's leads to its channel), the bot's id of a room, or name."""
        wanted = name.removeprefix("teams:").partition(";")[0]
        with self.lock:
            for one in self.conversations.values():
                if wanted in (one.id, one.name):
                    return one
            known = sorted(one.name or one.id for one in self.conversations.values())
            raise KeyError(f"{name} is not among {known}")

    def seen_by(self, person: str, conversation: str = "") -> list[Message]:
        """What this person can read, in order: their channels and chats, and what is for them alone."""
        with self.lock:
            wanted = self.conversation(conversation) if conversation else None
            found = [
                message
                for one in self.conversations.values()
                if person in self.people_of(one) and wanted in (None, one)
                for message in one.messages
                if message.to in ("", person) and not message.deleted
            ]
            return sorted(found, key=lambda message: message.id)

    def thread(self, room: str) -> list[Message]:
        """A thread that is a room: its first message, then the replies."""
        place, root = self.conversation(room), room.partition(";messageid=")[2]
        first = place.message(root)
        return [*([first] if first else []), *place.thread(root)]

    def called(self, name: str) -> list[Call]:
        with self.lock:
            return [call for call in self.calls if call.name == name]

    def wait_until(self, holds: Callable[[], Any], *, at_most: float = 10.0) -> Any:
        """Returns as soon as it holds; fails with a sentence when it does not in time."""
        with self.lock:
            found = self.grown.wait_for(holds, at_most)
        names = [call.name for call in self.calls][-20:]
        assert found, f"it did not come true within {at_most:.0f} s; calls: {names}"
        return found

    def state(self) -> Json:
        """Everything, as JSON."""
        with self.lock:
            return {
                "conversations": [plain(one) for one in self.conversations.values()],
                "calls": [plain(one) for one in self.calls],
                "findings": list(self.findings),
            }
