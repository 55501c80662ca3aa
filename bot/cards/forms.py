"""What is asked when words alone do not say enough."""

from collections.abc import Mapping, Sequence

from bot.config import Settings
from bot.domain.card import Line
from bot.domain.dossier import Dossier
from bot.domain.filed import NOTHING_FILED, Filed, FiledTicket
from bot.domain.form import (
    Answer,
    AnyField,
    Choice,
    ChoiceField,
    ChoicesField,
    Form,
    MomentField,
    PersonField,
    TextField,
)
from bot.domain.incident import Incident
from bot.domain.likeness import Similar
from bot.domain.role import spoken
from bot.domain.timeline import TimelineEntry
from bot.domain.wording import line, say

NEW = "new"
"""The answer that says: none of the similar incidents, declare a new one."""


def _text(given: Mapping[str, Answer], name: str) -> str:
    return str(given.get(name, ""))


def declare(
    settings: Settings,
    given: Mapping[str, Answer],
    *,
    words: str,
    alike: Sequence[Similar] = (),
    tickets: Filed = NOTHING_FILED,
) -> Form:
    """The declare form; `alike` are open incidents to join instead, asked about before creating."""
    severities = tuple(
        Choice(f"{name} — {severity.means}" if severity.means else name, name)
        for name, severity in settings.severities.items()
    )
    fields: tuple[AnyField, ...] = (
        TextField(
            name="title",
            label=say("What is wrong, as customers see it?"),
            placeholder=say("Checkout is down"),
            value=_text(given, "title"),
        ),
        ChoiceField(
            name="severity",
            label=say("Severity"),
            hint=_proposed(tickets),
            choices=severities,
            value=_text(given, "severity") or tickets.severity,
        ),
        *_tickets(tickets),
        TextField(
            name="description",
            label=say("What is known so far?"),
            value=_text(given, "description"),
            required=False,
            long=True,
            at_most=3000,
        ),
        _options(given.get("options", ())),
    )
    form = Form(say("Declare incident"), "declare", fields, words=words, submit=say("Declare"))
    return form.with_fields(_alike(alike)) if alike else form


def _proposed(tickets: Filed) -> str:
    if not tickets.severity:
        return ""
    return say("{severity} is proposed: {why}", severity=tickets.severity, why=tickets.why)


def _tickets(filed: Filed) -> tuple[ChoicesField, ...]:
    """What the incident was filed by, and what sounds alike; all of it is ticked."""
    if not filed.tickets:
        return ()
    choices = tuple(Choice(_ticket(one), str(one.ticket.ref)) for one in filed.tickets)
    field = ChoicesField(
        name="tickets",
        label=say("Tickets of this incident"),
        hint=say("They are linked as soon as it is declared."),
        choices=choices,
        value=tuple(one.value for one in choices),
        required=False,
    )
    return (field,)


def _ticket(one: FiledTicket) -> str:
    tier = f" ({one.tier})" if one.tier else ""
    named = f"{one.ticket.ref} {one.ticket.subject}{tier}"
    if not one.terms:
        return named
    return say("{ticket} — same words: {terms}", ticket=named, terms=", ".join(one.terms))


def _options(chosen: Answer) -> ChoicesField:
    return ChoicesField(
        name="options",
        label=say("Options"),
        required=False,
        value=chosen if isinstance(chosen, tuple) else (),
        choices=(
            Choice(say("Private: only invited people see it"), "private"),
            Choice(say("Drill: an exercise, marked as such everywhere"), "drill"),
            Choice(say("Use this channel as the war room"), "here"),
        ),
    )


def _alike(similar: Sequence[Similar]) -> ChoiceField:
    joins = tuple(
        Choice(say("Join {key}: {title}", key=one.incident.key, title=one.incident.title), one.incident.key)
        for one in similar
    )
    whys = (
        say("Same words as {key}: {terms}.", key=one.incident.key, terms=", ".join(one.terms))
        for one in similar
    )
    return ChoiceField(
        name="alike",
        label=say("Is it one of these open incidents?"),
        hint=" ".join((say("Nothing was declared yet."), *whys)),
        choices=(*joins, Choice(say("None of them: declare a new incident"), NEW)),
    )


def update(settings: Settings, dossier: Dossier) -> Form:
    incident = dossier.incident
    return Form(
        say("Post update"),
        "update",
        (
            TextField(
                name="text",
                label=say("What is new?"),
                hint=say("Effect, workaround, what is being done. If nothing is new, say so."),
                long=True,
                at_most=3000,
            ),
            _phases(settings, incident),
            *(() if dossier.only_published else (_next_word(),)),
        ),
        about=incident.key,
        submit=say("Post"),
        intro=(incident.title,),
    )


