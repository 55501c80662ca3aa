"""Plays a script, so that the page is alive at first sight; and says what to try in it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from adapters.playground import desk_rules as rules
from adapters.playground.desk import Desk
from adapters.playground.door import Door, Who
from adapters.playground.script import COMMAND, WAR_ROOM, Again, AnyLine, Filing, Line, Script
from bot.errors import BotError

PATIENCE = timedelta(seconds=90)


class Scenario:
    """Plays its lines when they are due. Whoever drives it calls `play` now and then."""

    def __init__(self, door: Door, desk: Desk, start: datetime, script: Script) -> None:
        self._door = door
        self._desk = desk
        self._start = start
        self._left = sorted(script.lines, key=lambda line: line.after)
        self._ids: dict[str, str] = {}
        if script.speaker:
            door.chat.add_speaker(script.speaker, script.channel, script.title)

    def play(self, now: datetime) -> datetime | None:
        """Plays what is due, and returns when to come again; None when all is played."""
        waiting = []
        while self._left and self._due(self._left[0]) <= now:
            line = self._left.pop(0)
            if self._must_wait(line, now):
                waiting.append(line)
            else:
                self._play(line)
        self._left = waiting + self._left
        if waiting:
            return now + timedelta(seconds=1)
        return max(self._due(self._left[0]), now) if self._left else None

    def _due(self, line: AnyLine) -> datetime:
        return self._start + timedelta(seconds=max(line.after, 0))

    def _must_wait(self, line: AnyLine, now: datetime) -> bool:
        """What is to be said in a war room waits for one, for a while, and holds up nothing else."""
        in_war_room = isinstance(line, Line) and line.channel == WAR_ROOM
        return in_war_room and not self._war_room() and now < self._due(line) + PATIENCE

    def _play(self, line: AnyLine) -> None:
        """A line that no longer fits what the real people did meanwhile is left out."""
        at = self._start + timedelta(seconds=line.after)
        try:
            match line:
                case Line():
                    self._say(line, at)
                case Filing():
                    self._file(line, at)
                case Again():
                    self._write(line, at)
                case _:
                    assert_never(line)
        except BotError:
            return

    def _say(self, line: Line, at: datetime) -> None:
        who = Who(line.who, f"scenario-{secrets.token_hex(8)}")
        if line.after < 0 or line.who not in self._door.chat.people:
            self._door.chat.say(line.channel, line.who, line.text, at=at)
        elif line.channel == WAR_ROOM:
            room = self._war_room()
            self._door.join(who, room)
            self._door.say(who, room, line.text)
        elif not line.text.startswith(COMMAND):
            self._door.say(who, line.channel, line.text)
        elif not self._war_room():
            self._door.say(who, line.channel, self._door.command + line.text.removeprefix(COMMAND))

    def _file(self, line: Filing, at: datetime) -> None:
        filed = self._desk.file(
            line.customer, line.subject, line.text,
            id=line.id, at=at, priority=line.priority, tags=line.tags, promise=line.promise,
        )  # fmt: skip
        self._ids[line.id] = filed.id
        if line.agent:
            self._desk.book.change(filed.id, lambda one: rules.taken(one, line.agent, at))

    def _write(self, line: Again, at: datetime) -> None:
        id = self._ids.get(line.id, line.id)
        if line.who:
            self._desk.book.change(id, lambda one: rules.replied(one, line.who, line.text, at, waits=True))
        else:
            self._desk.book.change(id, lambda one: rules.written(one, line.text, at))

    def _war_room(self) -> str:
        """The newest war room that is open to everybody."""
        with self._door.chat.lock:
            rooms = [one for one in self._door.chat.channels.values() if one.war_room and not one.private]
        return rooms[-1].name if rooms else ""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """Something to try; done when `does`, or one of `also`, was used. `types` is what the page can type."""

    does: str
    title: str
    says: str
    types: str = ""
    also: tuple[str, ...] = ()

    def as_json(self, command: str) -> dict[str, str | list[str]]:
        typed, says = (text.replace(COMMAND, command) for text in (self.types, self.says))
        return {"does": self.does, "title": self.title, "says": says, "types": typed, "also": list(self.also)}


FIRST_STEPS: tuple[FirstStep, ...] = (
    FirstStep("war_room", "Open the war room", "An incident was declared; it has a channel of its own."),
    FirstStep("liaison", "Be customer liaison", "Press the button on its card, and see it change."),
    FirstStep(
        "link", "Link tickets", "Find them by words or number; the card then counts.", "/case link"
    ),
    FirstStep("customers", "See who is hurt", "The board counts customers and tiers.", "/case customers"),
    FirstStep(
        "update", "Tell everybody", "An update is seen in both channels; what customers read is published.",
        "/case update Cards are declined at the checkout. Paying by invoice works, we keep looking.",
    ),
    FirstStep(
        "promise", "Keep a promise",
        "A customer waits for you: answer Caseline's reminder, or ask /case due what comes next.",
        also=("due", "sla", "sla take", "sla snooze", "sla escalate", "sla reason", "ticket reply"),
    ),
    FirstStep("pinned", "Mark a message", "Mark one of Eve's messages; it stands on the timeline then."),
    FirstStep("window", "See the other side", "Be somebody else in a second window and watch both."),
    FirstStep("resolve", "End it", "The cards turn green wherever they stand.", "/case resolve"),
)  # fmt: skip
