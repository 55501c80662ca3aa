"""Words about hats."""

from bot.actions import page_briefs, staffing
from bot.actions import role as actions
from bot.cards import forms, page_answers, plain
from bot.cards import role as cards
from bot.commands.asked import Asked, Command
from bot.commands.people import meant
from bot.domain.dossier import Dossier
from bot.domain.interaction import Reply
from bot.domain.role import CUSTOMER_LIAISON, Holder, spoken
from bot.domain.wording import line, say
from bot.errors import BadInput, Conflict

NOBODY = {"nobody", "none", "no-one", "-"}


def liaison(asked: Asked) -> Reply:
    """Who is customer liaison; with a person, they are from now on."""
    return _hat(asked, CUSTOMER_LIAISON, asked.words.strip())


def role(asked: Asked) -> Reply:
    """`role ROLE @person`, in either order; with a role alone, who wears it."""
    if asked.from_form:
        return _give(asked, asked.text("role"), meant(asked, asked.text("person"), field="person"))
    if not asked.words.strip():
        return Reply(form=forms.role(asked.dossier(to_change=True)))
    found, rest = named_role(asked.words, asked.world.settings.roles)
    if not found:
        known = ", ".join(spoken(name) for name in asked.world.settings.roles)
        raise BadInput(say("Say which role, then who: `role scribe @ana`. Roles are {known}.", known=known))
    return _hat(asked, found, rest)


def named_role(words: str, roles: tuple[str, ...]) -> tuple[str, str]:
    """(the role that these words name, the other words): `customer liaison`, `ic`, `commander`."""
    plain_words = words.strip()
    for name in sorted(roles, key=len, reverse=True):
        for spelling in _spellings(name):
            folded = plain_words.casefold()
            if folded == spelling:
                return name, ""
            if folded.startswith(f"{spelling} "):
                return name, plain_words[len(spelling) :].strip()
            if folded.endswith(f" {spelling}"):
                return name, plain_words[: -len(spelling)].strip()
    return "", plain_words


def _spellings(role: str) -> tuple[str, ...]:
    """The whole name, its last word, its initials."""
    parts = role.split("_")
    spellings = [role, role.replace("_", " "), role.replace("_", "-")]
    if len(parts) > 1:
        spellings += [parts[-1], "".join(part[0] for part in parts)]
    return tuple(spellings)


def _hat(asked: Asked, role: str, who: str) -> Reply:
    if not who:
        known = asked.dossier()
        return Reply(card=cards.holder(known, role, mine=known.holder_of(role) in asked.me()))
    if found := _without_person(asked, role, who.casefold()):
        return found
    if who.casefold() in NOBODY:
        actions.take_off(asked.world, asked.by, asked.key, role)
        return Reply(card=plain.done(say("Nobody is {role} of {key} now", role=spoken(role), key=asked.key)))
    if who.casefold() == INSTEAD:
        return _give(asked, role, asked.said.person.id)
    person = meant(asked, who, field="person")
    mine = person in asked.me()
    if mine and (taken := _taken(asked, role)):
        return Reply(card=cards.taken(taken, role, instead=f"{role} {INSTEAD}"), outcome="asked")
    return _give(asked, role, person, instead=not mine)


def _without_person(asked: Asked, role: str, who: str) -> Reply | None:
    """`choose` opens the form, `page` pages whoever stands behind the role."""
    if who == "choose":
        return Reply(form=forms.role(asked.dossier(to_change=True), chosen=role))
    return _paged(asked, role) if who == "page" else None


def _paged(asked: Asked, role: str) -> Reply:
    """Whoever stands behind the role is paged, and gets it by saying "I have it"."""
    paged = staffing.page_for(asked.world, asked.by, asked.key, role)
    with asked.world.store.read() as work:
        brief = page_briefs.read(asked.world, work, paged.page, chat=asked.said.person.chat)
    return Reply(card=page_answers.asked(brief, is_new=paged.is_new))


