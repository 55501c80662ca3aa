"""How somebody is known as the same person in two chats: the code, the question, the answer."""

from collections.abc import Sequence

from bot.domain.card import Button, Buttons, Card, Code, Note, Paragraph, Tone, Weight
from bot.domain.wording import line, say


def code(shown: str, *, command: str, others: Sequence[str]) -> Card:
    """For the person alone: whoever says it in another chat becomes one with them."""
    chats = ", ".join(chat.capitalize() for chat in others)
    return Card(
        say("Say this code in {chats}", chats=chats),
        (
            Paragraph(line("{words}", words=Code(f"{command} link me {shown}"))),
            Paragraph(
                line("After that your roles, permissions and private incidents are the same in both chats.")
            ),
            Note(line("It is good for ten minutes, once. Give it to nobody: they would count as you.")),
        ),
    )


def question(shown: str, *, name: str, chat: str) -> Card:
    """Asked before two accounts become one, so that nobody is talked into it unknowingly."""
    yes = Button(say("Yes, that is me"), "link", words=f"me {shown} yes", weight=Weight.PRIMARY)
    return Card(
        say("Are you {name} in {chat}?", name=name, chat=chat.capitalize()),
        (
            Paragraph(line("Whoever uses that account could then do here whatever you may do.")),
            Paragraph(line("If you did not ask for this code yourself, do nothing.")),
            Buttons((yes,)),
        ),
        Tone.WARNING,
    )


def linked(chats: Sequence[str]) -> Card:
    known = ", ".join(chat.capitalize() for chat in chats)
    return Card(
        say("You are known as one person now"),
        (Paragraph(line("In {chats}. {words} undoes it.", chats=known, words=Code("unlink me"))),),
        Tone.DONE,
    )


def told(*, name: str, chat: str) -> Card:
    """For the other account, which may belong to somebody who knows nothing of it."""
    undo = Button(say("Undo it"), "unlink", words="me", weight=Weight.DANGER)
    return Card(
        say("You and {name} in {chat} are known as one person now", name=name, chat=chat.capitalize()),
        (Paragraph(line("If that was not you, undo it and tell whoever runs Caseline.")), Buttons((undo,))),
        Tone.WARNING,
    )


def only_chat() -> Card:
    return Card(say("Caseline speaks in one chat only; there is no other account to link."))
