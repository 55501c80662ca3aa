"""A desk whose own deadlines are believed: they are shown, and reminders follow them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import sla_cases
from bot.domain.sla_clock import Source, State
from bot.domain.sla_metric import Metric
from bot.domain.sla_update import Author
from bot.domain.ticket import Deadline
from tests.bot.actions.promises import arrives, desk_of, heard, now_reads, passes, read, speaks, told
from tests.fakes.teller import Teller

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
BELIEVED = {
    "zendesk": {"base_url": "https://z.test", "email": "c@z.test", "api_token": "secret", "clock": "desk"}
}


@pytest.fixture
def teller(database) -> Teller:
    """Policies of ours, and a desk that is believed."""
    return told(database, tickets=BELIEVED)


@pytest.fixture
def alone(database) -> Teller:
    """No policy of ours: what the desk promises is all there is."""
    return told(database, tickets=BELIEVED, sla=[])


def promise(teller, hours=1.0, **more) -> Deadline:
    given = {"metric": "first_reply", "due_at": teller.clock.now() + hours * HOUR}
    return Deadline(**given | more)


def says(teller, *deadlines, id="1", **more):
    """The desk shows these deadlines from now on, and the ticket is read."""
    desk_of(teller).has(id, deadlines=deadlines, **more)
    read(teller, id)


def case(teller, about="zendesk:1"):
    with teller.store.read() as work:
        return sla_cases.read(teller.world, work, [about], teller.clock.now())[about]


def clock(teller, metric=Metric.FIRST_REPLY, instance=1):
    return case(teller).clock(metric, instance)


def breaches(teller):
    with teller.store.read() as work:
        return [(one.metric, one.seconds) for one in work.breaches.of("zendesk:1")]


def test_the_desks_due_is_shown_as_the_desks_and_reminders_follow_it(teller):
    arrives(teller, deadlines=(promise(teller, 3),))

    passes(teller, hours=1, minutes=30)
    early = heard(teller, "ana")
    passes(teller, hours=1, minutes=20)

    assert (clock(teller).source, clock(teller).due) == (
        Source.DESK,
        datetime(2026, 3, 2, 12, 12, tzinfo=UTC),
    )
    assert early == []
    assert "First reply is due soon · zendesk:1 · Card declined" in heard(teller, "ana")


def test_what_the_desk_does_not_tell_is_counted_by_us(teller):
    arrives(teller, deadlines=(promise(teller, 3),))

    assert clock(teller, Metric.RESOLUTION).source is Source.COMPUTED
    assert clock(teller, Metric.RESOLUTION).due == teller.clock.now() + 8 * HOUR


def test_a_desk_is_watched_without_any_policy_of_ours(alone):
    arrives(alone, deadlines=(promise(alone, 2),))

    passes(alone, hours=1, minutes=31)

    assert (clock(alone).source, clock(alone).target.seconds) == (Source.DESK, 7200)
    assert heard(alone, "ana") == ["First reply is due soon · zendesk:1 · Card declined"]


def test_the_target_is_the_one_of_the_first_reading_wherever_the_desk_moves_its_due(alone):
    arrives(alone, deadlines=(promise(alone, 2),))

    says(alone, promise(alone, 9))
    says(alone, promise(alone, 5))

    assert clock(alone).target.seconds == 7200
    assert clock(alone).due == alone.clock.now() + 5 * HOUR


def test_a_due_that_is_moved_away_takes_its_reminder_with_it(alone):
    arrives(alone, deadlines=(promise(alone, 2),))
    passes(alone, hours=1)

    says(alone, promise(alone, 9))
    passes(alone, hours=1)

    assert heard(alone, "ana") == []


def test_a_due_that_is_moved_nearer_is_told_at_once(alone):
    arrives(alone, deadlines=(promise(alone, 20),))

    says(alone, promise(alone, 0.1))
    passes(alone, seconds=10)

    assert heard(alone, "ana") == ["First reply is due soon · zendesk:1 · Card declined"]


def test_what_the_desk_pauses_is_silent_and_goes_on_when_it_runs_again(alone):
    arrives(alone, deadlines=(promise(alone, 1),))
    says(alone, promise(alone, due_at=None, paused=True))
    passes(alone, hours=5)
    paused = clock(alone).state, heard(alone, "ana")

    says(alone, promise(alone, 0.2))
    passes(alone, seconds=10)

    assert paused == (State.PAUSED, [])
    assert len(heard(alone, "ana")) == 1


def test_what_the_desk_calls_met_is_over_and_stays_over_since_then(alone):
    arrives(alone, deadlines=(promise(alone, 1),))
    passes(alone, minutes=46)

    says(alone, promise(alone, 0.2, met=True))
    ended = clock(alone).ended_at
    passes(alone, hours=3)
    says(alone, promise(alone, 0.2, met=True), subject="Card declined twice")

    assert now_reads(alone, "ana") == ["Done: First reply · zendesk:1 · Card declined twice"]
    assert clock(alone).ended_at == ended
    assert heard(alone, "mei") == []


def test_late_by_the_desks_figures_is_said_and_the_desk_is_asked_whether_it_was_missed(alone):
    due = alone.clock.now() + HOUR
    arrives(alone, deadlines=(promise(alone, 1),))
    passes(alone, minutes=59)
    desk_of(alone).has("1", deadlines=(promise(alone, due_at=due, missed=True),))
    alone.world.desks["zendesk"].calls.clear()

    passes(alone, minutes=3)

    assert "First reply is late · zendesk:1 · Card declined" in heard(alone, "mei")
    assert breaches(alone) == [(Metric.FIRST_REPLY, 3600)]


def test_no_breach_is_recorded_that_the_desk_does_not_tell(alone):
    arrives(alone, deadlines=(promise(alone, 1),))

    passes(alone, hours=1, minutes=5)

    assert clock(alone).is_breached
    assert breaches(alone) == []
    assert len(heard(alone, "mei")) == 1


def test_a_desk_that_never_says_that_it_was_missed_is_not_asked_all_the_time(alone):
    arrives(alone, deadlines=(promise(alone, 1),))
    passes(alone, minutes=62)
    desk_of(alone).calls.clear()

    passes(alone, minutes=30)

    assert desk_of(alone).calls.count("fetch") <= 2


def test_a_desk_that_changes_its_mind_about_what_was_missed_is_believed(alone):
    arrives(alone, deadlines=(promise(alone, 1),))
    passes(alone, minutes=61)
    says(alone, promise(alone, -0.1, missed=True))
    missed = breaches(alone)

    says(alone, promise(alone, 4))

    assert len(missed) == 1
    assert breaches(alone) == []
    assert not clock(alone).is_breached


def test_the_second_question_at_such_a_desk_has_reminders_of_its_own(alone):
    arrives(alone, deadlines=(promise(alone, 1, metric="next_reply"),))
    passes(alone, minutes=46)
    says(alone, promise(alone, 1, metric="next_reply", met=True))
    first = len(heard(alone, "ana"))

    says(alone, promise(alone, 1, metric="next_reply"))
    passes(alone, minutes=46)

    assert first == 1
    assert len(heard(alone, "ana")) == 2


@pytest.mark.parametrize("year", [1900, 9999])
def test_a_due_that_no_desk_can_mean_is_no_due_and_holds_up_nobody(teller, year):
    never = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    arrives(teller, "1", deadlines=(promise(teller, due_at=never),))
    arrives(teller, "2")

    passes(teller, minutes=46)

    assert len(heard(teller, "ana")) == 2


def test_the_desks_answer_ends_it_even_when_we_saw_no_reply(teller):
    arrives(teller, deadlines=(promise(teller, 1),))

    says(teller, promise(teller, 1, met=True))
    passes(teller, hours=2)

    assert heard(teller, "mei") == []


def test_a_reply_that_we_saw_does_not_end_what_the_desk_still_waits_for(teller):
    arrives(teller, deadlines=(promise(teller, 1),))

    speaks(teller, "1", Author.AGENT)
    passes(teller, minutes=50)

    assert clock(teller).state is State.ACTIVE
    assert len(heard(teller, "ana")) >= 1
