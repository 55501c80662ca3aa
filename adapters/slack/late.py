"""What a person is told when the real answer is not ready in time; it follows by another way."""

from threading import Thread

from slack_bolt import BoltResponse

from adapters.doors.payload import text_at
from adapters.slack.answer import Asked, nothing
from adapters.slack.render_text import Json
from adapters.slack.tell import drawn, tell, window
from adapters.slack.wish import Wish
from bot.domain.card import Card, Paragraph, Tone

SPOKEN = frozenset({"app_mention", "message"})
BUSY = 503
SUGGESTION = "block_suggestion"
"""Somebody types into a list, and Slack asks what stands in it."""


def notice(root: str) -> Card:
    check = f"I cannot promise yet that it was recorded; check with {root} list before you try again."
    return Card("I am still working on it.", (Paragraph((check,)),), Tone.WARNING)


def options(found: list[Json]) -> BoltResponse:
    """The only answer that a list takes; an empty one says that nothing was found."""
    return BoltResponse(status=200, body={"options": found})


def too_late(asked: Asked, kind: str, wish: Wish | None, root: str) -> BoltResponse:
    """The answer at the deadline. Of events that nobody waits for, Slack is asked to deliver them again."""
    card = notice(root)
    if kind == SUGGESTION:
        return options([])
    if kind == "command":
        return BoltResponse(status=200, body=drawn(card) | {"response_type": "ephemeral"})
    if kind == "view_submission":
        return BoltResponse(status=200, body={"response_action": "update", "view": window(card)})
    if kind == "event_callback" and text_at(asked.body, "event", "type") not in SPOKEN:
        return BoltResponse(status=BUSY, body="")
    if wish is not None:
        Thread(target=tell, args=(asked.client, wish.place, card), daemon=True).start()
    return nothing()
