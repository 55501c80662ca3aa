"""Words about the customers behind the tickets."""

from bot.actions import impact as actions
from bot.cards import customer as cards
from bot.cards import forms_ticket as forms
from bot.cards import plain
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.wording import line, say
from bot.errors import BadInput

MOST = 1_000_000_000
"""Customers that anybody may state."""


def customers(asked: Asked) -> Reply:
    """`customers` shows the board, `customers 250` states their number, `customers say …` how they feel."""
    if asked.from_form:
        return _from_form(asked)
    first, _, rest = asked.prose.strip().partition(" ")
    if first.casefold() == "say" and rest.strip():
        return _said(asked, None, rest.strip())
    if first.casefold() == "say":
        return Reply(form=forms.impact(asked.dossier()))
    if first:
        return _said(asked, _number(first), rest.strip())
    return Reply(card=cards.board(asked.dossier()))


def _number(word: str) -> int:
    """`250`, `~250`, `1,200`, `1.200` and `1 200` without the space."""
    digits = word.lstrip("~≈").replace(",", "").replace(".", "").replace("'", "")
    if not (digits.isascii() and digits.isdigit()) or int(digits[:12]) > MOST:
        raise BadInput(
            say(
                "Say how many customers are affected as a number, such as `customers 250`; "
                "`customers say …` writes down how they feel."
            ),
            field="stated",
        )
    return int(digits)


def _from_form(asked: Asked) -> Reply:
    stated = asked.answers.get("stated")
    number = stated if isinstance(stated, int) else None
    if number is None and not asked.text("sentiment"):
        raise BadInput(say("Say a number, or how customers feel."), field="stated")
    return _said(asked, number, asked.text("sentiment"))


def _said(asked: Asked, number: int | None, sentiment: str) -> Reply:
    actions.state(asked.world, asked.by, asked.key, customers=number, sentiment=sentiment)
    said = line("It stands on the card, with your name and the time.")
    return Reply(card=plain.done(say("Noted for the customers of {key}", key=asked.key), said))


COMMANDS = (
    Command(
        word="customers",
        run=customers,
        says="shows who is hurt; with a number it states how many, with `say` how they feel",
        usage="customers [N|say TEXT]",
        example="customers 250",
        synonyms=("impact",),
        about=True,
        free_text=True,
    ),
)
