"""`follow` and `unfollow`: hearing of an incident without taking part in it."""

from bot.actions import follow as actions
from bot.cards import plain
from bot.cards.headline import named
from bot.commands.asked import Asked, Command
from bot.domain.card import Button
from bot.domain.interaction import Reply
from bot.domain.wording import line, say


def follow(asked: Asked) -> Reply:
    incident = actions.follow(asked.world, asked.by, asked.key)
    stop = Button(say("Stop following"), "unfollow", incident.key)
    said = line("You hear here, for yourself, whatever customers are told.")
    return Reply(card=plain.done(say("You follow {what}", what=named(incident)), said, buttons=(stop,)))


def unfollow(asked: Asked) -> Reply:
    incident = actions.unfollow(asked.world, asked.by, asked.key)
    return Reply(card=plain.done(say("You no longer follow {what}", what=named(incident))))


COMMANDS = (
    Command(
        word="follow",
        run=follow,
        says="lets you hear what customers are told, without taking part",
        usage="follow [INC-1]",
        example="follow INC-1",
        synonyms=("subscribe",),
        about=True,
    ),
    Command(
        word="unfollow",
        run=unfollow,
        says="ends that",
        usage="unfollow [INC-1]",
        synonyms=("unsubscribe",),
        about=True,
        rule="follow",
    ),
)
