"""Declaring: the form, one line of words, and the question whether it is open already."""

import hashlib
from dataclasses import replace

from bot.actions import dossier, filing
from bot.actions import incident as actions
from bot.actions import ticket as tickets
from bot.cards import forms, incidents
from bot.cards import incident as cards
from bot.commands import declare_tickets, permission, room, understand
from bot.commands.asked import Asked, Command
from bot.domain.filed import NOTHING_FILED
from bot.domain.form import Answer
from bot.domain.incident import Incident
from bot.domain.interaction import Reply
from bot.domain.likeness import Similar
from bot.domain.ticket import Ref
from bot.domain.wording import say
from bot.errors import AlreadyDone, BadInput, NotFound

LONGEST = 10_000
"""Characters that a title with its description may have."""


def declare(asked: Asked) -> Reply:
    """The form when something is missing; else the incident, unless an open one sounds alike."""
    if asked.from_form:
        return _declare_from_form(asked)
    if len(asked.words) > LONGEST:
        raise BadInput(
            say("That is too long for an incident. Say in one line what is wrong; add the rest as notes.")
        )
    words, anyway = _anyway(asked.prose)
    told, refs = declare_tickets.taken_out(asked, words)
    typed = understand.declaration(told, asked.world.settings.severities)
    if not typed.title or not typed.severity:
        return _form(asked, typed, refs, words)
    said = replace(_declaration(asked, typed), tickets=refs)
    if not anyway:
        similar = _alike(asked, said)
        if again := _same_again(asked, said, similar):
            return _reply(asked, again)
        if similar:
            return Reply(card=incidents.similar(similar, words=f"{ANYWAY} {words}"), outcome="asked")
    return _declared(asked, said if not anyway else replace(said, once=""))


def _form(asked: Asked, typed: understand.Declared, refs: tuple[Ref, ...], words: str) -> Reply:
    """Filled as far as words and tickets tell; a ticket's subject is a title until there is a better one."""
    filed = filing.filed(asked.world, refs, typed.title) if refs else NOTHING_FILED
    subject = filed.tickets[0].ticket.subject if filed.tickets else ""
    given: dict[str, Answer] = {
        "title": typed.title or " ".join(subject.split())[:200],
        "severity": typed.severity,
        "description": typed.description,
        "options": tuple(sorted(typed.flags)),
    }
    return Reply(form=forms.declare(asked.world.settings, given, words=words, tickets=filed))


ANYWAY = "--anyway"


def _anyway(words: str) -> tuple[str, bool]:
    return (words.removeprefix(ANYWAY).strip(), True) if words.startswith(ANYWAY) else (words, False)


def _declaration(asked: Asked, typed: understand.Declared) -> actions.Declaration:
    return actions.Declaration(
        title=typed.title,
        severity=typed.severity,
        description=typed.description,
        private="private" in typed.flags,
        drill="drill" in typed.flags,
        here="here" in typed.flags,
        workspace=asked.said.person.workspace,
        once=_once(asked, typed),
    )


def _once(asked: Asked, typed: understand.Declared) -> str:
    """The same words of the same person within the same minute are one wish."""
    minute = int(asked.world.clock.now().timestamp()) // 60
    wish = "\n".join((typed.severity, *sorted(typed.flags), typed.title.casefold()))
    digest = hashlib.sha256(wish.encode("utf-8", "replace")).hexdigest()[:16]
    return f"declare/{asked.said.person.id}/{digest}/{minute}"


def _declare_from_form(asked: Asked) -> Reply:
    title, options = asked.text("title"), asked.answers.get("options", ())
    if not title:
        raise BadInput(say("Say in a few words what is wrong."), field="title")
    actions.check_severity(asked.world, asked.text("severity"))
    typed = understand.Declared(
        title,
        asked.text("severity"),
        asked.text("description"),
        frozenset(options if isinstance(options, tuple) else ()),
    )
    said = replace(_declaration(asked, typed), once="", tickets=declare_tickets.ticked(asked))
    choice = asked.text("alike")
    if choice and choice != forms.NEW:
        return _join_instead(asked, choice, said.tickets)
    if not choice and (similar := _alike(asked, said)):
        filed = filing.filed(asked.world, said.tickets, title) if said.tickets else NOTHING_FILED
        form = forms.declare(
            asked.world.settings, asked.answers, words=asked.words, alike=similar, tickets=filed
        )
        return Reply(form=form, outcome="asked")
    return _declared(asked, said)


def _join_instead(asked: Asked, key: str, refs: tuple[Ref, ...]) -> Reply:
    """Only what may be seen was offered; who asks for anything else is told that it is not there."""
    with asked.world.store.read() as work:
        incident = work.incidents.get(key)
        if incident is None or not permission.may_see(asked, work, incident):
            raise NotFound(say("There is no incident {key}.", key=key))
    if refs:
        tickets.link(asked.world, replace(asked.by, interaction=""), key, refs)
    return room.join(replace(asked, key=key))


def _alike(asked: Asked, said: actions.Declaration) -> list[Similar]:
    """Nothing for a wish that was granted before: it would be told to join what it made itself."""
    with asked.world.store.read() as work:
        if work.interactions.made(asked.said.id):
            return []
        return actions.alike(asked.world, work, said.title, drill=said.drill)


def _same_again(asked: Asked, said: actions.Declaration, similar: list[Similar]) -> Incident | None:
    """What this person declared a moment ago in these very words: a second press of Enter."""
    now = asked.world.clock.now()
    for incident in (one.incident for one in similar):
        words = (incident.title, incident.severity, incident.declared_by)
        same = words == (said.title, said.severity, asked.said.person.id)
        if same and (now - incident.declared_at).total_seconds() < 60:
            return incident
    return None


def _declared(asked: Asked, said: actions.Declaration) -> Reply:
    try:
        incident = actions.declare(asked.world, asked.by, said, asked.said.room)
    except AlreadyDone as again:
        with asked.world.store.read() as work:
            made = work.incidents.get(again.made)
        if made is None:
            raise
        incident = made
    return _reply(asked, incident)


def _reply(asked: Asked, incident: Incident) -> Reply:
    with asked.world.store.read() as work:
        return Reply(
            card=cards.declared(dossier.read(asked.world, work, incident.key, chat=asked.said.person.chat))
        )


def declare_from(asked: Asked) -> Reply:
    """The form, filled from a chat message."""
    message = asked.said.message
    told, refs = declare_tickets.taken_out(asked, message.text if message else "")
    first, _, rest = told.strip().partition("\n")
    source = f"\n\n{message.url}" if message and message.url else ""
    described = f"{first[200:]}{rest}{source}".strip()[:3000]
    typed = understand.Declared(first[:200], "", described, frozenset())
    return _form(asked, typed, refs, "")


COMMANDS = (
    Command(
        word="declare",
        run=declare,
        says="declares an incident; without words it asks for them",
        usage="declare [SEVERITY] [TITLE]",
        example="declare sev1 Checkout is down",
        synonyms=("new", "create", "open"),
        rules=declare_tickets.rules,
        hyphenated=True,
    ),
    Command(
        word="declare_from",
        run=declare_from,
        says="declares from a message",
        usage="",
        hidden=True,
        rule="declare",
    ),
)
