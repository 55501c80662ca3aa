"""The door of Slack: everything that people do there comes in here and becomes an interaction.

One listener for all kinds of request, found by name, stands as Bolt's last middleware: Bolt
reads and authorises the request, and no list of listeners is searched. Bolt answers when the
listener is done (`process_before_response`), so what is slow belongs in the outbox.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from adapters.doors.payload import part_at, parts_at, text_at
from adapters.doors.redelivery import Redelivery, Seen
from adapters.doors.turn import Turn
from adapters.slack import answer, events, interactions, render_form
from adapters.slack.answer import Asked, nothing
from adapters.slack.fuller import fuller
from adapters.slack.late import BUSY, SUGGESTION, options, too_late
from adapters.slack.people import REFUSALS, Known, People
from adapters.slack.sorry import apology
from adapters.slack.wish import Wish
from adapters.slack.workspaces import Workspaces
from bot.domain.card import Card, Tone
from bot.domain.form import Choice
from bot.domain.interaction import Interaction, Reply
from bot.domain.person import Person
from bot.ports import Clock, Meter

log = logging.getLogger(__name__)
Handle = Callable[[Interaction], Reply]
Find = Callable[[Interaction], Sequence[Choice]]
"""Options for who types into a form's search box."""
Show = Callable[[Asked, Wish, Reply], BoltResponse]
DOOR = "slack"
TURN = "turn"
"""Name under which a request carries its `Turn`."""
UNREADABLE = (AttributeError, KeyError, IndexError, TypeError, ValueError, OverflowError, OSError)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of request is read, and how its reply is shown."""

    read: Callable[[Asked], Wish | None]
    show: Show


class Listener(Middleware):
    """Turns requests into interactions and replies into answers; it never raises."""

    def __init__(
        self,
        handle: Handle,
        workspaces: Workspaces,
        *,
        clock: Clock,
        meter: Meter,
        root: str = "/case",
        find: Find = lambda _: (),
    ) -> None:
        self._handle = handle
        self._find = find
        self._workspaces = workspaces
        self._people = People(workspaces.profile, workspaces.knows, clock)
        self._meter = meter
        self._root = root
        self._events = Redelivery()
        shortcut = Kind(lambda asked: interactions.shortcut(asked.body, asked.team), answer.pressed)
        self._kinds: Mapping[str, Kind] = {
            "command": Kind(lambda asked: interactions.command(asked.body, asked.team, root), answer.command),
            "shortcut": shortcut,
            "message_action": shortcut,
            "block_actions": Kind(lambda asked: interactions.action(asked.body, asked.team), answer.pressed),
            "view_submission": Kind(lambda asked: interactions.view(asked.body, asked.team), answer.sent),
            "event_callback": Kind(
                lambda asked: events.wish_of(asked.body, asked.team, asked.bot), answer.heard
            ),
        }

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002
        next: Callable[[], BoltResponse],  # noqa: ARG002
    ) -> BoltResponse:
        asked = self._asked(req, req.context["client"])
        name = kind_of(asked.body)
        if name == SUGGESTION:
            return self._suggest(asked)
        if (kind := self._kinds.get(name)) is None:
            return nothing()
        if name != "event_callback":
            return self._listen(asked, kind)
        return self._forget(asked) or self._once(asked, kind)

    def _suggest(self, asked: Asked) -> BoltResponse:
        """What stands in a list; whatever is wrong, it is an empty one, since Slack shows no words there."""
        try:
            wish = interactions.suggestion(asked.body, asked.team)
            if wish is None or not wish.user:
                return options([])
            known = self._who(asked, wish)
            if known.refused:
                self._meter.refused(DOOR, known.refused)
                return options([])
            return options(render_form.options(self._find(wish.by(known.person))))
        except UNREADABLE:
            self._meter.refused(DOOR, "unreadable")
            return options([])

    def late(self, req: BoltRequest) -> BoltResponse:
        """The answer for a request whose listener has not come to one in time."""
        asked = self._asked(req, self._workspaces.client(str(req.context.team_id or "")))
        name = kind_of(asked.body)
        kind = self._kinds.get(name)
        return too_late(asked, name, self._read(asked, kind) if kind else None, self._root)

    def _asked(self, req: BoltRequest, client: WebClient) -> Asked:
        context = req.context
        turn = context.get(TURN) or Turn()
        bot = context.get("bot_user_id") or _bot_in(req.body)
        enterprise = context.get("enterprise_id") or ""
        return Asked(req.body, context.team_id or "", bot, enterprise, client, turn)

    def _once(self, asked: Asked, kind: Kind) -> BoltResponse:
        """An event that is delivered again is not answered again."""
        told = text_at(asked.body, "event_id")
        event = f"{asked.team}:{told}" if told else ""
        seen = self._events.begin(event)
        if seen is not Seen.NEVER:
            return BoltResponse(status=200 if seen is Seen.DONE else BUSY, body="")
        response = self._listen(asked, kind)
        if response.status == 200:
            self._events.done(event)
        else:
            self._events.failed(event)
        return response

    def _forget(self, asked: Asked) -> BoltResponse | None:
        """The workspace removed us, or took our token back."""
        kind = text_at(asked.body, "event", "type")
        revoked = part_at(asked.body, "event", "tokens").get("bot")
        if kind != "app_uninstalled" and not (kind == "tokens_revoked" and revoked):
            return None
        self._people.forget(asked.team)
        self._workspaces.forget(asked.team)
        return nothing()

    def _listen(self, asked: Asked, kind: Kind) -> BoltResponse:
        wish = self._read(asked, kind)
        if wish is None:
            return nothing()
        try:
            return self._answer(asked, wish, kind.show)
        except Exception as error:  # noqa: BLE001 This is the door: whatever went wrong, the person hears of it.
            return self._apologise(asked, wish, kind.show, self.report(wish.command, error))

    def report(self, word: str, error: Exception | None = None) -> str:
        """The number under which the operator finds in the log what the person was told of."""
        number = secrets.token_hex(4)
        log.error("the Slack door failed", exc_info=error, extra={"report": number, "word": word[:20]})
        self._meter.interaction("other", DOOR, "broke", 0.0)
        return number

    @staticmethod
    def _apologise(asked: Asked, wish: Wish, show: Show, number: str) -> BoltResponse:
        if wish.command in answer.NEVER_TYPED:
            return nothing()
        try:
            return show(asked, wish, Reply(apology(number), outcome="broke"))
        except Exception:
            log.exception("the apology could not be shown", extra={"report": number})
            return nothing()

    def _read(self, asked: Asked, kind: Kind) -> Wish | None:
        """None for what means nothing to us, or makes no sense at all."""
        try:
            wish = kind.read(asked)
        except UNREADABLE:
            log.warning("a request from Slack could not be read", extra={"kind": kind_of(asked.body)})
            self._meter.refused(DOOR, "unreadable")
            return None
        return wish if wish and wish.user else None

    def _answer(self, asked: Asked, wish: Wish, show: Show) -> BoltResponse:
        known = self._who(asked, wish)
        if known.refused:
            self._meter.refused(DOOR, known.refused)
            refusal = Card(REFUSALS[known.refused], tone=Tone.WARNING)
            return show(asked, wish, Reply(refusal, outcome="refused"))
        wish = fuller(wish, asked, self._people)
        reply = self._handle(wish.by(known.person))
        if reply.outcome == "unavailable" and wish.command in answer.NEVER_TYPED:
            return BoltResponse(status=BUSY, body="")
        return show(asked, wish, reply)

    def _who(self, asked: Asked, wish: Wish) -> Known:
        """What Slack itself tells, without naming anybody, is told in our own name."""
        if wish.user == asked.bot:
            return Known(Person(f"slack:{asked.bot}", "Slack", asked.team))
        team = wish.user_team
        if team and not self._people.belongs(team, asked.team, asked.enterprise):
            return Known(Person(f"slack:{wish.user}", wish.user_name, team), "stranger")
        return self._people.who(asked.team, wish.user, name=wish.user_name, enterprise=asked.enterprise)


def _bot_in(body: Mapping[str, object]) -> str:
    """Our own user, as events name it; for while Slack could not be asked yet."""
    return next((text_at(one, "user_id") for one in parts_at(body, "authorizations")), "")


def kind_of(body: Mapping[str, object]) -> str:
    """Slack names every kind of request but the slash command."""
    return "command" if "command" in body else str(body.get("type", ""))
