"""A morning that has already begun, so that the page is alive at first sight; and what to try in it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.playground.door import Door, Who
from bot.errors import BotError

WAR_ROOM = "*"
PATIENCE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody says something so many seconds after the start; before the start it is history.

    In WAR_ROOM it is said in the newest war room, which the person joins first.
    """

    after: float
    who: str
    channel: str
    text: str


MORNING: tuple[Line, ...] = (
    Line(-2500, "mia", "lounge", "Fresh coffee in the kitchen, and somebody brought croissants."),
    Line(-1620, "otto", "engineering", "The payments release is out, all checks are green."),
    Line(-1300, "mia", "support", "Ana and Leo have the queue until noon, I look after the rest."),
    Line(
        -540, "ana", "support",
        "Ticket 48211: card declined at the checkout, and she tried two cards. Has anybody else seen this?",
    ),
    Line(
        -300, "leo", "support",
        "Same words in 48214, from Acme (premium): *your payment could not be completed*. Three tries.",
    ),
    Line(
        -75, "ana", "support",
        "And 48219, the third in ten minutes. All say `card`, `declined`, `checkout`. "
        "That is no coincidence, I declare an incident.",
    ),
    Line(1, "ana", "support", "/case declare sev1 Paying fails at the checkout"),
    Line(8, "leo", "support", "Thank you, Ana. I keep an eye on new tickets about this."),
    Line(
        14, "eve", WAR_ROOM,
        "Payments on-call here. Errors at the card gateway began right after the release, "
        "looking at what changed.",
    ),
    Line(28, "mia", WAR_ROOM, "Acme asks when they will hear from us. Who is customer liaison?"),
    Line(
        55, "eve", WAR_ROOM,
        "Found something: the gateway refuses our new certificate. "
        "Paying by invoice still works, customers can use that meanwhile.",
    ),
)  # fmt: skip


class Scenario:
    """Plays its lines when they are due. Whoever drives it calls `play` now and then."""

    def __init__(self, door: Door, start: datetime, lines: tuple[Line, ...] = MORNING) -> None:
        self._door = door
        self._start = start
        self._left = list(lines)

    def play(self, now: datetime) -> datetime | None:
        """Says what is due, and returns when to come again; None when all is said."""
        while self._left and self._due(self._left[0]) <= now:
            line = self._left[0]
            if line.channel == WAR_ROOM and not self._war_room() and now < self._due(line) + PATIENCE:
                return now + timedelta(seconds=1)
            self._left.pop(0)
            self._say(line)
        return max(self._due(self._left[0]), now) if self._left else None

    def _due(self, line: Line) -> datetime:
        return self._start + timedelta(seconds=max(line.after, 0))

    def _say(self, line: Line) -> None:
        """A line that no longer fits what the real people did meanwhile is left out."""
        who = Who(line.who, f"scenario-{secrets.token_hex(8)}")
        try:
            if line.after < 0:
                at = self._start + timedelta(seconds=line.after)
                self._door.chat.say(line.channel, line.who, line.text, at=at)
            elif line.channel == WAR_ROOM:
                room = self._war_room()
                self._door.join(who, room)
                self._door.say(who, room, line.text)
            elif not (line.text.startswith(self._door.command) and self._war_room()):
                self._door.say(who, line.channel, line.text)
        except BotError:
            return

    def _war_room(self) -> str:
        """The newest war room that is open to everybody."""
        with self._door.chat.lock:
            rooms = [one for one in self._door.chat.channels.values() if one.war_room and not one.private]
        return rooms[-1].name if rooms else ""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Something to try; done when the word `does` was used. `types` is what the page can type."""

    does: str
    title: str
    says: str
    types: str = ""

    def as_json(self, command: str) -> dict[str, str]:
        typed = self.types.replace("/case", command)
        return {"does": self.does, "title": self.title, "says": self.says, "types": typed}


FIRST_STEPS: tuple[FirstStep, ...] = (
    FirstStep("war_room", "Open the war room", "An incident was declared; it has a channel of its own."),
    FirstStep("liaison", "Be customer liaison", "Press the button on its card, and see it change."),
    FirstStep(
        "update", "Tell everybody", "An update is seen in both channels and restarts the timer.",
        "/case update Cards are declined at the checkout. Paying by invoice works, we keep looking.",
    ),
    FirstStep("pinned", "Keep a message", "Mark one of Eve's messages; it stands on the timeline then."),
    FirstStep("window", "See the other side", "Be somebody else in a second window and watch both."),
    FirstStep("resolve", "End it", "The cards turn green wherever they stand.", "/case resolve"),
)  # fmt: skip
