"""How a team did in a drill, beside tables that others made public, and beside what vendors really did."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.drill_report import Word, drill_report
from bot.domain.drill_tables import TABLES
from bot.domain.rehearsal import Rehearsal

PAGERDUTY, GITLAB = TABLES["pagerduty"], TABLES["gitlab"]
BESIDE = (folder / "shared" / "data" / "replay" for folder in Path(__file__).parents)
REPLAY = next((one for one in BESIDE if one.exists()), Path("shared"))
SAMPLE = REPLAY / "github_status_incidents_sample.jsonl"


def said(*minutes: float, **more) -> list[Word]:
    return [Word(minute=minute, **more) for minute in minutes]


def test_a_team_that_keeps_the_table_keeps_all_of_it():
    words = [
        Word(minute=4),
        Word(minute=9, names_scope=True, phase="investigating"),
        *said(28, 48, 68, 88, 108, 125),
        Word(minute=128, announced=188),
        Word(minute=188, announced=248),
        Word(minute=231, is_last=True),
    ]

    told = drill_report(words, PAGERDUTY, lasted=230)

    assert (told.first, told.is_first_late, told.scope, told.scope_within) == (4, False, 5, 5)
    assert (told.late, told.percent, told.last) == ((), 100, 1)
    assert told.longest == 60


@pytest.mark.parametrize(
    ("words", "lasted", "late"),
    [
        (said(3, 24), 40, [(3, 21, 20)]),
        (said(3, 23), 60, [(23, 37, 20)]),
        ([Word(minute=3), Word(minute=23, announced=83)], 80, [(23, 57, 20)]),
        ([Word(minute=130, announced=190)], 191, [(130, 61, 60)]),
        ([Word(minute=130, announced=190)], 190, []),
        (said(130), 160, [(130, 30, 20)]),
        ([Word(minute=5), Word(minute=20, is_last=True), Word(minute=90)], 15, []),
    ],
    ids=[
        "a gap",
        "silence to the end",
        "in the first two hours no announcement helps",
        "later than announced",
        "as announced",
        "nothing announced",
        "nobody waits after the last word",
    ],
)
def test_each_gap_is_held_against_what_was_allowed(words, lasted, late):
    told = drill_report(words, PAGERDUTY, lasted=lasted)

    assert [(one.minute, one.lasted, one.allowed) for one in told.late] == late


def test_gitlab_asks_by_phase_and_severity():
    words = [
        Word(minute=12, phase="investigating"),
        Word(minute=26, phase="identified"),
        Word(minute=54, phase="monitoring"),
        Word(minute=110, is_last=True),
    ]

    worst, second, least = (drill_report(words, GITLAB, lasted=110, rank=rank) for rank in (0, 1, 7))

    assert [one.allowed for one in worst.gaps] == [10, 10, 30]
    assert [one.allowed for one in second.gaps] == [one.allowed for one in least.gaps] == [15, 30, 60]
    assert (worst.is_first_late, second.is_first_late, second.late) == (True, False, ())
    assert worst.scope_within is None


def test_who_says_nothing_has_nothing_in_time():
    told = drill_report([], PAGERDUTY, lasted=30)

    assert (told.first, told.is_first_late, told.last, told.percent) == (None, True, None, 0)
    assert not drill_report([], PAGERDUTY, lasted=3, over=False).is_first_late


@given(some.lists(some.floats(0, 600), max_size=30), some.floats(0, 600), some.sampled_from(list(TABLES)))
def test_gaps_are_all_the_time_from_the_first_word_to_the_end(minutes, lasted, name):
    told = drill_report(said(*minutes), TABLES[name], lasted=lasted)

    whole = max([*minutes, lasted]) - min(minutes) if minutes else 0
    assert sum(one.lasted for one in told.gaps) == pytest.approx(whole)
    assert 0 <= told.percent <= 100
    assert drill_report(said(*reversed(minutes)), TABLES[name], lasted=lasted) == told


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _rehearsed(raw) -> Rehearsal:
    start = _instant(raw["updates"][0]["at"])
    minutes = [(_instant(one["at"]) - start).total_seconds() / 60 for one in raw["updates"]]
    course = {"minutes": minutes, "statuses": [one["status"] for one in raw["updates"]]}
    return Rehearsal(
        history=raw["id"], title=raw["title"], vendor="GitHub status", speed=1, began_at=start, course=course
    )


@pytest.mark.skipif(not SAMPLE.exists(), reason="the public histories are not beside this repository")
def test_real_histories_have_the_gaps_that_were_counted_by_others():
    """The README beside them says: longest gap and gaps over twenty minutes of five, and shares of 395."""
    counted = {"17191819": (168, 5), "19011858": (45, 5), "22512439": (43, 12), "31107739": (64, 13)}
    for raw in json.loads((REPLAY / "replay_5.json").read_text()):
        one = _rehearsed(raw)
        told = drill_report(one.words, PAGERDUTY, lasted=one.lasted)
        if raw["id"] in counted:
            assert (told.longest, len(told.late)) == counted[raw["id"]]
        assert told.last == 0

    reports = []
    for line in SAMPLE.read_text().splitlines():
        one = _rehearsed(json.loads(line))
        if len(one.words) > 1:
            reports.append(drill_report(one.words, PAGERDUTY, lasted=one.lasted))
    early = [any(one.is_late and not one.is_long for one in told.gaps) for told in reports]
    assert (len(reports), round(100 * sum(early) / len(early))) == (395, 74)
