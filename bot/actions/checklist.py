"""What whoever wears a hat has to see to: tasks that come with it."""

from dataclasses import replace

from bot.actions import identity, outgoing
from bot.actions.change import Change
from bot.domain.task import Task


def give(change: Change, role: str, person: str) -> None:
    """The tasks of this hat, once an incident; those that are not done yet pass on to who wears it now.

    Only for major incidents: nobody needs a list for a small one.
    """
    world, work, key = change.world, change.work, change.incident.key
    severity = world.settings.severities.get(change.incident.severity)
    points = world.settings.checklists.get(role, ()) if severity and severity.major else ()
    known = {task.text: task for task in work.tasks.of(key) if task.is_of_checklist}
    for text in points:
        task = known.get(text)
        if task is None:
            made = Task(incident=key, number=0, text=text, created_by="", created_at=change.now, owner=person)
            work.tasks.add(made)
        elif task.done_at is None and not identity.is_same(world, work, task.owner, person):
            work.tasks.save(replace(task, owner=person))


def redraw(change: Change, task: Task) -> None:
    """The briefing of who wears the hat to which this belongs, where it stands."""
    world, work, key = change.world, change.work, change.incident.key
    for holder in work.roles.of(key):
        if task.text not in world.settings.checklists.get(holder.role, ()):
            continue
        begins = outgoing.briefing_slot(key, holder.role, holder.person)
        stands = [one.name for one in work.rooms.slots(key) if one.name.startswith(begins) and one.message]
        if stands:
            outgoing.direct(
                world,
                work,
                change.incident,
                person=holder.person,
                view="briefing",
                slot=max(stands),
                role=holder.role,
            )
