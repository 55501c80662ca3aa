"""Words about an incident as a whole."""

from bot.actions import dossier, ending
from bot.actions import incident as actions
from bot.cards import forms, incidents, plain
from bot.cards import incident as cards
from bot.commands import permission, timeline, understand
from bot.commands.asked import Asked, Command
from bot.domain.card import Card
from bot.domain.incident import Status
from bot.domain.interaction import Reply
from bot.domain.wording import line, say

LISTED = 15
"""Incidents on a list."""

LOOKED_AT = 100
"""Open incidents among which those are found that a person may see."""


def listing(asked: Asked) -> Reply:
    """Open incidents that this person may see."""
    with asked.world.store.read() as work:
        found = work.incidents.with_status(Status.OPEN, limit=LOOKED_AT)
        seen = [one for one in found if permission.may_see(asked, work, one)]
        return Reply(
            card=incidents.listing(
                dossier.brief(asked.world, work, seen[:LISTED], chat=asked.said.person.chat),
                more=len(seen) > LISTED,
            )
        )


def status(asked: Asked) -> Reply:
    """How it stands; with a text it is a status update, as people expect."""
    if asked.words.strip():
        return timeline.update(asked)
    return Reply(card=cards.status(asked.dossier()))


def _status_rules(asked: Asked) -> tuple[str, ...]:
    return ("update",) if asked.words.strip() else ("status",)


def sev(asked: Asked) -> Reply:
    """`sev 2`, or `sev 2 because only Europe hurts`."""
    words = asked.text("severity") or asked.prose
    if not words:
        return Reply(form=forms.severity(asked.world.settings, asked.dossier(to_change=True)))
    chosen, why = understand.reasoned(words, asked.world.settings.severities)
    incident = actions.change_severity(asked.world, asked.by, asked.key, chosen or words, why=why)
    return _done(say("{key} is now {severity}", key=incident.key, severity=incident.severity))


def phase(asked: Asked) -> Reply:
    words = (asked.text("phase") or asked.words).strip().casefold()
    if not words:
        return Reply(form=forms.phase(asked.world.settings, asked.dossier(to_change=True)))
    phases = asked.world.settings.phases
    chosen = next((name for name in phases if name.startswith(words)), words)
    incident = actions.change_phase(asked.world, asked.by, asked.key, chosen)
    return _done(say("{key} is now {phase}", key=incident.key, phase=incident.phase))


def resolve(asked: Asked) -> Reply:
    return _end(asked, Status.RESOLVED)


def cancel(asked: Asked) -> Reply:
    return _end(asked, Status.CANCELLED)


def _end(asked: Asked, status: Status) -> Reply:
    word = "resolve" if status is Status.RESOLVED else "cancel"
    if not asked.from_form and not asked.words.strip():
        return Reply(form=forms.end(asked.dossier(to_change=True), word=word))
    text = asked.text("text") if asked.from_form else asked.prose
    incident = ending.end(asked.world, asked.by, asked.key, status, "" if text == "now" else text)
    return _done(say("{key} is {status}", key=incident.key, status=incident.status.value))


def reopen(asked: Asked) -> Reply:
    incident = ending.reopen(asked.world, asked.by, asked.key)
    return _done(say("{key} is open again", key=incident.key))


def _done(title: str) -> Reply:
    card: Card = plain.done(title, line("Its cards follow in a moment."))
    return Reply(card=card)


COMMANDS = (
    Command(
        word="list", run=listing, says="shows the open incidents", usage="list", synonyms=("incidents", "ls")
    ),
    Command(
        word="status",
        run=status,
        says="shows how an incident stands; with a text it posts an update",
        usage="status [INC-1]",
        rules=_status_rules,
        example="status INC-1",
        about=True,
        free_text=True,
    ),
    Command(
        word="sev",
        run=sev,
        says="changes the severity",
        usage="sev N [WHY]",
        example="sev 2",
        synonyms=("severity",),
        about=True,
    ),
    Command(
        word="phase",
        run=phase,
        says="moves on to another phase",
        usage="phase investigating|identified|monitoring",
        example="phase identified",
        about=True,
    ),
    Command(
        word="resolve",
        run=resolve,
        says="ends the incident",
        usage="resolve [WHAT SOLVED IT]",
        example="resolve Payments work again since the rollback",
        synonyms=("close", "resolved"),
        about=True,
        free_text=True,
    ),
    Command(word="reopen", run=reopen, says="opens it again", usage="reopen [INC-1]", about=True),
    Command(
        word="cancel",
        run=cancel,
        says="withdraws what was no incident",
        usage="cancel [WHY]",
        example="cancel Declared twice",
        about=True,
        free_text=True,
    ),
)