INSTEAD = "me instead"
"""Said by who takes a hat from somebody else, knowing that they do."""


def _taken(asked: Asked, role: str) -> Dossier | None:
    """Two people may press at once; the second is asked before taking the hat from the first."""
    known = asked.dossier()
    return known if known.holder_of(role) not in {"", *asked.me()} else None


def _give(asked: Asked, role: str, person: str, *, instead: bool = True) -> Reply:
    before = actions.give(asked.world, asked.by, asked.key, role, person, instead=instead)
    return Reply(card=cards.given(asked.dossier(), role, to=person, before=before))


def handoff(asked: Asked) -> Reply:
    """Asks somebody to take over one of my hats; they get it by saying yes."""
    verb, _, number = asked.words.strip().partition(" ")
    if verb in {"take", "decline"} and number.isdigit():
        return _settle(asked, int(number), accept=verb == "take")
    known = asked.dossier(to_change=not asked.from_form)
    mine = _mine(asked, known)
    if asked.from_form:
        person = meant(asked, asked.text("person"), field="person")
        return _offer(asked, asked.text("role"), person, asked.text("briefing"))
    if not asked.words.strip():
        if not known.holders:
            raise Conflict(say("Nobody holds a role in {key} that could be handed over.", key=asked.key))
        return Reply(form=forms.handoff(known, mine or [holder.role for holder in known.holders]))
    role, rest = named_role(asked.words, asked.world.settings.roles)
    who, _, briefing = rest.partition(" ")
    if not role:
        role = _only(mine)
    return _offer(asked, role, meant(asked, who), briefing.strip())


def _mine(asked: Asked, known: Dossier) -> list[str]:
    me = asked.me()
    return [holder.role for holder in known.holders if _is_mine(holder, me)]


def _is_mine(holder: Holder, me: tuple[str, ...]) -> bool:
    return holder.person in me


def _only(mine: list[str]) -> str:
    if CUSTOMER_LIAISON in mine or not mine:
        return CUSTOMER_LIAISON
    if len(mine) > 1:
        raise BadInput(
            say(
                "You are {roles}. Say which: `handoff {first} @person`.",
                roles=", ".join(map(spoken, mine)),
                first=mine[0],
            )
        )
    return mine[0]


def _offer(asked: Asked, role: str, person: str, briefing: str) -> Reply:
    made = actions.offer(asked.world, asked.by, asked.key, role, person, briefing)
    return Reply(card=cards.offered(asked.dossier(), made))


def _handoff_rules(asked: Asked) -> tuple[str, ...]:
    """Who is asked may answer, whoever may ask."""
    verb, _, number = asked.words.strip().partition(" ")
    return () if verb in {"take", "decline"} and number.isdigit() else ("handoff",)


def _settle(asked: Asked, id: int, *, accept: bool) -> Reply:
    me = asked.said.person.id
    settled = actions.settle(asked.world, asked.by, asked.key, id, accept=accept, person=me)
    name = spoken(settled.role)
    if accept:
        return Reply(card=plain.done(say("You are now {role} of {key}", role=name, key=asked.key)))
    return Reply(
        card=plain.done(
            say("Said no to {role} of {key}", role=name, key=asked.key),
            line("Whoever asked you was told."),
        )
    )


COMMANDS = (
    Command(
        word="liaison",
        run=liaison,
        says="shows or names the customer liaison",
        usage="liaison [@person|me|page|nobody]",
        example="liaison me",
        about=True,
        hyphenated=True,
    ),
    Command(
        word="role",
        run=role,
        says="gives a role",
        usage="role ROLE @person",
        example="role scribe @ana",
        synonyms=("assign", "roles"),
        about=True,
    ),
    Command(
        word="handoff",
        run=handoff,
        says="asks somebody to take over your role, with a briefing",
        usage="handoff [ROLE] @person [BRIEFING]",
        rules=_handoff_rules,
        example="handoff @leo",
        synonyms=("handover", "hand-over"),
        about=True,
    ),
)
