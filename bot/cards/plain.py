"""Short answers: done, refused, not understood."""

from bot.domain.card import Button, Buttons, Card, Code, Line, Note, Paragraph, Part, Tone, Weight
from bot.domain.wording import line, say


def done(title: str, *lines: Line, buttons: tuple[Button, ...] = ()) -> Card:
    parts: tuple[Part, ...] = tuple(Paragraph(one) for one in lines)
    return Card(title, (*parts, *([Buttons(buttons)] if buttons else [])), Tone.DONE)


def refused(why: str) -> Card:
    """A `BotError`, said to the person whose wish it was."""
    title, _, rest = why.partition("\n")
    return Card(title, (Paragraph((rest,)),) if rest else (), Tone.WARNING)


def failed(incident: str) -> Card:
    """A bug, said to the person who met it; `incident` is what the operator finds in the log."""
    return Card(
        say("Something went wrong in Caseline, and it is not your fault"),
        (
            Paragraph(line("It is not certain that it was recorded: please look before you try once more.")),
            Note(
                line(
                    "If it happens again, tell whoever runs Caseline this number: {number}",
                    number=Code(incident),
                )
            ),
        ),
        Tone.WARNING,
    )


def unknown(typed: str, nearest: tuple[tuple[str, str], ...], *, command: str, sentence: str = "") -> Card:
    """Offers the nearest known words, each with an example; a `sentence` may be what has gone wrong."""
    declare = Button(say("Declare an incident"), does="declare", words=sentence, weight=Weight.PRIMARY)
    buttons = (*(Button(word, does=word) for word, _ in nearest), *([declare] if sentence else []))
    examples = tuple(Paragraph((Code(f"{command} {example}"),)) for _, example in nearest)
    asked = line("Did you mean one of these?") if nearest else line("Here is what can be done.")
    return Card(
        say("“{typed}” is not a word Caseline knows", typed=typed[:40]),
        (Paragraph(asked), *examples, Buttons((*buttons, Button(say("All words"), does="help")))),
        Tone.WARNING,
    )
