"""`caseline sla test` and `caseline sla why`: what they print, for people and for machines."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.holidays.connect import PublicHolidays
from adapters.terminal.past_tickets import past_tickets
from adapters.terminal.sla import test as tried
from adapters.terminal.sla import wanted
from adapters.terminal.sla_why import why
from bot.calendars import explained
from bot.config import Settings
from bot.errors import NotFound
from bot.settings_sla import as_written

NOW = datetime(2026, 3, 3, tzinfo=UTC)
DOCUMENT = Path(__file__).parents[3] / "docs" / "sla.md"
WRITTEN = {
    "customers": {"tiers": {"vip": {"rank": 1}, "premium": {"rank": 2}}, "default_tier": "premium"},
    "calendars": {
        "berlin": {"timezone": "Europe/Berlin", "hours": {"mon-fri": ["09:00-12:30", "13:30-17:30"]}}
    },
    "sla": [
        {
            "name": "premium",
            "when": {"tier": ["vip", "premium"]},
            "targets": {
                "first_reply": {"high": "1h", "any": "4h"},
                "next_reply": {"urgent": "2h", "any": "8h"},
                "requester_wait": "8h",
            },
            "calendar": "berlin",
        },
        {"name": "incidents", "when": {"severity": "SEV1"}, "targets": {"incident_ack": "15m"}},
    ],
}


@pytest.fixture
def documented(tmp_path):
    """The tickets that the document shows."""
    shown = re.search(r"<!-- past tickets -->\n```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    assert shown
    path = tmp_path / "past.jsonl"
    path.write_text(shown[1], encoding="utf-8")
    return path


def asked(policy, now=NOW, **more):
    settings = Settings.model_validate(WRITTEN | more)
    known = explained(settings.calendars, PublicHolidays(), now)
    return wanted(policy, as_written(settings.sla), known, now)


def test_the_tickets_of_the_document_are_tried(documented):
    lines = tried(asked("premium"), past_tickets(documented), as_data=False).splitlines()

    assert lines == [
        "premium · 2 of 3 tickets matched · until 2026-03-03 00:00:00Z",
        "",
        "Clocks",
        "  METRIC          PRIORITY  KEPT  MISSED  RUNNING  CANCELLED  MEDIAN LATE  WORST LATE",
        "  first_reply     high      0     1       0        0          30m          30m",
        "  first_reply     normal    0     0       0        1          –            –",
        "  next_reply      urgent    1     0       0        0          –            –",
        "  requester_wait  urgent    1     0       0        0          –            –",
        "  requester_wait  normal    0     0       0        1          –            –",
        "",
        "Worst",
        "  4711  first_reply  high  1h by premium  2026-03-02 10:00:00 CET  30m late",
        "",
        "Matched by no policy: 1",
        "  4713  tier=standard",
        "",
        "1 of 3 promises would have been missed.",
    ]


def test_machines_get_the_same(documented):
    data = json.loads(tried(asked("all"), past_tickets(documented), as_data=True))

    tickets = {"read": 3, "matched": 2, "other_policy": 0, "unmatched": 1, "later": 0}
    assert (data["policy"], data["until"], data["tickets"]) == ("all", "2026-03-03T00:00:00+00:00", tickets)
    assert data["clocks"][0] == {
        "metric": "first_reply",
        "priority": "high",
        "kept": 0,
        "missed": 1,
        "running": 0,
        "cancelled": 0,
        "median_late_seconds": 1800,
        "worst_late_seconds": 1800,
    }
    assert [(one["ticket"], one["due"], one["open"]) for one in data["worst"]] == [
        ("4711", "2026-03-02T09:00:00+00:00", False)
    ]
    assert [one["ticket"] for one in data["unmatched"]] == ["4713"]


def test_a_policy_that_no_ticket_came_to_says_so(documented):
    lines = tried(asked("incidents"), past_tickets(documented), as_data=False).splitlines()

    assert "2 matched another policy" in lines
    assert lines[-1] == "Nothing that the policy incidents promised was kept, missed or still waited for."


def test_of_many_tickets_that_no_policy_matches_ten_are_named(tmp_path):
    path = tmp_path / "past.jsonl"
    line = '{{"id": {}, "created": "2026-03-02T09:00:00Z", "tags": ["a\u202e", "b"]}}\n'
    path.write_text("".join(line.format(n) for n in range(12)), encoding="utf-8")

    lines = tried(asked("all"), past_tickets(path), as_data=False).splitlines()

    assert "Matched by no policy: 12" in lines
    assert "  9  tags=a\\u202e,b" in lines
    assert "  and 2 more" in lines
    assert not any(line.startswith("  10") for line in lines)


def test_every_stretch_of_a_ticket_is_told_in_the_zone_of_the_calendar(documented):
    lines = why(asked("premium"), past_tickets(documented), "4711", as_data=False).splitlines()

    version = asked("premium").book.editions[0][1][0].version
    assert lines == [
        f"first_reply · missed · 1h30m of 1h · premium (version {version}) · due 2026-03-02 10:00:00 CET",
        "  2026-03-02 09:00:00 CET  to 2026-03-02 10:30:00 CET  1h30m  running in berlin",
        "  2026-03-02 10:00:00 CET                                     1h used up",
        "",
        f"next_reply · kept · 1h30m of 2h · premium (version {version}) · due 2026-03-02 15:30:00 CET",
        "  2026-03-02 13:00:00 CET  to 2026-03-02 13:05:00 CET  0s     closed by berlin",
        "  2026-03-02 13:05:00 CET  to 2026-03-02 13:30:00 CET  0s     closed by berlin",
        "  2026-03-02 13:30:00 CET  to 2026-03-02 15:00:00 CET  1h30m  running in berlin",
        "",
        f"requester_wait · kept · 3h of 8h · premium (version {version}) · due 2026-03-03 11:30:00 CET",
        "  2026-03-02 09:00:00 CET  to 2026-03-02 10:30:00 CET  1h30m  running in berlin",
        "  2026-03-02 10:30:00 CET  to 2026-03-02 13:00:00 CET  0s     paused by pending",
        "  2026-03-02 13:00:00 CET  to 2026-03-02 13:30:00 CET  0s     closed by berlin",
        "  2026-03-02 13:30:00 CET  to 2026-03-02 15:00:00 CET  1h30m  running in berlin",
    ]


def test_the_stretches_of_each_clock_add_up_for_machines_too(documented):
    data = json.loads(why(asked("all"), past_tickets(documented), "4711", as_data=True))

    assert [one["metric"] for one in data["clocks"]] == ["first_reply", "next_reply", "requester_wait"]
    assert all(
        sum(line["seconds"] for line in one["segments"]) == one["elapsed_seconds"] for one in data["clocks"]
    )


def test_a_ticket_to_which_nothing_was_promised_and_one_that_is_not_there_are_said(documented):
    said = why(asked("premium"), past_tickets(documented), "4713", as_data=False)

    assert said == "Nothing was promised to ticket 4713 by the policy premium."
    with pytest.raises(NotFound, match=r"There is no ticket 4714 in the file\."):
        why(asked("premium"), past_tickets(documented), "4714", as_data=False)


@pytest.mark.parametrize(
    ("policy", "written", "said"),
    [
        ("gold", {}, "There is no policy gold; there are premium, incidents, and all"),
        ("all", {"sla": []}, "There are no policies"),
    ],
)
def test_a_policy_that_is_not_there_is_said(policy, written, said):
    with pytest.raises(NotFound, match=said):
        asked(policy, **written)
