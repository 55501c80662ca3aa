"""Words about what is to be done."""

from bot.actions import task as actions
from bot.actions import ticket as tickets
from bot.cards import forms, plain
from bot.cards import task as cards
from bot.cards import ticket as ticket_cards
from bot.commands.asked import Asked, Command, readable
from bot.commands.people import meant
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput


def task(asked: Asked) -> Reply:
    """`task TEXT` adds, `task` lists, `done 2` finishes, `2 @ana` gives it, `file 2` has a ticket made."""
    if asked.from_form:
        return _from_form(asked)
    tokens = asked.words.split()
    if not tokens or [token.casefold() for token in tokens] == ["done"]:
        return Reply(card=cards.tasks(asked.dossier()))
    if tokens == ["new"]:
        return Reply(form=forms.task(asked.dossier(to_change=True)))
    if len(tokens) == 3 and tokens[0].casefold() == "file" and (number := _number(tokens[1])):
        return _filed(asked, number, tokens[2].casefold())
    if len(tokens) == 2 and (changed := _changed(asked, *tokens)):
        return changed
    return _named(asked, tokens)


def _from_form(asked: Asked) -> Reply:
    if not asked.text("text"):
        raise BadInput(say("Say what has to be done."), field="text")
    owner = asked.text("person")
    return _added(asked, asked.text("text"), meant(asked, owner, field="person") if owner else "")


def _changed(asked: Asked, first: str, second: str) -> Reply | None:
    """`done 2` and `2 @ana`; None when these two words are a task."""
    if first.casefold() == "file" and (number := _number(second)):
        return _filed(asked, number, "")
    if first.casefold() == "done" and (number := _number(second)):
        done = actions.finish(asked.world, asked.by, asked.key, number)
        return Reply(card=plain.done(say("Task {number} of {key} is done", number=number, key=done.incident)))
    if (number := _number(first)) and (second.startswith("@") or second == "me"):
        given = actions.assign(asked.world, asked.by, asked.key, number, meant(asked, second))
        return Reply(card=cards.added(asked.dossier(), given))
    return None


def _filed(asked: Asked, number: int, system: str) -> Reply:
    """`file 2 github` has a ticket made that follows the task up."""
    desks = tuple(asked.world.desks)
    system = system or (desks[0] if len(desks) == 1 else "")
    if system not in desks:
        raise BadInput(
            say(
                "Say where, such as `task file {number} github`; there are {systems}.",
                number=number,
                systems=", ".join(desks) or say("none"),
            )
        )
    tickets.file_task(asked.world, asked.by, asked.key, number, system)
    return Reply(card=ticket_cards.asked_for(system, asked.key))


def _number(token: str) -> int:
    digits = token.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _named(asked: Asked, tokens: list[str]) -> Reply:
    """A mention makes an owner; at either end it is not part of what has to be done."""
    owners = [token for token in tokens if token.startswith("@") and token[1:] in asked.said.mentions]
    if not owners:
        return _added(asked, asked.prose, "")
    owner = meant(asked, owners[0])
    if len(tokens) > 1 and owners[0] in (tokens[0], tokens[-1]):
        tokens = [token for token in tokens if token != owners[0]]
        return _added(asked, readable(" ".join(tokens), asked.said.mentions), owner)
    return _added(asked, asked.prose, owner)


def _added(asked: Asked, text: str, owner: str) -> Reply:
    added = actions.add(asked.world, asked.by, asked.key, text, owner=owner)
    return Reply(card=cards.added(asked.dossier(), added))


COMMANDS = (
    Command(
        word="task",
        run=task,
        says="adds a task, or shows them",
        usage="task [TEXT|done N|N @person|file N SYSTEM]",
        example="task Ask the bank about declined cards @eve",
        synonyms=("tasks", "todo"),
        about=True,
        free_text=True,
    ),
)
