"""Huddles in Slack: every channel can have one, and a link leads into it.

It is the link that people get by *Copy huddle link*: `https://app.slack.com/huddle/<workspace>/<channel>`.
Slack has no API for huddles, so nothing is asked and nothing is opened: who follows the link joins the
huddle of the war room, or begins it.
"""

from collections.abc import Iterator

from adapters.meetings.given import Given
from bot.domain.bridge import Meeting, Purpose
from bot.domain.finding import Finding
from bot.domain.room import RoomState, WarRoom
from bot.domain.wording import say
from bot.errors import Refused, SettingsError, TryLater
from bot.settings_meetings import Huddle

CHAT = "slack"
WAIT = 2.0
"""Seconds until the war room is looked at again."""


def connect(given: Given) -> "Huddles":
    if not given.environment.has_slack:
        raise SettingsError(["bridge.provider: is huddle, for which Slack has to be connected"])
    return Huddles(given.settings.bridge.huddle)


class Huddles:
    """Keeps the promise of `bot.ports.Meetings`."""

    name = "huddle"

    def __init__(self, settings: Huddle) -> None:
        self._base = settings.base_url.rstrip("/")

    def open(self, purpose: Purpose, *, key: str, doubtful: bool = False) -> Meeting:  # noqa: ARG002 - nothing is made
        room = _usable(purpose)
        return Meeting(url=f"{self._base}/huddle/{room.workspace}/{room.room.removeprefix(f'{CHAT}:')}")

    def check(self) -> Iterator[Finding]:
        yield Finding("bridges", "are huddles of the war room in Slack, for which nothing has to be asked")

    def close(self) -> None:
        """Nothing is open."""


def _usable(purpose: Purpose) -> WarRoom:
    room = next((one for one in purpose.rooms if one.chat == CHAT), None)
    if room and room.state is RoomState.OPENING:
        raise TryLater(say("The war room is still being opened."), after=WAIT)
    if room is None or room.state is not RoomState.OPEN or not room.workspace:
        sentence = "{incident} has no war room in Slack that could have a huddle."
        raise Refused(say(sentence, incident=purpose.incident))
    return room
