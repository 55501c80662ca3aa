"""What the clock asks; safe in several replicas at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.jobs import JOBS, ask_for_liaisons, forget


def test_every_job_has_a_name_of_its_own_and_knocks_often_enough(told):
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert all(timedelta() < job.every <= timedelta(hours=1) for job in JOBS)
    for job in JOBS:
        job.run(told.world)


def test_replicas_that_knock_at_once_ask_once(teller):
    teller.declare()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: ask_for_liaisons(teller.world), range(4)))
    teller.carry()

    asked = [one for one in teller.chat.said if one.card.title == "INC-1 needs a customer liaison"]
    assert len(asked) == 1


def test_what_was_missed_while_nobody_knocked_is_made_up_for_once(told):
    told.declare()
    told.clock.move(hours=8)

    told.knock()
    told.knock()

    assert [one.card.title for one in told.chat.said].count("INC-1 needs a customer liaison") == 1


def test_what_was_delivered_long_ago_is_forgotten_and_the_incident_is_not(teller):
    teller.declare()
    teller.clock.move(days=15)

    forget(teller.world)

    with teller.store.read() as work:
        assert work.outbox.of("INC-1", states=("done",)) == []
        assert work.interactions.made("wish-1") == ""
        assert work.incidents.get("INC-1") is not None
        assert work.audit.of("INC-1")
