"""What the buttons of a proposal say: what began in a pager is declared here, belongs to one, or is none."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.actions import pager_answers as actions
from bot.cards import incident as incident_cards
from bot.cards import pager as cards
from bot.cards import plain
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput

EXAMPLE = "pager pagerduty Q1ABC declare"

Which = tuple[str, str]
"""The pager, and its id."""


def pager(asked: Asked) -> Reply:
    """`pager NAME ID declare`, `dismiss`, or behind the key of an incident `add`."""
    said = asked.words.split()
    if len(said) < 3 or said[0] not in asked.world.pagers:
        which = say("Say which incident of which pager: {example}", example=f"{asked.root} {EXAMPLE}")
        return Reply(card=plain.refused(which), outcome="asked")
    do = _ANSWERS.get(said[2].casefold())
    if do is None:
        raise BadInput(say("Say `declare`, `dismiss` or `add` behind it."))
    return do(asked, (said[0], said[1]))


def _declare(asked: Asked, which: Which) -> Reply:
    workspace = asked.said.person.workspace
    made = actions.declare(asked.world, asked.by, which, asked.said.room, workspace=workspace)
    return Reply(card=incident_cards.declared(replace(asked, key=made.key).dossier()))


def _dismiss(asked: Asked, which: Which) -> Reply:
    return Reply(card=cards.proposed(actions.dismiss(asked.world, asked.by, which)))


def _add(asked: Asked, which: Which) -> Reply:
    if not asked.key:
        raise BadInput(say("Say to which incident it belongs: `pager INC-1 pagerduty Q1ABC add`."))
    return Reply(card=cards.proposed(actions.add(asked.world, asked.by, which, asked.key)))


_ANSWERS: Mapping[str, Callable[[Asked, Which], Reply]] = {
    "declare": _declare,
    "dismiss": _dismiss,
    "add": _add,
}

COMMANDS = (
    Command(
        word="pager",
        run=pager,
        says="says of what began in a pager whether it is an incident here, or belongs to one",
        usage="pager [INC-1] NAME ID declare|dismiss|add",
        about_if_known=True,
        rule="declare",
        aside=True,
    ),
)
