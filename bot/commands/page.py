"""Words about pages: who is to come, and what whoever was paged says to it."""

from collections.abc import Callable, Mapping

from bot import paging
from bot.actions import page as actions
from bot.actions import page_briefs
from bot.actions.page import Wanted
from bot.cards import page as cards
from bot.commands.asked import Asked, Command
from bot.commands.people import meant
from bot.domain.escalation import Kind, Target
from bot.domain.interaction import Reply
from bot.domain.page import Page
from bot.domain.wording import say
from bot.errors import BadInput


def page(asked: Asked) -> Reply:
    """`page WHO [why]`; with a number first, what is said to that page: `page 7 have it`."""
    first, _, rest = asked.words.strip().partition(" ")
    if first.isdigit():
        return _answer(asked, int(first), rest.strip())
    if not first:
        raise BadInput(say("Say who is to come: `page support checkout is down`."))
    wanted = Wanted(
        who=_meant(asked, first),
        about=asked.key,
        why=rest.strip(),
        origin=asked.said.room.id if asked.said.room else "",
    )
    paged = actions.ask(asked.world, asked.by, wanted)
    return _shown(asked, paged.page)


def _meant(asked: Asked, words: str) -> Target:
    if not words.startswith("@") and (found := paging.named(asked.world.settings, words)):
        return found
    person = meant(asked, words)
    with asked.world.store.read() as work:
        return Target(Kind.PERSON, actions.name_of(asked.world, work, person))


def _answer(asked: Asked, id: int, words: str) -> Reply:
    for spelling, do in _ANSWERS.items():
        if words == spelling or words.startswith(f"{spelling} "):
            return _shown(asked, do(asked, id, words.removeprefix(spelling).strip()))
    if words:
        raise BadInput(say("Say `have it`, `pass on`, `escalate` or `call off` behind the page's number."))
    return _shown(asked, actions.get(asked.world, id))


def _have_it(asked: Asked, id: int, _: str) -> Page:
    return actions.acknowledge(asked.world, asked.by, id, asked.said.person.id)


def _pass_on(asked: Asked, id: int, why: str) -> Page:
    return actions.pass_on(asked.world, asked.by, id, asked.said.person.id, why)


def _hurry(asked: Asked, id: int, _: str) -> Page:
    return actions.hurry(asked.world, asked.by, id)


def _call_off(asked: Asked, id: int, why: str) -> Page:
    return actions.end(asked.world, asked.by, id, why)


_ANSWERS: Mapping[str, Callable[[Asked, int, str], Page]] = {
    "have it": _have_it,
    "pass on": _pass_on,
    "escalate": _hurry,
    "call off": _call_off,
}


def _shown(asked: Asked, page: Page) -> Reply:
    with asked.world.store.read() as work:
        brief = page_briefs.read(asked.world, work, page, chat=asked.said.person.chat)
    return Reply(card=cards.followed(brief))


COMMANDS = (
    Command(
        word="page",
        run=page,
        says="pages a person, a team, a policy or a service, until somebody has it",
        usage="page WHO [WHY]",
        example="page support checkout is down",
        about_if_known=True,
        free_text=True,
        hyphenated=True,
    ),
)
