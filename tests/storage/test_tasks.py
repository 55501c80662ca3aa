from dataclasses import replace

from tests.storage.samples import NINE, incident, task


def test_tasks_are_numbered_within_their_incident(database):
    with database.change() as work:
        work.incidents.add(incident())
        work.incidents.add(incident(2))
        assert [work.tasks.add(task()).number for _ in range(3)] == [1, 2, 3]
        assert work.tasks.add(task(incident="INC-2")).number == 1

    with database.read() as work:
        assert [one.number for one in work.tasks.of("INC-1")] == [1, 2, 3]


def test_a_saved_task_replaces_the_earlier_one(database):
    with database.change() as work:
        work.incidents.add(incident())
        first, second = work.tasks.add(task()), work.tasks.add(task())
        done = replace(second, owner="slack:U2", done_at=NINE, done_by="slack:U2", text="Ask both banks")
        work.tasks.save(done)

    with database.read() as work:
        assert work.tasks.of("INC-1") == [first, done]
        assert work.tasks.get("INC-1", 2) == done
        assert work.tasks.get("INC-1", 3) is None