def _next_word() -> MomentField:
    return MomentField(
        name="next_at",
        label=say("When do they hear next?"),
        hint=say("Empty means as promised for this severity."),
        required=False,
    )


def _phases(settings: Settings, incident: Incident) -> ChoiceField:
    choices = tuple(Choice(phase.capitalize(), phase) for phase in settings.phases)
    return ChoiceField(name="phase", label=say("Phase"), choices=choices, value=incident.phase)


def phase(settings: Settings, dossier: Dossier) -> Form:
    incident = dossier.incident
    fields = (_phases(settings, incident),)
    return Form(say("Change phase"), "phase", fields, about=incident.key, submit=say("Change"))


def severity(settings: Settings, dossier: Dossier) -> Form:
    choices = tuple(
        Choice(f"{name} — {one.means}" if one.means else name, name)
        for name, one in settings.severities.items()
    )
    field = ChoiceField(
        name="severity", label=say("Severity"), choices=choices, value=dossier.incident.severity
    )
    return Form(say("Change severity"), "sev", (field,), about=dossier.incident.key, submit=say("Change"))


def role(dossier: Dossier, *, chosen: str = "") -> Form:
    choices = tuple(Choice(spoken(name).capitalize(), name) for name in dossier.roles)
    fields = (
        ChoiceField(name="role", label=say("Role"), choices=choices, value=chosen),
        PersonField(name="person", label=say("Who?")),
    )
    return Form(say("Give a role"), "role", fields, about=dossier.incident.key, submit=say("Give"))


def handoff(dossier: Dossier, roles: Sequence[str]) -> Form:
    choices = tuple(Choice(spoken(name).capitalize(), name) for name in roles)
    fields = (
        ChoiceField(name="role", label=say("Role"), choices=choices, value=roles[0] if roles else ""),
        PersonField(name="person", label=say("Who takes over?")),
        TextField(
            name="briefing",
            label=say("What should they know?"),
            hint=say("What is on record is added for you."),
            required=False,
            long=True,
            at_most=2000,
        ),
    )
    return Form(say("Hand over"), "handoff", fields, about=dossier.incident.key, submit=say("Ask them"))


def note(dossier: Dossier, *, text: str = "", words: str = "") -> Form:
    fields = (
        TextField(name="text", label=say("What happened?"), value=text, long=True, at_most=3000),
        MomentField(name="at", label=say("When?"), hint=say("Empty means now."), required=False),
    )
    return Form(
        say("Add to timeline"), "note", fields, about=dossier.incident.key, words=words, submit=say("Add")
    )


def which_entry(dossier: Dossier, entries: Sequence[TimelineEntry]) -> Form:
    choices = tuple(Choice(entry.text, str(entry.id)) for entry in reversed(entries))
    field = ChoiceField(name="entry", label=say("Which entry?"), choices=choices[:100])
    return Form(
        say("Correct timeline"),
        "timeline",
        (field,),
        about=dossier.incident.key,
        words="edit",
        submit=say("Next"),
    )


def edit_entry(dossier: Dossier, entry: TimelineEntry) -> Form:
    fields = (
        TextField(
            name="text",
            label=say("What happened?"),
            hint=say("Leave empty to take the entry off the timeline."),
            value=entry.text,
            long=True,
            required=False,
            at_most=3000,
        ),
        MomentField(name="at", label=say("When?"), value=entry.at),
    )
    return Form(
        say("Correct entry"),
        "timeline",
        fields,
        about=dossier.incident.key,
        words=f"edit {entry.id}",
        submit=say("Save"),
    )


def task(dossier: Dossier) -> Form:
    fields = (
        TextField(name="text", label=say("What has to be done?"), at_most=500),
        PersonField(name="person", label=say("Who does it?"), required=False),
    )
    return Form(say("Add a task"), "task", fields, about=dossier.incident.key, words="new", submit=say("Add"))


def end(dossier: Dossier, *, word: str) -> Form:
    """Asked before an incident is resolved or cancelled."""
    resolving = word == "resolve"
    warning: Line = line("Tasks that are still open: {count}.", count=str(len(dossier.open_tasks)))
    label = say("What solved it, as customers may hear it?") if resolving else say("Why is it no incident?")
    field = TextField(name="text", label=label, long=True, required=False, at_most=3000)
    return Form(
        say("Resolve incident") if resolving else say("Cancel incident"),
        word,
        (field,),
        about=dossier.incident.key,
        words="now",
        submit=say("Resolve") if resolving else say("Cancel incident"),
        intro=warning if dossier.open_tasks else (),
    )
