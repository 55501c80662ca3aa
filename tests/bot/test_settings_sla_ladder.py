"""Settings of ladders: what a policy says of who hears of what, and what is said of mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.config import Settings, load
from bot.domain.sla_ladder import DEFAULT, INCIDENTS, Audience, Point, Rung, thresholds
from bot.errors import SettingsError

TICKETS, BOTH = "{resolution: 8h}", "{resolution: 8h, incident_ack: 15m}"


@pytest.fixture
def read(tmp_path):
    def read(ladder: str, targets: str = TICKETS, more: str = "") -> Settings:
        path = tmp_path / "caseline.yml"
        text = f"sla: [{{name: a, targets: {targets}, ladder: [{ladder}]{more}}}]"
        path.write_text(text, encoding="utf-8")
        return load(path, {})

    return read


def test_a_written_ladder_takes_the_place_of_the_usual_one(read):
    (policy,) = read(
        "{level: 0, at: 50%}, {level: 1, at: 75%, tell: assignee}, {level: 2, at: 30m before, tell: channel},"
        "{level: 3, at: breach, tell: [assignee, lead]}, {level: 6, at: 1h30m after, tell: manager},"
        "{level: 7, at: daily, tell: queue_owner}"
    ).sla

    assert policy.rungs() == (
        Rung(level=0, point=Point.PERCENT, amount=50),
        Rung(level=1, point=Point.PERCENT, amount=75, audience=(Audience.ASSIGNEE,)),
        Rung(level=2, point=Point.BEFORE, amount=1800, otherwise=90, audience=(Audience.CHANNEL,)),
        Rung(level=3, point=Point.BREACH, audience=(Audience.ASSIGNEE, Audience.LEAD)),
        Rung(level=6, point=Point.AFTER, amount=5400, audience=(Audience.MANAGER,)),
        Rung(level=7, point=Point.DAILY, audience=(Audience.QUEUE_OWNER,)),
    )


def test_without_a_ladder_the_usual_ones_count(read):
    (policy,) = read("").sla

    assert (policy.rungs(), policy.rungs(incidents=True)) == (DEFAULT, INCIDENTS)


def test_a_ladder_for_both_tells_each_its_own_people(read):
    (policy,) = read("{level: 1, at: breach, tell: [lead, liaison, manager]}", BOTH).sla

    assert policy.rungs()[0].audience == (Audience.LEAD, Audience.MANAGER)
    assert policy.rungs(incidents=True)[0].audience == (Audience.LIAISON,)


@pytest.mark.parametrize(
    ("ladder", "said"),
    [
        ("{at: breach}", "[0].ladder[0].level: expected a value"),
        ("{level: 1}", "[0].ladder[0].at: expected a value"),
        ("{level: -1, at: breach}", "[0].ladder[0].level: expected at least 0"),
        ("{level: 10, at: breach}", "[0].ladder[0].level: expected at most 9"),
        ("{level: 1, at: soon}", "[0].ladder[0].at: expected a per cent such as 75%, open time such as"),
        ("{level: 1, at: 30m}", "[0].ladder[0].at: expected a per cent such as 75%, open time such as"),
        ("{level: 1, at: x before}", "[0].ladder[0].at: expected a per cent such as 75%, open time such"),
        ("{level: 1, at: 0m after}", "[0].ladder[0].at: must be longer than nothing"),
        ("{level: 1, at: 100%}", "[0].ladder[0].at: expected a per cent from 1% to 99%"),
        ("{level: 1, at: breach, tell: boss}", "[0].ladder[0].tell[0]: expected 'assignee', "),
        ("{level: 1, at: breach, tel: lead}", "[0].ladder[0].tel: there is no such setting; did you mean t"),
        ("{level: 1, at: 75%}, {level: 1, at: breach}", "[0]: ladder[1].level: must be above 1"),
        ("{level: 1, at: breach}, {level: 2, at: 75%}", "[0]: ladder[1].at: does not come after the one"),
        ("{level: 1, at: 75%}, {level: 2, at: 75%}", "[0]: ladder[1].at: does not come after the one"),
        ("{level: 1, at: 1h before}, {level: 2, at: 2h before}", "[0]: ladder[1].at: does not come after"),
        ("{level: 1, at: 95%}, {level: 2, at: 5m before}", "[0]: ladder[0].at: in front of time before due"),
        ("{level: 1, at: 75%}, {level: 2, at: daily}", "[0]: ladder[1].at: daily needs a breach, or time a"),
        (
            "{level: 1, at: breach}, {level: 2, at: daily}, {level: 3, at: 1h after}",
            "[0]: ladder[2].at: does not come after the one before it",
        ),
        (
            "{level: 1, at: breach, tell: liaison}",
            "[0]: ladder[0].tell: a ticket needs one of assignee, queue_owner, channel, lead, manager",
        ),
    ],
)
def test_a_mistake_in_a_ladder_is_one_line_with_its_path(read, ladder, said):
    with pytest.raises(SettingsError) as caught:
        read(ladder)

    (found,) = caught.value.findings
    assert found.partition("caseline.yml: sla")[2].startswith(said)


def test_a_ladder_for_both_must_name_somebody_of_each(read):
    with pytest.raises(
        SettingsError, match="an incident needs one of liaison, commander, liaison_lead, duty_manager"
    ):
        read("{level: 1, at: breach, tell: lead}", BOTH)


def test_warnings_and_a_ladder_exclude_each_other(read):
    with pytest.raises(SettingsError, match=r"sla\[0\]: ladder: takes the place of warn"):
        read("{level: 1, at: breach, tell: lead}", more=", warn: [75%]")


def test_a_ladder_is_written_as_it_was_read(read):
    settings = read("{level: 1, at: 75%}, {level: 2, at: 90m before}, {level: 3, at: breach, tell: lead}")

    written = settings.model_dump(mode="json", exclude_defaults=True)

    assert [one["at"] for one in written["sla"][0]["ladder"]] == ["75%", "1h30m before", "breach"]
    assert Settings.model_validate(written) == settings


_points = some.one_of(
    some.integers(1, 99).map(lambda share: f"{share}%"),
    some.integers(1, 600).map(lambda minutes: f"{minutes}m before"),
    some.just("breach"),
    some.integers(1, 600).map(lambda minutes: f"{minutes}m after"),
)


@given(some.lists(_points, min_size=1, max_size=4), some.integers(1, 100_000))
def test_what_is_accepted_comes_in_its_order_whatever_was_promised(points, target):
    ladder = [{"level": level, "at": at} for level, at in enumerate(points)]
    try:
        settings = Settings.model_validate(
            {"sla": [{"name": "a", "targets": {"resolution": "8h"}, "ladder": ladder}]}
        )
    except ValueError:
        return

    found = [seconds for _, seconds in thresholds(settings.sla[0].rungs(), target)]

    assert found == sorted(found)
