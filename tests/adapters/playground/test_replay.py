"""Replays of public histories: the same every time, shaped like an incident, and never without end."""

import json
import os
import random
from pathlib import Path

import pytest

from adapters.playground.replay import CHANNEL, TAIL_MINUTES, TICKETS, arrivals, replay, script_of
from adapters.playground.replay_file import History, Update, read
from adapters.playground.scenario import Scenario
from adapters.playground.script import Again, Filing, Line
from bot.errors import NotAllowed, SettingsError

SPECS = Path(os.environ.get("CASELINE_SPECS", Path(__file__).parents[3].parent / "shared" / "specs"))
HISTORIES = SPECS.parent / "data" / "replay"

MARKED_UP = "We look.<br /><b>More</b> soon &amp; here."
ONE = {
    "id": "42",
    "title": "Incident with Actions",
    "url": "https://www.githubstatus.com/incidents/x",
    "impact": "major",
    "components": ["Actions", "Pages"],
    "started_at": "2024-01-01T10:00:00Z",
    "resolved_at": "2024-01-01T12:00:00Z",
    "updates": [
        {"at": "2024-01-01T10:00:00Z", "status": "Investigating", "message": MARKED_UP},
        {"at": "2024-01-01T12:00:00Z", "status": "Resolved", "message": "Over."},
    ],
}  # fmt: skip


def history(**more):
    usual = {
        "id": "42",
        "title": "Incident with Actions",
        "vendor": "GitHub status",
        "impact": "major",
        "components": ("Actions",),
        "minutes": 120.0,
        "updates": (Update(minute=0, status="Investigating", text="We look."),),
    }
    return History(**{**usual, **more})


