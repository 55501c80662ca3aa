"""Summaries, what people asked to be told of, and their digests."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.digest import Days, Digest
from bot.domain.follow_rule import FollowRule, RuleKind, Wanted
from bot.domain.incident import Status
from bot.domain.status_update import UpdateState
from bot.domain.summary import Summary
from tests.storage.samples import NINE, incident
from tests.storage.test_status_updates import update

ONE = Summary(
    incident="INC-1",
    number=0,
    phase="identified",
    text="Cards \u2400 fail",
    business="Acme renews",
    drafted_by="slack:leo",
    drafted_at=NINE,
    next_at=NINE + timedelta(minutes=30),
)
RULE = FollowRule(person="slack:kim", kind=RuleKind.CUSTOMER, value="Acme  GmbH", at=NINE)
DAILY = Digest(who="slack:kim", days=Days.DAILY, clock="08:30", due_at=NINE, since=NINE)


def test_a_summary_lives_beside_a_draft_for_customers_and_is_counted_apart(database):
    with database.change() as work:
        work.incidents.add(incident(1))
        work.status_updates.add(update())
        first = work.summaries.add(ONE)
        assert work.summaries.add(ONE) is None
        assert first == replace(ONE, id=first.id, number=1)
        assert work.summaries.latest("INC-1") is None

        sent = replace(
            first,
            state=UpdateState.PUBLISHED,
            published_at=NINE,
            heard=("slack:kim", "a@b.test"),
            failed={"slack:kim": "Gone."},
        )
        work.summaries.save(sent)
        second = work.summaries.add(ONE)

    with database.read() as work:
        assert work.summaries.get(first.id) == work.summaries.latest("INC-1") == sent
        assert work.summaries.in_hand("INC-1") == second
        assert (second.number, work.status_updates.in_hand("INC-1").number) == (2, 1)


def test_rules_are_found_by_what_they_want_however_it_is_written(database):
    with database.change() as work:
        id = work.follow_rules.add(RULE)
        assert work.follow_rules.add(replace(RULE, value="ACME gmbh")) == 0
        tier = work.follow_rules.add(replace(RULE, kind=RuleKind.TIER, value="acme gmbh"))

        wanted = [Wanted(RuleKind.CUSTOMER, " acme GmbH "), Wanted(RuleKind.TIER, "vip")]
        assert work.follow_rules.about(wanted) == [replace(RULE, id=id)]
        assert work.follow_rules.about([]) == []
        assert [one.id for one in work.follow_rules.of(["teams:x", "slack:kim"])] == [id, tier]
        assert work.follow_rules.remove(id, ["slack:eve"]) is None
        assert work.follow_rules.remove(id, ["slack:eve", "slack:kim"]) == replace(RULE, id=id)
        assert work.follow_rules.about(wanted) == []


def test_digests_are_replaced_taken_when_they_are_due_and_removed(database):
    later = replace(DAILY, due_at=NINE + timedelta(days=1), days=Days.WEEKDAYS, always=True)
    with database.change() as work:
        work.digests.put(DAILY)
        work.digests.put(replace(DAILY, who="slack:#leadership", room=True))
        assert work.digests.is_any_due(NINE)
        assert [one.who for one in work.digests.take_due(NINE, limit=9)] == ["slack:#leadership", "slack:kim"]

        work.digests.put(later)
        assert [one.who for one in work.digests.take_due(NINE, limit=9)] == ["slack:#leadership"]
        assert work.digests.remove(["slack:#leadership", "slack:eve"])
        assert not work.digests.remove(["slack:#leadership"])

    with database.read() as work:
        assert work.digests.of(["slack:kim", "teams:kim"]) == [later]
        assert not work.digests.is_any_due(NINE)


def test_incidents_that_ended_since_then_are_told_the_last_first(database):
    with database.change() as work:
        for number, hours in ((1, 1), (2, 3), (3, 2)):
            ended = NINE + timedelta(hours=hours)
            work.incidents.add(incident(number, status=Status.RESOLVED, ended_at=ended))
        work.incidents.add(incident(4))

    with database.read() as work:
        found = work.incidents.ended_since(NINE + timedelta(hours=1), limit=9)
        assert [one.key for one in found] == ["INC-2", "INC-3"]
