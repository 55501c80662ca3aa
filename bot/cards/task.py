"""How tasks look."""

from bot.cards.headline import named, titled
from bot.domain.card import (
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Link,
    Menu,
    Option,
    Paragraph,
    Part,
    Struck,
    Tone,
)
from bot.domain.dossier import Dossier
from bot.domain.task import Task
from bot.domain.wording import line, say


def tasks(dossier: Dossier) -> Card:
    """What has to be done, and what was."""
    key = dossier.incident.key
    parts: list[Part] = (
        [Bullets(tuple(_row(dossier, task) for task in dossier.tasks))] if dossier.tasks else []
    )
    if dossier.open_tasks:
        options = tuple(
            Option(f"{task.number}. {task.text}", f"done {task.number}") for task in dossier.open_tasks
        )
        parts.append(Menu(say("Mark as done"), does="task", about=key, options=options))
    parts.append(Buttons((Button(say("Add a task"), does="task", about=key, words="new"),)))
    title = titled(dossier.incident, say("Tasks of {what}", what=named(dossier.incident)))
    return Card(title, tuple(parts) if dossier.tasks else (Paragraph(line("No tasks yet.")), *parts))


def _row(dossier: Dossier, task: Task) -> Line:
    owner: Line = (" — ", dossier.mention(task.owner)) if task.owner else ()
    if task.done_at:
        return (f"{task.number}. ", Struck(task.text), " — ", dossier.mention(task.done_by or task.owner))
    followed: Line = (" — ", Link(say("ticket"), task.url)) if task.url else ()
    return (f"{task.number}. ", task.text, *owner, *followed)


def added(dossier: Dossier, task: Task) -> Card:
    key = dossier.incident.key
    done = Button(say("Done"), does="task", about=key, words=f"done {task.number}")
    mine = Button(say("I'll do it"), does="task", about=key, words=f"{task.number} me")
    buttons = (done,) if task.owner else (mine, done)
    return Card(
        say("Task {number} of {key}", number=task.number, key=key),
        (Paragraph(_row(dossier, task)), Buttons(buttons)),
        Tone.DONE if task.done_at else Tone.CALM,
    )
