"""When we are at fault: the person gets an apology, the operator the same number in the log."""

from slack_bolt import BoltResponse

from adapters.slack.answer import nothing
from adapters.slack.late import BUSY, SUGGESTION, options
from adapters.slack.tell import drawn, window
from bot.domain.card import Card, Code, Paragraph, Tone


def apology(number: str) -> Card:
    line = ("Please tell the person who runs Caseline this number: ", Code(number), ".")
    return Card("Sorry, that went wrong on our side.", (Paragraph(line),), Tone.WARNING)


def unserved(kind: str, number: str) -> BoltResponse:
    """When not even the workspace could be looked up: nothing was recorded.

    Only Slack's own way of answering is left. Events are delivered again.
    """
    card = Card(
        "Sorry, Caseline cannot work at the moment; nothing was recorded. Please try again soon.",
        apology(number).parts,
        Tone.WARNING,
    )
    if kind == SUGGESTION:
        return options([])
    if kind == "command":
        return BoltResponse(status=200, body=drawn(card) | {"response_type": "ephemeral"})
    if kind == "view_submission":
        return BoltResponse(status=200, body={"response_action": "update", "view": window(card)})
    return BoltResponse(status=BUSY, body="") if kind == "event_callback" else nothing()
