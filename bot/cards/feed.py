"""The address of a calendar feed, shown once to who asked for it."""

from bot.domain.card import Button, Buttons, Card, Code, Note, Paragraph, Tone
from bot.domain.wording import line, say


def given(address: str, of: str, *, words: str) -> Card:
    said = line("Subscribe to this address in your calendar:")
    kept = line(
        "Whoever knows it can read these shifts. It is shown this once; asking again makes a new one."
    )
    off = Button(say("Withdraw"), "oncall feed", words=f"{words} off")
    return Card(
        say("A calendar of {of}", of=of),
        (Paragraph(said), Paragraph((Code(address),)), Note(kept), Buttons((off,))),
        Tone.DONE,
    )


def withdrawn() -> Card:
    return Card(say("That calendar can be read no longer"), tone=Tone.DONE)
