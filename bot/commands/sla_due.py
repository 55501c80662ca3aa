"""`due`: what breaks next, for me, for my team, or until a shift ends."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import sla_due as actions
from bot.cards import sla_due as cards
from bot.commands import permission
from bot.commands.asked import Asked, Command
from bot.commands.understand_ahead import ahead
from bot.domain.interaction import Reply
from bot.domain.sla_promised import Whose
from bot.domain.wording import say
from bot.errors import BadInput

_WORDS = {
    "": Whose.ME,
    "me": Whose.ME,
    "mine": Whose.ME,
    "my": Whose.ME,
    "team": Whose.TEAM,
    "shift": Whose.SHIFT,
    "all": Whose.ALL,
    "everything": Whose.ALL,
    "everybody": Whose.ALL,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """`until` is None for whatever is open; `words` are those that ask for the same once more."""

    whose: Whose
    team: str = ""
    until: datetime | None = None
    page: int = 1
    words: str = ""


def due(asked: Asked) -> Reply:
    """`due [me|team [NAME]|all] [until 18:00|4h]`, or `due shift`."""
    wish = _understood(asked)
    with asked.world.store.read() as work:
        person = asked.said.person.id
        until = wish.until
        if wish.whose is Whose.SHIFT:
            until = actions.shift_end(asked.world, work, person)
        told = actions.agenda(
            asked.world,
            work,
            person,
            wish.whose,
            lambda incident: permission.may_see(asked, work, incident),
            until=until,
            team=wish.team,
            page=wish.page,
        )
    told = replace(told, next_page=f"{wish.words} page {wish.page + 1}".strip())
    return Reply(card=cards.agenda(told, command=asked.root))


def _understood(asked: Asked) -> Wish:
    words, page = _paged(asked.words)
    first, _, rest = words.partition(" ")
    whose = _WORDS.get(first.casefold())
    if whose is None:
        whose, rest = Whose.ME, words
    team = ""
    if whose is Whose.TEAM:
        team, rest = _team(asked, rest)
    until = _until(asked, rest.strip()) if rest.strip() else None
    return Wish(whose, team, until, page, words)


def _paged(words: str) -> tuple[str, int]:
    """`team page 2`."""
    head, _, last = words.strip().rpartition(" ")
    before, _, word = head.rpartition(" ")
    if word.casefold() == "page" and last.isascii() and last.isdigit() and int(last[:4]) > 0:
        return before.strip(), int(last[:4])
    return words.strip(), 1


def _team(asked: Asked, rest: str) -> tuple[str, str]:
    """A team that is named, else none, which means mine."""
    first, _, behind = rest.strip().partition(" ")
    named = (name for name in asked.world.settings.teams if name.casefold() == first.casefold())
    found = next(named, "")
    return (found, behind) if found else ("", rest)


def _until(asked: Asked, words: str) -> datetime:
    """BadInput for what names no instant ahead."""
    now = asked.world.clock.now()
    found = ahead(words, now, asked.said.person.zone)
    if found is None:
        raise BadInput(
            say(
                "“{words}” is neither one's promises nor a time.\n"
                "Examples: {root} due, {root} due team, {root} due shift, {root} due team until 18:00",
                words=words[:60],
                root=asked.root,
            )
        )
    if found <= now:
        raise BadInput(say("“{words}” is over already.", words=words[:60]))
    return found


COMMANDS = (
    Command(
        word="due",
        run=due,
        says="shows what is due next, late ones first: yours, your team's, or until your shift ends",
        usage="due [me|team|shift|all] [until 18:00]",
        example="due team",
    ),
)
