"""Tasks of an incident."""

from dataclasses import replace

from bot.actions import checklist
from bot.actions.change import changing
from bot.domain.audit import Actor
from bot.domain.task import Task
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import Conflict, NotFound
from bot.world import World


def add(world: World, by: Actor, key: str, text: str, *, owner: str = "") -> Task:
    with changing(world, by, key) as change:
        change.must_be_open()
        task = change.work.tasks.add(
            Task(incident=key, number=0, text=text, created_by=by.person, created_at=change.now, owner=owner)
        )
        change.audit({}, {"task": task.number, "text": text, "owner": owner})
        change.happened(Kind.TASK, say("Task {number}: {text}", number=task.number, text=text))
        return task


def finish(world: World, by: Actor, key: str, number: int) -> Task:
    with changing(world, by, key) as change:
        task = change.work.tasks.get(key, number)
        if task is None:
            raise NotFound(say("{key} has no task {number}.", key=key, number=number))
        if task.done_at:
            raise Conflict(say("Task {number} of {key} is done already.", key=key, number=number))
        done = replace(task, done_at=change.now, done_by=by.person)
        change.work.tasks.save(done)
        change.audit({"task": number, "done": False}, {"task": number, "done": True})
        change.happened(Kind.TASK, say("Task {number} done: {text}", number=number, text=task.text))
        if task.is_of_checklist:
            checklist.redraw(change, task)
        return done


def assign(world: World, by: Actor, key: str, number: int, owner: str) -> Task:
    with changing(world, by, key) as change:
        change.must_be_open()
        task = change.work.tasks.get(key, number)
        if task is None:
            raise NotFound(say("{key} has no task {number}.", key=key, number=number))
        assigned = replace(task, owner=owner)
        change.work.tasks.save(assigned)
        change.audit({"task": number, "owner": task.owner}, {"task": number, "owner": owner})
        return assigned
