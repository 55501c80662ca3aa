"""Words about the customers behind the tickets."""

from bot.actions import cause, ledger
from bot.actions import impact as actions
from bot.cards import customer as cards
from bot.cards import forms_ticket as forms
from bot.cards import ledger as ledger_cards
from bot.cards import plain
from bot.cards.ticket_words import few
from bot.commands.asked import Asked, Command
from bot.commands.refs import meant
from bot.domain.card import Button
from bot.domain.interaction import Reply
from bot.domain.ledger import Group
from bot.domain.wording import line, say
from bot.errors import BadInput

MOST = 1_000_000_000
"""Customers that anybody may state."""


def customers(asked: Asked) -> Reply:
    """`customers` shows the board, `customers 250` states their number, `customers say …` how they feel."""
    if asked.from_form:
        return _from_form(asked)
    first, _, rest = asked.prose.strip().partition(" ")
    if not rest and first.casefold() in tuple(Group):
        return _listed(asked, Group(first.casefold()))
    if first.casefold() == "say" and rest.strip():
        return _said(asked, None, rest.strip())
    if first.casefold() == "say":
        return Reply(form=forms.impact(asked.dossier()))
    if first:
        return _said(asked, _number(first), rest.strip())
    return Reply(card=cards.board(asked.dossier()))


def _listed(asked: Asked, group: Group) -> Reply:
    known = asked.dossier()
    with asked.world.store.read() as work:
        found = ledger.listed(asked.world, work, asked.key, group)
    return Reply(card=ledger_cards.listed(known, group, found))


def asked_for_cause(asked: Asked) -> Reply:
    """`asked REF…` says that these customers want to know the cause, `asked REF… no` that they do not."""
    *words, last = asked.words.split() or [""]
    wanted = last.casefold() not in ("no", "not")
    named = meant(" ".join((*words, last) if wanted else words), asked.world.desks)
    if not named.refs:
        raise BadInput(say("Name a linked ticket: its address, or as `system:123`."))
    done = cause.mark(asked.world, asked.by, asked.key, named.refs, wanted=wanted)
    refs = few([one.ref for one in done])
    title = say("{tickets}: they ask for the cause", tickets=refs)
    if not wanted:
        title = say("{tickets}: they do not ask for the cause", tickets=refs)
    again = " ".join(str(one.ref) for one in done)
    undo = Button(say("Undo"), "asked", asked.key, words=f"{again} no" if wanted else again)
    everybody = Button(say("All who ask"), "customers", asked.key, words=Group.ASKED.value)
    return Reply(card=plain.done(title, buttons=(undo, everybody)))


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
        says="shows who is hurt, who was told and who was not; a number states how many, `say` how they feel",
        usage="customers [N|say TEXT|told|untold|answered|asked]",
        example="customers 250",
        synonyms=("impact",),
        about=True,
        free_text=True,
    ),
    Command(
        word="asked",
        run=asked_for_cause,
        says="notes that the customer of a ticket wants to know the cause; `no` behind it takes that back",
        usage="asked REF… [no]",
        example="asked zendesk:48211",
        about=True,
        rule="customers",
    ),
)
