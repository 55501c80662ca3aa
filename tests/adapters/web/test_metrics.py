"""Figures for the operator."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.web.metrics import Metrics
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.sla_clock import State
from bot.domain.sla_metric import Metric as SlaMetric
from bot.domain.sla_tracked import Tracked
from storage.bell import Bell
from storage.unit_of_work import connect


@pytest.fixture
def metrics():
    return Metrics(["declare", "list"])


def lines(metrics):
    return [line for line in metrics.text().decode().splitlines() if not line.startswith("#")]


def test_an_interaction_is_counted_by_word_door_and_outcome(metrics):
    metrics.interaction("declare", "slack", "done", 0.02)
    metrics.interaction("declare", "slack", "done", 0.02)

    assert 'caseline_interactions_total{door="slack",outcome="done",word="declare"} 2.0' in lines(metrics)
    assert 'caseline_interaction_seconds_count{word="declare"} 2.0' in lines(metrics)


def test_what_people_type_never_becomes_a_label(metrics):
    for number in range(1000):
        metrics.interaction(f"<script>{number}", "slack", "unknown", 0.01)

    text = metrics.text().decode()

    assert "script" not in text
    assert 'word="other"} 1000.0' in text


def test_a_label_never_has_more_values_than_a_person_can_read(metrics):
    for number in range(1000):
        metrics.refused("slack", f"reason-{number}")
        metrics.delivery("slack", f"kind-{number}", "done", 0.1)

    refused = [line for line in lines(metrics) if line.startswith("caseline_refused_requests_total")]
    carried = [line for line in lines(metrics) if line.startswith("caseline_deliveries_total")]

    assert len(refused) == len(carried) == 51
    assert 'caseline_refused_requests_total{door="slack",reason="other"} 950.0' in refused


def test_deliveries_and_jobs_are_counted_by_outcome(metrics):
    metrics.delivery("slack", "post", "failed", 1.0)
    metrics.job("forget", "done")

    assert 'caseline_deliveries_total{chat="slack",kind="post",outcome="failed"} 1.0' in lines(metrics)
    assert 'caseline_jobs_total{job="forget",outcome="done"} 1.0' in lines(metrics)


def test_the_outbox_is_shown_by_chat_and_state_with_its_age(metrics, database, clock):
    with database.change() as work:
        work.outbox.add(_row(clock, "slack:C1"))
        work.outbox.add(_row(clock, "slack:C2"))
        taken = work.outbox.claim(clock.now(), "test/1")
    metrics.watch(database, clock)
    clock.move(seconds=90)

    found = lines(metrics)

    assert taken is not None
    assert taken.state is Delivery.TAKEN
    assert 'caseline_outbox_rows{chat="slack",state="waiting"} 1.0' in found
    assert 'caseline_outbox_rows{chat="slack",state="taken"} 1.0' in found
    assert 'caseline_outbox_oldest_seconds{chat="slack",state="waiting"} 90.0' in found
    assert "caseline_database_up 1.0" in found


def test_rows_for_systems_of_tickets_are_shown_by_their_names_however_many_tickets_there_are(
    metrics, database, clock
):
    with database.change() as work:
        for number in range(200):
            row = replace(_row(clock, f"zendesk/{number % 4}"), chat="zendesk", kind="ticket_read")
            work.outbox.add(replace(row, slot=f"read/zendesk:{number}", key=str(number)))
    metrics.watch(database, clock)

    found = [line for line in lines(metrics) if line.startswith("caseline_outbox_rows")]

    assert found == ['caseline_outbox_rows{chat="zendesk",state="waiting"} 200.0']


def test_how_far_promises_are_behind_is_shown(metrics, database, clock):
    due = Tracked(
        about="zendesk:1",
        metric=SlaMetric.FIRST_REPLY,
        instance=1,
        state=State.ACTIVE,
        started_at=clock.now(),
        seconds=3600,
        calendar="24x7",
        look_at=clock.now(),
    )
    with database.change() as work:
        work.clocks.put("zendesk:1", [due])
    metrics.watch(database, clock)
    at_once = [line for line in lines(metrics) if line.startswith("caseline_clocks_behind")]
    clock.move(seconds=75)
    later = [line for line in lines(metrics) if line.startswith("caseline_clocks_behind")]

    assert at_once == ["caseline_clocks_behind_seconds 0.0"]
    assert later == ["caseline_clocks_behind_seconds 75.0"]


def test_a_scrape_still_answers_when_the_database_is_gone(metrics, sqlite_url, clock):
    database = connect(sqlite_url, Bell())
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
    metrics.watch(database, clock)
    metrics.job("forget", "done")

    found = lines(metrics)
    database.close()

    assert "caseline_database_up 0.0" in found
    assert 'caseline_jobs_total{job="forget",outcome="done"} 1.0' in found
    assert not [line for line in found if line.startswith("caseline_outbox_rows")]


def _row(clock, lane):
    now = clock.now() - timedelta(seconds=0)
    return Outgoing(lane=lane, kind="post", chat="slack", about="INC-1", key=lane, due_at=now, created_at=now)
