"""What somebody has to do during an incident."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.domain.task import CHECKLIST_FROM, Task
from storage.incident_tables import incidents, tasks
from storage.nouns import Shape

_shape = Shape(Task, tasks)

_LOCK = select(incidents.c.key).where(incidents.c.key == bindparam("of")).with_for_update(key_share=True)
_LAST = select(func.max(tasks.c.number)).where(
    tasks.c.incident == bindparam("of"),
    tasks.c.number > bindparam("above"),
    tasks.c.number <= bindparam("below"),
)
_OWN = {"above": 0, "below": CHECKLIST_FROM}
_OF_CHECKLIST = {"above": CHECKLIST_FROM, "below": CHECKLIST_FROM * 10}
_ADD = insert(tasks)
_GET = select(*_shape.columns).where(
    tasks.c.incident == bindparam("of"), tasks.c.number == bindparam("counted")
)
_SAVE = update(tasks).where(tasks.c.incident == bindparam("of"), tasks.c.number == bindparam("counted"))
_OF = select(*_shape.columns).where(tasks.c.incident == bindparam("of")).order_by(tasks.c.number)


class Tasks:
    """Keeps the promise of `bot.ports.Tasks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, task: Task) -> Task:
        """Holds the incident while counting, so that two tasks never get one number."""
        of = {"of": task.incident}
        self._connection.execute(_LOCK, of)
        counted = _OF_CHECKLIST if task.is_of_checklist else _OWN
        last: int | None = self._connection.execute(_LAST, of | counted).scalar()
        numbered = replace(task, number=(last or counted["above"]) + 1)
        self._connection.execute(_ADD, _shape.row(numbered))
        return numbered

    def get(self, incident: str, number: int) -> Task | None:
        return _shape.first(self._connection.execute(_GET, {"of": incident, "counted": number}))

    def save(self, task: Task) -> None:
        found = {"of": task.incident, "counted": task.number}
        self._connection.execute(_SAVE, _shape.row(task) | found)

    def of(self, incident: str) -> list[Task]:
        """In the order of their numbers."""
        return _shape.all(self._connection.execute(_OF, {"of": incident}))
