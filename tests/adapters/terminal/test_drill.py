"""How a drill went, in the terminal in which it was started."""

from adapters.terminal.drill import drills
from bot.domain.rehearsal import Rehearsal
from tests.fakes.teller import Teller


def test_drills_and_what_was_declared_while_a_history_was_played_are_reported(sqlite_database):
    told = Teller(sqlite_database)
    told.declare("sev1 Reports are slow")
    told.clock.move(minutes=1)
    course = {"minutes": [0, 45, 60], "statuses": ["Investigating", "Update", "Resolved"]}
    played = Rehearsal(
        history="42",
        title="t",
        vendor="GitHub \x1b[31mstatus",
        speed=10,
        began_at=told.clock.now(),
        course=course,
    )
    with told.store.change() as work:
        work.rehearsals.add(played)
    told.declare("sev1 Checkout \x1b[2J is down")
    told.clock.move(hours=3)
    told.declare("sev1 Much later")
    told.declare("sev1 An exercise --drill")

    with told.store.read() as work:
        said = drills(told.settings, work, told.clock.now())

    assert [line for line in said.splitlines() if line.startswith("INC-")] == [
        "INC-4 An exercise, beside the table pagerduty:",
        "INC-2 Checkout \\u001b[2J is down, beside the table pagerduty:",
    ]
    assert "  NO  First word: none in 1800 min; within 5 min is asked" in said
    assert "its longest silence lasted 45 min, and 1 of 2 were too long" in said
    assert "\x1b" not in said
