"""What is said when we are at fault, or late."""

from adapters.teams.wish import CALLED
from bot.domain.card import Card, Code, Paragraph, Tone
from bot.domain.wording import say


def apology(number: str) -> Card:
    """The operator finds the same number in the log."""
    line = (say("Please tell the person who runs Caseline this number: "), Code(number), ".")
    return Card(say("Sorry, that went wrong on our side."), (Paragraph(line),), Tone.WARNING)


def late() -> Card:
    """The real answer follows by a message."""
    sentence = "I cannot promise yet that it was recorded; check with {called} list before you try again."
    check = say(sentence, called=CALLED)
    return Card(say("I am still working on it."), (Paragraph((check,)),), Tone.WARNING)


def late_words() -> str:
    sentence = (
        "I am still working on it; the answer follows in a moment. "
        "Check with {called} list before you try again."
    )
    return say(sentence, called=CALLED)
