"""`snooze`: no reminders of a promise for a while."""

from bot.actions import sla_snooze as actions
from bot.cards import sla as cards
from bot.commands.asked import Asked, Command
from bot.commands.sla import meaning
from bot.commands.understand_ahead import ahead
from bot.domain.interaction import Reply
from bot.domain.wording import say
from bot.errors import BadInput


def snooze(asked: Asked) -> Reply:
    """`snooze REF 30m`, `snooze REF until 15:00`; in a war room its incident needs no name."""
    now, zone = asked.world.clock.now(), asked.said.person.zone
    about, until = asked.key, ahead(asked.words, now, zone)
    if until is None:
        found = meaning(asked)
        about, until = found.about, ahead(found.words, now, zone)
    if not about or until is None:
        raise BadInput(_how(asked))
    if until <= now:
        raise BadInput(say("That time is over already; nothing was snoozed."))
    quiet = actions.snooze(asked.world, asked.by, about, until)
    return Reply(card=cards.snoozed(about, quiet, until))


def _how(asked: Asked) -> str:
    system = next(iter(asked.world.desks), "zendesk")
    return say(
        "Say which ticket or incident, and for how long.\n"
        "Examples: {root} snooze {system}:123 30m, {root} snooze {system}:123 until 15:00",
        root=asked.root,
        system=system,
    )


COMMANDS = (
    Command(
        word="snooze",
        run=snooze,
        says="keeps reminders of a ticket from you for a while; the time runs on",
        usage="snooze REF 30m|until 15:00",
        example="snooze zendesk:48211 30m",
        about_if_known=True,
    ),
)