@pytest.fixture
def file(tmp_path):
    def write(content, name="h.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return write


def filings(script):
    return [one for one in script.lines if isinstance(one, Filing)]


def test_the_same_history_always_gives_the_same_tickets():
    assert replay(history(), 10) == replay(history(), 10)
    assert filings(replay(history(), 10)) != filings(replay(history(id="43"), 10))


@pytest.mark.parametrize("impact", [*TICKETS, "unheard of"])
def test_the_number_of_tickets_goes_by_the_impact_and_has_an_end(impact):
    found = filings(replay(history(impact=impact), 1))

    hurt = [one for one in found if one.id.startswith("replay")]
    assert len(hurt) == TICKETS.get(impact, TICKETS["minor"])
    assert len(found) <= len(hurt) + 6


@pytest.mark.parametrize("minutes", [10, 120, 600])
def test_tickets_come_in_a_burst_then_fewer_with_a_tail_after_the_end(minutes):
    at = sorted(arrivals(70, minutes, random.Random(1)))

    assert at[0] >= 0
    assert at[-1] <= minutes + TAIL_MINUTES
    assert sum(one > minutes for one in at) == 7
    if minutes > 60:
        first, later = sum(one < 20 for one in at), sum(20 <= one < 40 for one in at)
        assert first > 2 * later


def test_speed_shortens_everything_that_is_to_come():
    slow, fast = replay(history(), 1), replay(history(), 60)

    assert [one.after for one in fast.lines] == pytest.approx([one.after / 60 for one in slow.lines])


def test_customers_come_from_organisations_with_what_an_impact_board_counts_by():
    found = filings(replay(history(components=("Actions", "Pages")), 10))

    assert {one.customer.tier for one in found} >= {"vip", "premium", "standard"}
    assert len({one.customer.region for one in found}) >= 2
    assert {one.customer.product for one in found if one.id.startswith("replay")} == {"Actions", "Pages"}
    assert all(one.customer.email.endswith(".test") for one in found)
    assert all(one.promise.first_reply.total_seconds() >= 120 for one in found if one.promise)


def test_some_customers_write_again_and_only_after_their_ticket():
    script = replay(history(impact="critical"), 10)
    filed = {one.id: one.after for one in filings(script)}

    again = [one for one in script.lines if isinstance(one, Again)]

    assert again
    assert all(one.after > filed[one.id] for one in again)


def test_nobody_declares_by_themselves():
    spoken = [one for one in replay(history(), 10).lines if isinstance(one, Line)]

    assert {(one.who, one.channel) for one in spoken} == {("vendorstatus", CHANNEL)}


def test_what_the_vendor_said_is_read_where_nobody_else_writes(page, clock):
    script = replay(history(), 10)
    scenario = Scenario(page.made.door, page.made.desk, clock.now(), script)
    scenario.play(clock.move(seconds=2))

    (post,) = page.posts("ana", CHANNEL)
    assert (post["author"], post["text"]) == ("vendorstatus", "*Investigating*: We look.")
    assert page.sees("ana")["speakers"] == [
        {"key": "vendorstatus", "name": "GitHub status", "hat": "public status page"}
    ]
    assert page.says("ana", CHANNEL, "hello").status_code == 403
    assert page.says("vendorstatus", "support", "hello").status_code == 404
    with pytest.raises(NotAllowed):
        page.made.chat.say(CHANNEL, "ana", "hello")


def test_a_list_a_single_incident_and_lines_are_read_alike(file):
    listed = read(file([ONE]))

    assert listed == read(file(ONE)) == read(file(json.dumps(ONE) + "\n\n", "h.jsonl"))
    assert (listed.vendor, listed.minutes) == ("GitHub status", 120)
    assert listed.updates[0].text == "We look.\nMore soon & here."


def test_an_incident_is_chosen_by_its_id(file):
    two = file([ONE, {**ONE, "id": "43", "title": "Other"}])

    assert read(two).title == "Incident with Actions"
    assert read(two, "43").title == "Other"


@pytest.mark.parametrize(
    ("content", "incident", "said"),
    [
        ("{", "", "this is no JSON"),
        ("[" * 100_000, "", "this is no JSON"),
        ("[]", "", "there is no incident at all"),
        ([ONE], "99", "there is no incident 99"),
        ([7], "", "incident 1 is no history"),
        ([{**ONE, "updates": [{"at": "yesterday", "message": "x"}]}], "", "incident 1 is no history"),
        ([{**ONE, "updates": 7}], "", "incident 1 is no history"),
        ([{"id": "1"}], "", "incident 1 is no history"),
    ],
)
def test_a_file_that_holds_no_history_is_one_line(file, content, incident, said):
    with pytest.raises(SettingsError) as raised:
        read(file(content), incident)

    assert len(raised.value.findings) == 1
    assert said in raised.value.findings[0]


def test_a_history_without_an_end_or_with_an_absurd_one_is_bounded(file):
    endless = read(file([{**ONE, "resolved_at": "9999-01-01T00:00:00Z", "components": ["x"] * 1000}]))
    turned = read(file([{**ONE, "resolved_at": "2001-01-01T00:00:00Z"}]))

    assert endless.minutes == 14 * 24 * 60
    assert len(endless.components) == 20
    assert turned.minutes == 10


def test_another_kind_of_file_is_refused(file):
    with pytest.raises(SettingsError, match=r"expected a scenario \(\.yml\)"):
        script_of(file("x", "h.txt"))


def test_every_incident_of_the_public_histories_can_be_replayed():
    if not HISTORIES.is_dir():
        pytest.skip("no public histories beside the checkout")
    lines = (HISTORIES / "github_status_incidents_sample.jsonl").read_text().splitlines()
    ids = [json.loads(line)["id"] for line in lines if "<" in line or '"critical"' in line]

    scripts = [script_of(HISTORIES / "github_status_incidents_sample.jsonl", incident=id) for id in ids] + [
        script_of(HISTORIES / "replay_5.json")
    ]

    assert len(scripts) > 3
    assert all(len(script.lines) < 300 for script in scripts)
    assert not any("<br" in one.text or "<p>" in one.text for script in scripts for one in script.lines)
