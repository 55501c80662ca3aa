"""Words about pages: who is to come, and what whoever was paged says to it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from bot import paging
from bot.actions import page as actions
from bot.actions import page_briefs, page_open
from bot.actions.page import Paged, Wanted
from bot.cards import forms_page as forms
from bot.cards import page as cards
from bot.cards import page_answers
from bot.commands import permission, refs
from bot.commands.asked import Asked, Command
from bot.commands.people import meant
from bot.domain.escalation import Kind, Target
from bot.domain.interaction import Reply
from bot.domain.page import Page
from bot.domain.page_brief import PageBrief
from bot.domain.role import INCIDENT_COMMANDER
from bot.domain.wording import say
from bot.errors import BadInput, NotAllowed, NotFound

LONGEST = 4
"""Words that a name has at most."""

NEAREST = 4


def page(asked: Asked) -> Reply:
    """`page WHO [TICKET] [why]`; with a number first, what is said to that page: `page 7 have it`."""
    if asked.from_form and not asked.words.strip():
        return _from_form(asked)
    words = asked.words.strip()
    first, _, rest = words.partition(" ")
    if first.isdigit():
        return _answer(asked, int(first), rest.strip())
    if not words:
        return Reply(form=_form(asked))
    who, rest = _split(asked, words)
    if who is None:
        return _unknown(asked, words)
    return _asked(asked, who, rest)


def _asked(asked: Asked, who: Target, rest: str) -> Reply:
    about, why = asked.key, rest
    first, _, behind = rest.partition(" ")
    if first and (found := refs.meant(first, asked.world.desks).refs):
        about, why = str(found[0]), behind.strip()
    origin = asked.said.room.id if asked.said.room else ""
    wanted = Wanted(who=who, about=about, why=why, origin=origin)
    return _told(asked, actions.ask(asked.world, asked.by, wanted))


def _told(asked: Asked, paged: Paged) -> Reply:
    return Reply(card=page_answers.asked(_brief(asked, paged.page), is_new=paged.is_new))


def _from_form(asked: Asked) -> Reply:
    person, name, why = asked.text("person"), asked.text("who"), asked.text("why")
    if not person and not name:
        raise BadInput(say("Say who is to come: a person, or one of the names."), field="who")
    who = _person(asked, person) if person else paging.named(asked.world.settings, name)
    if who is None:
        raise BadInput(say("Nobody is called {name}.", name=name), field="who")
    return _asked(asked, who, why)


def _form(asked: Asked) -> forms.Form:
    with asked.world.store.read() as work:
        names = page_open.on_call_now(asked.world, work)
    known = asked.dossier() if asked.key else None
    return forms.page(names, known)


def _split(asked: Asked, words: str) -> tuple[Target | None, str]:
    """(whom the first words name, the other words); the longest name counts."""
    tokens = words.split()
    if tokens[0].startswith("@") or tokens[0].casefold() == "me":
        return _person(asked, tokens[0]), " ".join(tokens[1:])
    if tokens[0] in tuple(Kind) and len(tokens) > 1:
        tokens = [f"{tokens[0]}:{tokens[1]}", *tokens[2:]]
    for count in range(min(LONGEST, len(tokens)), 0, -1):
        if found := paging.named(asked.world.settings, " ".join(tokens[:count])):
            return found, " ".join(tokens[count:])
    try:
        return _person(asked, tokens[0]), " ".join(tokens[1:])
    except BadInput:
        return None, words


def _person(asked: Asked, token: str) -> Target:
    person = meant(asked, token, field="person")
    with asked.world.store.read() as work:
        return Target(Kind.PERSON, actions.name_of(asked.world, work, person))


def _unknown(asked: Asked, words: str) -> Reply:
    known = [one.name for one in paging.names(asked.world.settings)]
    typed, _, rest = words.partition(" ")
    near = get_close_matches(typed.casefold(), [*known, *asked.world.settings.people], n=NEAREST)
    return Reply(
        card=page_answers.unknown(typed, near or known[:NEAREST], why=rest, about=asked.key), outcome="asked"
    )


# --- answers to a page --------------------------------------------------------------------------


def _answer(asked: Asked, id: int, words: str) -> Reply:
    _must_be_seen(asked, actions.get(asked.world, id))
    for spelling, do in _ANSWERS.items():
        if words == spelling or words.startswith(f"{spelling} "):
            return do(asked, id, words.removeprefix(spelling).strip())
    if words:
        raise BadInput(say("Say `have it`, `pass on`, `escalate` or `call off` behind the page's number."))
    actions.see(asked.world, asked.by, id, asked.said.person.id)
    return _shown(asked, actions.get(asked.world, id))


def _must_be_seen(asked: Asked, page: Page) -> None:
    """Of a private incident knows who takes part in it, and who is paged for it."""
    with asked.world.store.read() as work:
        incident = work.incidents.get(page.about) if page.about else None
        if incident is None or actions.is_paged(asked.world, work, page, asked.said.person.id):
            return
        if not permission.may_see(replace(asked, key=incident.key), work, incident):
            raise NotFound(say("There is no page {number} that you may see.", number=page.id))


def _have_it(asked: Asked, id: int, _: str) -> Reply:
    return _shown(asked, actions.acknowledge(asked.world, asked.by, id, asked.said.person.id), mine=True)


def _pass_on(asked: Asked, id: int, why: str) -> Reply:
    return _shown(asked, actions.pass_on(asked.world, asked.by, id, asked.said.person.id, why))


def _hurry(asked: Asked, id: int, _: str) -> Reply:
    return _shown(asked, actions.hurry(asked.world, asked.by, id))


def _call_off(asked: Asked, id: int, why: str) -> Reply:
    _may_call_off(asked, actions.get(asked.world, id))
    return _shown(asked, actions.end(asked.world, asked.by, id, why))


def _may_call_off(asked: Asked, page: Page) -> None:
    with asked.world.store.read() as work:
        me = asked.me()
        commands = {
            one.person for one in work.roles.of(page.about) if page.about and one.role == INCIDENT_COMMANDER
        }
        ours = page.by in me or bool(commands & set(me)) or permission.is_lead(asked, work)
        if not ours and not actions.is_paged(asked.world, work, page, asked.said.person.id):
            raise NotAllowed(
                say(
                    "Whoever asked for page {number}, was paged, commands the incident or leads a team can "
                    "call it off.\nNothing was changed.",
                    number=page.id,
                )
            )


_ANSWERS: Mapping[str, Callable[[Asked, int, str], Reply]] = {
    "have it": _have_it,
    "pass on": _pass_on,
    "escalate": _hurry,
    "call off": _call_off,
}


def have_it(asked: Asked) -> Reply:
    """`have it`: the newest page that waits for whoever says so."""
    with asked.world.store.read() as work:
        mine = page_open.waiting_for(asked.world, work, asked.said.person.id)
    if not mine:
        return Reply(card=page_answers.several([]))
    return _have_it(asked, mine[0].id, "")


def pages(asked: Asked) -> Reply:
    """Everybody who is still being looked for, and who has what."""
    with asked.world.store.read() as work:
        shown = page_open.seen(work, lambda one: permission.may_see(asked, work, one))
        briefs = [page_briefs.read(asked.world, work, one, chat=asked.said.person.chat) for one in shown]
    return Reply(card=page_answers.several(briefs))


def escalate(asked: Asked) -> Reply:
    """The next step of the newest page of this incident, at once; without one, who could be paged."""
    if asked.words.strip():
        raise BadInput(say("For a ticket, say {example}", example=f"{asked.root} sla escalate zendesk:123"))
    with asked.world.store.read() as work:
        looking = [one for one in work.pages.of(asked.key) if one.is_looking] if asked.key else []
        names = page_open.on_call_now(asked.world, work)
    if looking:
        return _hurry(asked, looking[-1].id, "")
    return Reply(card=page_answers.whom(names, about=asked.key), outcome="asked")


def _brief(asked: Asked, page: Page) -> PageBrief:
    with asked.world.store.read() as work:
        return page_briefs.read(asked.world, work, page, chat=asked.said.person.chat)


def _shown(asked: Asked, page: Page, *, mine: bool = False) -> Reply:
    brief = _brief(asked, page)
    return Reply(card=page_answers.yours(brief) if mine else cards.followed(brief))


COMMANDS = (
    Command(
        word="page",
        run=page,
        says="pages a person, a team, a policy or a service, until somebody has it",
        usage="page WHO [TICKET] [WHY]",
        example="page @leo checkout is down",
        about_if_known=True,
        free_text=True,
        hyphenated=True,
    ),
    Command(
        word="pages",
        run=pages,
        says="lists who is still being looked for, and who has what",
        usage="pages",
        example="pages",
        rule="page",
    ),
    Command(
        word="have it",
        run=have_it,
        says="answers the newest page that waits for you",
        usage="have it",
        rule="page",
        aside=True,
    ),
    Command(
        word="escalate",
        run=escalate,
        says="pages the next in line at once",
        usage="escalate",
        example="escalate",
        about_if_known=True,
        rule="page",
    ),
)
