"""What the buttons of a proposal say: an incident that began in a pager is declared here, or is none."""

from bot.actions import pager_rules as actions
from bot.cards import incident as incident_cards
from bot.cards import pager as cards
from bot.cards import plain
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput

EXAMPLE = "pager pagerduty Q1ABC declare"


def pager(asked: Asked) -> Reply:
    """`pager NAME ID declare`, or `dismiss`."""
    said = asked.words.split()
    if len(said) < 3 or said[0] not in asked.world.pagers:
        which = say("Say which incident of which pager: {example}", example=f"{asked.root} {EXAMPLE}")
        return Reply(card=plain.refused(which), outcome="asked")
    name, id, verb = said[0], said[1], said[2].casefold()
    if verb == "declare":
        key = actions.accept(asked.world, asked.by, name, id, asked.said.person.workspace)
        known = Asked(asked.world, asked.said, asked.by, "", key).dossier()
        return Reply(card=incident_cards.declared(known))
    if verb == "dismiss":
        return Reply(card=cards.proposed(actions.dismiss(asked.world, name, id)))
    raise BadInput(say("Say `declare` or `dismiss` behind it."))


COMMANDS = (
    Command(
        word="pager",
        run=pager,
        says="declares what began in a pager, or says that it is no incident",
        usage="pager NAME ID declare|dismiss",
        rule="declare",
        aside=True,
    ),
)
