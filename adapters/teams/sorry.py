"""What is said when we are at fault, or late."""

from bot.domain.card import Card, Code, Paragraph, Tone
from bot.domain.wording import say


def apology(number: str) -> Card:
    """The operator finds the same number in the log."""
    line = (say("Please tell the person who runs Caseline this number: "), Code(number), ".")
    return Card(say("Sorry, that went wrong on our side."), (Paragraph(line),), Tone.WARNING)


def late(root: str) -> Card:
    """The real answer follows by a message."""
    check = say(
        "I cannot promise yet that it was recorded; check with {root} list before you try again.", root=root
    )
    return Card(say("I am still working on it."), (Paragraph((check,)),), Tone.WARNING)


def late_words(root: str) -> str:
    return say(
        "I am still working on it; the answer follows in a moment. "
        "Check with {root} list before you try again.",
        root=root,
    )
