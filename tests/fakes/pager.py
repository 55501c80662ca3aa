"""A pager that exists in memory only, and does what tests ask of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.finding import Finding
from bot.domain.pager import Call, Contact, PagerHint, PagerIncident, PagerState
from bot.domain.ticket import Knock
from bot.errors import AdapterError, Forged, PagerGone

BOT = Contact(name="Ops", id="PBOT", email="bot@acme.test")
"""As whom it is written where it knows nobody by that address."""

LOOKING = ("read", "on_call")
"""What changes nothing there."""


@dataclass
class Pager:
    """Keeps the promise of `bot.ports.Pager`. `trouble` maps a method to the error it raises.

    With a method in `lost` it does what it is asked, and the answer is lost once. `users` are whom it
    knows by their addresses; what others do is done as `BOT`.
    `detour` says why a page had to go another way.
    """

    name: str = "pagerduty"
    joins: bool = True
    incidents: dict[str, PagerIncident] = field(default_factory=dict)
    called: list[Call] = field(default_factory=list)
    joined: list[tuple[str, Call]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    users: dict[str, Contact] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    lost: dict[str, AdapterError] = field(default_factory=dict)
    duty: dict[str, tuple[Contact, ...]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    trouble: dict[str, AdapterError] = field(default_factory=dict)
    detour: str = ""

    def _called(self, method: str) -> None:
        self.calls.append(method)
        if method in self.trouble:
            raise self.trouble[method]

    def page(self, call: Call, *, key: str, doubtful: bool = False) -> PagerIncident:
        self._called("page")
        if known := next((one for one in self.incidents.values() if one.key == key), None):
            return known
        self.called.append(call)
        made = self.triggers(call.title, service=call.service, key=key)
        self._may_be_lost("page")
        return replace(made, trouble=self.detour)

    def _may_be_lost(self, method: str) -> None:
        if method in self.lost:
            raise self.lost.pop(method)

    def asked(self, *methods: str) -> int:
        """How often it was asked for one of these; for anything but looking where none is named."""
        return sum(one in methods if methods else one not in LOOKING for one in self.calls)

    def changes(self, id: str, **how: Any) -> None:
        """As it stands there from now on."""
        self.incidents[id] = replace(self.incidents[id], **how)

    def takes(self, id: str, who: Contact) -> None:
        """One more has it; who has it already, or what is over, changes nothing."""
        known = self.incidents[id]
        if known.state is not PagerState.RESOLVED and who not in known.holders:
            self.changes(id, state=PagerState.ACKNOWLEDGED, holders=(*known.holders, who))

    def lets_go(self, id: str) -> None:
        """Whoever had it took too long: it looks for somebody again."""
        if self.incidents[id].state is PagerState.ACKNOWLEDGED:
            self.changes(id, state=PagerState.TRIGGERED, holders=())

    def triggers(self, title: str, *, service: str = "", key: str = "") -> PagerIncident:
        """Something began there."""
        id = f"P{len(self.incidents) + 1}"
        made = PagerIncident(
            pager=self.name,
            id=id,
            title=title,
            url=f"https://pager.test/{id}",
            state=PagerState.TRIGGERED,
            service=service,
            key=key,
        )
        self.incidents[id] = made
        return made

    def is_taken(self, id: str, name: str, email: str = "", *, user: str = "") -> None:
        """Somebody acknowledges it there."""
        who = Contact(name=name, id=user, email=email)
        taken = replace(self.incidents[id], state=PagerState.ACKNOWLEDGED, holders=(who,))
        self.incidents[id] = taken

    def is_over(self, id: str, name: str = "Kim") -> None:
        who = Contact(name=name)
        self.incidents[id] = replace(self.incidents[id], state=PagerState.RESOLVED, resolved_by=who)

    def join(self, id: str, call: Call, *, key: str, doubtful: bool = False) -> None:
        self._called("join")
        if not (doubtful and key in self.keys):
            self.keys.add(key)
            self.joined.append((id, call))
        self._may_be_lost("join")

    def acknowledge(self, id: str, *, by: str) -> None:
        self._called("acknowledge")
        if self.incidents[id].state is PagerState.TRIGGERED:
            self.takes(id, self.users.get(by, BOT))
        self._may_be_lost("acknowledge")

    def resolve(self, id: str, *, by: str) -> None:
        self._called("resolve")
        if self.incidents[id].state is not PagerState.RESOLVED:
            self.is_over(id, self.users.get(by, BOT).name)
        self._may_be_lost("resolve")

    def note(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        self._called("note")
        self.notes.append((id, text))

    def tell(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        self._called("tell")
        self.told.append((id, text))

    def read(self, id: str) -> PagerIncident:
        self._called("read")
        if id not in self.incidents:
            raise PagerGone("The pager knows nothing of this any more.")
        return self.incidents[id]

    def on_call(self, service: str) -> Sequence[Contact]:
        if "on_call" in self.trouble:
            raise self.trouble["on_call"]
        return self.duty.get(service, ())

    def hints(self, knock: Knock) -> Sequence[PagerHint]:
        if knock.secret != "known":
            raise Forged("the secret is wrong")
        event, _, incident = knock.body.decode().partition(" ")
        return [PagerHint(event, incident)]

    def check(self) -> Iterator[Finding]:
        yield Finding(self.name, "is there")

    def close(self) -> None: ...
