"""Deadlines reckoned from metric events, instant by instant."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.zendesk_deadlines import deadlines
from bot.domain.ticket import Deadline

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR = {"target": 60, "target_in_seconds": 3600, "business_hours": False}
OFFICE = {"target": 60, "target_in_seconds": 3600, "business_hours": True}


def clock(hour: float) -> datetime:
    return NOW.replace(hour=int(hour), minute=round(hour % 1 * 60))


def told(
    *events: tuple[float, str] | tuple[float, str, Any], metric: str = "reply_time"
) -> list[dict[str, Any]]:
    """Events of one instance: the hour, the type, and what else it carries."""
    return [
        {
            "id": number,
            "metric": metric,
            "instance_id": 1,
            "time": clock(hour).isoformat(),
            "type": kind,
            **(more[0] if more else {}),
        }
        for number, (hour, kind, *more) in enumerate(events)
    ]


SLA = {"sla": HOUR}


def only(events: list[dict[str, Any]]) -> Deadline | None:
    found = deadlines(None, events, NOW)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (told((11.5, "activate"), (11.5, "apply_sla", SLA)), {"due_at": clock(12.5)}),
        (told((9, "activate"), (9, "apply_sla", SLA)), {"due_at": clock(10), "missed": True}),
        (told((9, "activate"), (9, "apply_sla", SLA), (9.5, "fulfill")), {"due_at": clock(10), "met": True}),
        (
            told((9, "activate"), (9, "apply_sla", SLA), (11, "fulfill")),
            {"due_at": clock(10), "missed": True, "met": True},
        ),
        (told((9, "activate"), (9, "apply_sla", SLA), (9.5, "pause")), {"due_at": None, "paused": True}),
        (
            told((9, "activate"), (9, "apply_sla", SLA), (11, "pause")),
            {"due_at": clock(10), "paused": True, "missed": True},
        ),
        (
            told(
                (9, "activate"), (9, "apply_sla", SLA), (9.5, "pause"), (9.75, "pause"), (11.75, "activate")
            ),
            {"due_at": clock(12.25)},
        ),
        (
            told((9, "activate"), (9, "apply_sla", SLA), (9.25, "fulfill"), (11.5, "activate")),
            {"due_at": clock(12.25)},
        ),
        (
            told((11, "activate"), (11, "apply_sla", SLA), (11.5, "activate"), (12, "breach")),
            {"due_at": clock(12)},
        ),
        (
            told(
                (9, "activate"),
                (9, "apply_sla", {"sla": {"target": 30}}),
                (9.2, "apply_sla", {"sla": {"target": 240}}),
            ),
            {"due_at": clock(13)},
        ),
    ],
    ids=lambda one: "" if isinstance(one, dict) else " ".join(f"{event['type']}" for event in one),
)
def test_a_deadline_is_the_start_and_the_target_and_every_pause(events, expected):
    assert only(events) == Deadline(metric="first_reply", **expected)


@pytest.mark.parametrize(
    "events",
    [
        [],
        told((9, "activate")),
        told((9, "apply_sla", SLA)),
        told((9, "activate"), (9, "apply_sla", SLA), (9.1, "apply_sla", {"sla": None})),
        told((9, "activate"), (9, "apply_sla", {"sla": {"target": "60"}})),
        told((9, "activate"), (9, "apply_group_sla", {"group_sla": HOUR})),
        told((9, "pause"), (9, "apply_sla", SLA), (9, "fulfill")),
    ],
)
def test_without_a_policy_or_a_start_nothing_is_promised(events):
    assert only(events) is None


@pytest.mark.parametrize(
    ("breach", "expected"),
    [
        ((16, "breach"), {"due_at": clock(16)}),
        ((11, "breach"), {"due_at": clock(11), "missed": True}),
        ((11, "breach", {"deleted": True}), {"due_at": None}),
        ((9, "measure"), {"due_at": None}),
    ],
)
def test_in_business_hours_the_planned_breach_is_the_deadline(breach, expected):
    events = told((9, "activate"), (9, "apply_sla", {"sla": OFFICE}), breach)

    assert only(events) == Deadline(metric="first_reply", **expected)


@pytest.mark.parametrize("stage", ["achieved", "paused"])
@pytest.mark.parametrize(("stopped", "missed"), [(9.5, False), (11, True)])
def test_whether_what_is_shown_was_late_is_told_by_the_events(stage, stopped, missed):
    slas = {"policy_metrics": [{"metric": "first_reply_time", "stage": stage, "breach_at": f"{clock(10)}"}]}
    ending = {"achieved": "fulfill", "paused": "pause"}[stage]
    events = told((9, "activate"), (9, "apply_sla", SLA), (stopped, ending))

    [found] = deadlines(slas, events, NOW)
    [silent] = deadlines(slas, [], NOW)

    assert (found.met, found.paused, found.missed) == (stage == "achieved", stage == "paused", missed)
    assert silent.missed is False


def test_of_what_means_a_resolution_the_whole_time_counts_first():
    wait = told((9, "activate"), (9, "apply_sla", SLA), metric="requester_wait_time")
    whole = told((9, "activate"), (9, "apply_sla", {"sla": {"target": 600}}), metric="resolution_time")

    assert deadlines(None, wait + whole, NOW) == (Deadline(metric="resolution", due_at=clock(19)),)


def test_an_instant_at_the_end_of_the_calendar_is_no_deadline():
    events = told((9, "activate"), (9, "apply_sla", SLA))
    events[0]["time"] = events[1]["time"] = "9999-12-31T23:59:59Z"

    assert only(events) is None


kinds = st.sampled_from(["activate", "pause", "fulfill", "breach", "apply_sla", "measure", "new"])


@given(st.lists(st.tuples(st.integers(0, 23), kinds), max_size=12))
def test_a_promise_that_was_met_is_not_paused(events):
    story = told(*[(hour, kind, SLA if kind == "apply_sla" else {}) for hour, kind in events])

    found = only(story)

    assert found is None or not (found.met and found.paused)


@given(st.lists(st.tuples(st.integers(0, 23), kinds), max_size=8), st.randoms())
def test_the_order_in_which_events_arrive_does_not_matter(events, random):
    story = told(*[(hour, kind, SLA if kind == "apply_sla" else {}) for hour, kind in events])
    shuffled = random.sample(story, len(story))

    assert only(story) == only(shuffled)
