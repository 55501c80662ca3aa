"""The command line, as an operator meets it: the real program, its words and its exit codes."""

import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import httpx
import pytest

from bot.domain.rota_stand_in import StandIn
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.fakes.slack.server import serving
from tests.fakes.teams.fake import PASSWORD
from tests.fakes.teams.issuer import APP_ID, TENANT, Issuer, published_over_http
from tests.fakes.teams.server import serving as teams_serving
from tests.fakes.teller import Teller
from tests.journeys.program import ROOT, environment_without_settings, free_port, running, start

BOUND = 60
TEAMS = {
    "MICROSOFT_APP_ID": APP_ID,
    "MICROSOFT_APP_PASSWORD": PASSWORD,
    "MICROSOFT_APP_TENANT_ID": TENANT,
}


@pytest.fixture
def caseline(tmp_path):
    """Runs one command to its end; gives exit code, standard output and standard error."""

    def run(*words: str, **environment: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=tmp_path,
            env=environment_without_settings() | {"PYTHONPATH": str(ROOT)} | environment,
            capture_output=True,
            text=True,
            timeout=BOUND,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return run


def test_a_database_is_upgraded_once_and_then_left_alone(caseline):
    first = caseline("db", "upgrade")
    second = caseline("db", "upgrade")

    assert first[0] == second[0] == 0
    assert first[1].startswith("The database is at revision ")
    assert second[1].endswith("Nothing was to be done.\n")


@pytest.mark.parametrize("words", [("show", "INC-1"), ("incidents",), ("check",), ("run",)])
def test_a_database_that_is_not_there_yet_is_said_so_and_not_made(caseline, tmp_path, words):
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"} if words == ("run",) else {}

    code, out, said = caseline(*words, **slack)

    assert code == 1
    assert "There is no database at caseline.db yet. Run `caseline db upgrade` first" in out + said
    assert not list(tmp_path.iterdir())


def test_a_database_that_was_not_upgraded_is_refused_with_the_command_to_run(caseline, tmp_path):
    (tmp_path / "caseline.db").touch()

    code, _, said = caseline("run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")

    assert code == 2
    assert (
        said == "caseline: CASELINE_DATABASE_URL: the database is empty. Run `caseline db upgrade` first.\n"
    )


def test_a_database_that_is_down_is_one_line_without_the_password(caseline):
    url = "postgresql+psycopg://bot:hunter2@127.0.0.1:9/caseline"

    code, _, said = caseline("incidents", CASELINE_DATABASE_URL=url)

    assert code == 1
    assert said.count("\n") == 1
    assert "does not answer" in said
    assert "Connection refused" in said
    assert "CASELINE_DATABASE_URL" in said
    assert "hunter2" not in said


def test_no_mistake_looks_like_a_secret_and_is_blotted_out(caseline):
    slack = caseline("run", SLACK_BOT_TOKEN="xoxb-1")[2]
    database = caseline("incidents", CASELINE_DATABASE_URL="mysql://x")[2]

    assert "***" not in slack + database


@pytest.mark.parametrize("chat", ["slack", "teams"])
def test_an_address_that_no_chat_would_call_is_told_at_once(caseline, chat):
    code, _, said = caseline("manifest", chat, "--url", "http://caseline.acme.test")

    assert code == 2
    assert "expected an address that begins with https://" in said


def test_each_mistake_in_the_settings_is_one_line_and_the_exit_code_is_2(caseline, tmp_path):
    (tmp_path / "caseline.yml").write_text("comand: /case\nrooms: {on_close: burn}\n")

    code, _, said = caseline("run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")

    assert code == 2
    assert said.splitlines() == [
        "caseline: caseline.yml: rooms.on_close: expected 'keep' or 'archive'",
        "caseline: caseline.yml: comand: there is no such setting; did you mean command?",
    ]


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (["run"], {}, "SLACK_BOT_TOKEN, MICROSOFT_APP_ID: neither is set; connect a chat first"),
        (["manifest", "teams"], {}, "MICROSOFT_APP_ID: not set; the app package names the bot by it"),
        (["run", "--port", "99999"], {}, "CASELINE_PORT: expected at most 65535"),
        (
            ["incidents"],
            {"CASELINE_DATABASE_URL": "mysql://a:hunter2@b/c"},
            "CASELINE_DATABASE_URL: expected",
        ),
        (
            ["incidents"],
            {"CASELINE_CONFIG": "elsewhere.yml", "CASELINE_PORT": "x"},
            "CASELINE_PORT: expected",
        ),
        (["check"], {"CASELINE_CONFIG": "elsewhere.yml"}, "CASELINE_CONFIG: there is no file elsewhere.yml"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(caseline, words, environment, said):
    code, _, heard = caseline(*words, **environment)

    assert code == 2
    assert heard.startswith(f"caseline: {said}")
    assert heard.count("\n") == 1
    assert "hunter2" not in heard


def test_a_port_that_is_taken_is_said_so(caseline):
    caseline("db", "upgrade")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, said = caseline("run", "--port", port, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")

    assert code == 2
    assert said.endswith(f"cannot listen on 127.0.0.1:{port}: Address already in use\n")


def test_incidents_and_one_of_them_are_shown_to_people_and_machines(caseline, sqlite_url):
    database = connect(sqlite_url, Bell())
    Teller(database).does("ana", "declare sev1 Checkout is down")
    database.close()

    listed = caseline("incidents", CASELINE_DATABASE_URL=sqlite_url)
    shown = caseline("show", "inc-1", CASELINE_DATABASE_URL=sqlite_url)
    for_machines = caseline("show", "INC-1", "--json", CASELINE_DATABASE_URL=sqlite_url)
    unknown = caseline("show", "INC-9", CASELINE_DATABASE_URL=sqlite_url)

    assert listed[0] == shown[0] == for_machines[0] == 0
    assert "Checkout is down" in listed[1]
    assert "declared" in shown[1]
    assert json.loads(for_machines[1])["incident"]["title"] == "Checkout is down"
    assert (unknown[0], unknown[2]) == (
        1,
        "caseline: There is no incident INC-9; `caseline incidents` lists them.\n",
    )


def test_check_names_channels_of_customers_in_a_chat_that_is_not_connected(caseline, tmp_path):
    (tmp_path / "accounts.csv").write_text("organisation,channels\nAcme,teams:19:x@thread.tacv2\n")
    (tmp_path / "caseline.yml").write_text("customers: {accounts: accounts.csv}")

    _, text, _ = caseline("check")

    said = "teams:19:x@thread.tacv2: teams is not connected, so nobody is told there"
    assert said in " ".join(text.split())


def test_check_says_line_by_line_what_is_missing(caseline):
    code, text, _ = caseline("check")

    assert code == 1
    assert [line.split()[:2] for line in text.splitlines()[:2]] == [
        ["ok", "settings"],
        ["missing", "database"],
    ]
    assert "caseline db upgrade" in text
    assert "neither SLACK_BOT_TOKEN nor MICROSOFT_APP_ID is set" in text


def test_check_asks_slack_itself(caseline):
    caseline("db", "upgrade")
    with serving() as slack:
        known = {"SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": "s"}
        good = caseline("check", **known)
    gone = caseline("check", **known)

    assert good[0] == 0, good[1]
    assert good[1].endswith("Everything is there.\n")
    assert gone[0] == 1
    assert "Slack does not answer" in gone[1]


@pytest.mark.parametrize("words", [(), ("--socket",), ("--url", "https://caseline.acme.test/")])
def test_the_manifest_follows_settings_and_the_way_in(caseline, tmp_path, words):
    (tmp_path / "caseline.yml").write_text("command: /incident\n")

    code, text, _ = caseline("manifest", "slack", *words)

    assert code == 0
    assert "command: /incident\n" in text
    assert ("socket_mode_enabled: true" in text) is ("--socket" in words)
    assert ("https://caseline.acme.test/slack/events" in text) is ("--url" in words)


def test_the_app_package_of_teams_is_written_where_it_is_asked_for(caseline, tmp_path):
    told = caseline(
        "manifest", "teams", "--output", "app.zip", "--url", "https://caseline.acme.test", **TEAMS
    )
    older = caseline("manifest", "teams", "--older", **TEAMS)

    assert (told[0], older[0]) == (0, 0), told[2] + older[2]
    with ZipFile(tmp_path / "app.zip") as package:
        manifest = json.loads(package.read("manifest.json"))
    assert (manifest["manifestVersion"], manifest["bots"][0]["botId"]) == ("1.29", APP_ID)
    assert manifest["validDomains"] == ["caseline.acme.test"]
    with ZipFile(tmp_path / "caseline-teams.zip") as package:
        assert json.loads(package.read("manifest.json"))["manifestVersion"] == "1.19"


def test_a_file_that_cannot_be_written_is_said_so(caseline):
    code, _, said = caseline("manifest", "teams", "--output", "nowhere/app.zip", **TEAMS)

    assert code == 2
    assert said == "caseline: --output: nowhere/app.zip cannot be written: No such file or directory\n"


def test_check_asks_microsoft_itself(caseline, tmp_path):
    caseline("db", "upgrade")
    with teams_serving() as teams, published_over_http(Issuer()) as metadata:
        teams_settings(tmp_path, teams)
        known = TEAMS | {"TEAMS_OPENID_METADATA_URL": metadata}
        good = caseline("check", **known)
        wrong = caseline("check", **known | {"MICROSOFT_APP_PASSWORD": "another-secret"})
    gone = caseline("check", **known)

    assert good[0] == 0, good[1]
    assert good[1].endswith("Everything is there.\n")
    assert wrong[0] == gone[0] == 1
    assert "the client secret is not the right one" in wrong[1]
    assert "Microsoft's login does not answer" in gone[1]


def test_teams_alone_is_served_and_ready_and_nothing_of_slack_is_loaded(tmp_path, sqlite_url):
    with teams_serving() as teams, published_over_http(Issuer()) as metadata:
        teams_settings(tmp_path, teams)
        environment = TEAMS | {
            "CASELINE_DATABASE_URL": sqlite_url,
            "TEAMS_OPENID_METADATA_URL": metadata,
            "PYTHONVERBOSE": "1",
        }
        with running(["run"], environment, tmp_path) as program:
            stranger = httpx.post(f"{program.address}/api/messages", json={"type": "message"})
            slack = httpx.post(f"{program.address}/slack/events")

    loaded = program.log.read_text()
    assert (stranger.status_code, slack.status_code) == (400, 404)
    assert "import 'botbuilder'" in loaded
    assert "import 'slack_bolt'" not in loaded


def test_slack_and_teams_are_served_together(tmp_path, sqlite_url):
    with teams_serving() as teams, serving() as slack, published_over_http(Issuer()) as metadata:
        teams_settings(tmp_path, teams)
        environment = TEAMS | {
            "CASELINE_DATABASE_URL": sqlite_url,
            "TEAMS_OPENID_METADATA_URL": metadata,
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_SIGNING_SECRET": "s",
        }
        with running(["run"], environment, tmp_path) as program:
            answers = [
                httpx.post(f"{program.address}{path}", json={}).status_code
                for path in ("/api/messages", "/slack/events")
            ]

    assert answers == [400, 401]


def test_without_the_keys_of_teams_it_is_not_ready(tmp_path, sqlite_url):
    issuer = Issuer()
    issuer.keys = []
    with teams_serving() as teams, published_over_http(issuer) as metadata:
        teams_settings(tmp_path, teams)
        environment = TEAMS | {"CASELINE_DATABASE_URL": sqlite_url, "TEAMS_OPENID_METADATA_URL": metadata}
        program = start(["run"], environment, tmp_path, free_port())
        try:
            program.wait_until_alive()
            answer = httpx.get(f"{program.address}/readyz")
        finally:
            program.kill()

    assert answer.status_code == 503
    assert "the keys of Teams' tokens cannot be fetched" in answer.text


def teams_settings(folder: Path, teams) -> None:
    """Everything of Microsoft on 127.0.0.1."""
    (folder / "caseline.yml").write_text(
        f"microsoft_teams: {{service_hosts: [127.0.0.1], connector_url: '{teams.service_url}', "
        f"login_url: '{teams.login_url}', graph_url: '{teams.graph_url}'}}\n"
    )


def test_the_demo_plays_whatever_the_environment_says_and_stops_with_a_word(tmp_path):
    with running(["demo"], {"SLACK_SIGNING_SECRET": "alone"}, tmp_path) as program:
        page = httpx.get(program.address)
        figures = httpx.get(f"{program.address}/metrics").text

    assert page.status_code == 200
    assert "caseline_database_up 1.0" in figures
    assert "playground is open" in program.log.read_text()
    assert not list(tmp_path.glob("*.db"))


def test_running_with_slack_alone_loads_nothing_of_teams_and_stays_small(tmp_path, sqlite_url):
    environment = {
        "CASELINE_DATABASE_URL": sqlite_url,
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": "s",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "PYTHONVERBOSE": "1",
    }
    with running(["run"], environment, tmp_path) as program:
        status = Path(f"/proc/{program.process.pid}/status")
        resident = status.read_text() if status.exists() else ""

    loaded = program.log.read_text()
    assert "import 'slack_bolt'" in loaded
    assert not [
        name for name in ("botbuilder", "aiohttp", "psycopg", "alembic") if f"import '{name}'" in loaded
    ]
    if resident:
        assert int(resident.partition("VmRSS:")[2].split()[0]) < 130_000


def test_a_reader_who_has_seen_enough_is_no_error(sqlite_url):
    environment = environment_without_settings() | {
        "PYTHONPATH": str(ROOT),
        "CASELINE_DATABASE_URL": sqlite_url,
    }
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "incidents"],
        env=environment,
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        timeout=BOUND,
    )
    os.close(write)

    assert done.stderr == ""


SCENARIO = """
title: One ticket
customers: {dana: {name: Dana, email: dana@maple.test, tier: vip}}
lines: [{after: -60, customer: dana, ticket: Card declined, id: 48211, says: Help}]
"""
HISTORY = {
    "id": "42",
    "title": "Incident with Actions",
    "url": "https://www.githubstatus.com/incidents/x",
    "impact": "major",
    "components": ["Actions"],
    "updates": [
        {"at": "2024-01-01T10:00:00Z", "status": "Investigating", "message": "We look into Actions."}
    ],
    "resolved_at": "2024-01-01T12:00:00Z",
}


def seen(program, wanted):
    """What Ana sees once it holds what is waited for; the scenario is played every second."""
    pause = Event()
    for _ in range(200):
        state = httpx.get(f"{program.address}/playground/state?as=ana", timeout=5).json()
        if wanted(state):
            return state
        pause.wait(0.05)
    raise AssertionError(f"it never came: {program.log.read_text()}")


def test_a_scenario_is_replayed_without_any_account(tmp_path):
    (tmp_path / "one.yml").write_text(SCENARIO)

    with running(["replay", "one.yml"], {}, tmp_path) as program:
        state = seen(program, lambda state: state["tickets"])

    assert [(one["id"], one["customer"]["tier"]) for one in state["tickets"]] == [("48211", "vip")]


def test_a_public_history_is_replayed_with_tickets_and_nobody_declares(tmp_path):
    (tmp_path / "two.json").write_text(json.dumps([{**HISTORY, "id": "41"}, HISTORY]))
    words = ["replay", "two.json", "--incident", "42", "--speed", "5000"]

    with running(words, {}, tmp_path) as program:
        state = seen(program, lambda state: len(state["tickets"]) >= 36)

    assert [post["text"] for post in state["posts"] if post["channel"] == "vendor-status"] == [
        "*Investigating*: We look into Actions."
    ]
    assert not [one for one in state["channels"] if one["kind"] == "war_room"]


def test_whoever_ends_a_replay_reads_how_it_went(tmp_path):
    (tmp_path / "two.json").write_text(json.dumps([HISTORY]))

    with running(["replay", "two.json"], {}, tmp_path) as program:
        said = {"as": "ana", "id": "1", "channel": "support", "text": "/case declare sev1 CI is stuck"}
        httpx.post(f"{program.address}/playground/messages", json=said, timeout=5).raise_for_status()
        seen(program, lambda state: [one for one in state["channels"] if one["kind"] == "war_room"])

    log = program.log.read_text()
    assert "INC-1 CI is stuck, beside the table pagerduty:" in log
    assert "In public GitHub status wrote 1 times" in log


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.yml"], "caseline: none.yml: cannot be read: No such file or directory\n"),
        (["none.jsonl"], "caseline: none.jsonl: cannot be read: No such file or directory\n"),
        (["two.json", "--incident", "9"], "caseline: two.json: there is no incident 9\n"),
        (["bad.yml"], "caseline: bad.yml: lines[0].who: there is nobody of that name"),
        (["notes.txt"], "caseline: notes.txt: expected a scenario (.yml) or histories of incidents"),
        (["two.json", "--speed", "0"], "argument --speed: expected a number from 0.1 to 10000\n"),
        (["two.json", "--speed", "nan"], "argument --speed: expected a number from 0.1 to 10000\n"),
        (["two.json", "--in", "general"], "argument --in: expected a channel such as slack:C012"),
        (["one.yml", "--in", "slack:C9"], "caseline: one.yml: a scenario plays in the playground alone"),
    ],
)
def test_what_cannot_be_replayed_is_one_line_and_the_exit_code_is_2(caseline, tmp_path, words, said):
    (tmp_path / "two.json").write_text(json.dumps([HISTORY]))
    (tmp_path / "bad.yml").write_text(
        "title: t\nlines: [{after: 1, who: nobody, channel: support, says: x}]\n"
    )

    code, _, complaint = caseline("replay", *words)

    assert code == 2
    assert said in complaint
    assert complaint.count("caseline: ") == 1 or "argument" in said


def test_a_public_history_is_played_in_a_real_channel_by_the_bot_that_runs(caseline, tmp_path):
    (tmp_path / "two.json").write_text(json.dumps([HISTORY]))
    assert caseline("db", "upgrade")[0] == 0

    code, said, _ = caseline("replay", "two.json", "--in", "slack:C9", "--severity", "SEV2")

    assert (code, said.splitlines()[0].partition(";")[0]) == (0, "INC-1 is a drill in slack:C9")
    shown = json.loads(caseline("show", "INC-1", "--json")[1])
    assert (shown["incident"]["severity"], shown["incident"]["drill"]) == ("SEV2", True)
    again = caseline("replay", "two.json", "--in", "slack:C9")
    assert again[0] != 0
    assert "This channel already is the war room of an incident." in again[2]


CALENDARS = """
calendars:
  berlin: {timezone: Europe/Berlin, hours: {mon-fri: ["09:00-17:30"]}, holidays: [DE-BE, 2026-12-24]}
"""


def test_a_calendar_is_shown_with_every_date_that_closes_it(caseline, tmp_path):
    (tmp_path / "caseline.yml").write_text(CALENDARS, encoding="utf-8")

    code, out, _ = caseline("calendar", "berlin", "--year", "2026")
    as_data = json.loads(caseline("calendar", "berlin", "--year", "2026", "--json")[1])

    assert code == 0
    assert "2026-12-24  Thu  –" in out
    assert "Christmas Day" in out
    assert {one["source"].partition(" ")[0] for one in as_data["holidays"]} == {"DE-BE", "settings"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["caseline.yml"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("paris",), 1, "caseline: There is no calendar paris; there are 24x7, berlin.\n"),
        (("berlin", "--year", "1850"), 2, "expected a year from 1900 to 2199"),
        (("berlin", "--year", "soon"), 2, "expected a year from 1900 to 2199"),
        ((), 2, "the following arguments are required: NAME"),
    ],
)
def test_a_calendar_that_cannot_be_shown_is_said(caseline, tmp_path, words, code, said):
    (tmp_path / "caseline.yml").write_text(CALENDARS, encoding="utf-8")

    found, _, error = caseline("calendar", *words)

    assert found == code
    assert said in error


@pytest.mark.parametrize("words", [("calendar", "berlin"), ("demo", "--empty")])
def test_a_calendar_whose_holidays_nobody_knows_is_refused_with_its_path(caseline, tmp_path, words):
    (tmp_path / "caseline.yml").write_text(CALENDARS.replace("DE-BE", "DE-ZZ"), encoding="utf-8")

    code, _, said = caseline(*words)

    assert code == 2
    assert said.startswith("caseline: calendars.berlin.holidays[0]: no public holidays are known of DE-ZZ")


def test_a_check_has_a_line_for_every_calendar(caseline, tmp_path):
    (tmp_path / "caseline.yml").write_text(CALENDARS, encoding="utf-8")

    out = caseline("check")[1]
    (tmp_path / "caseline.yml").write_text(CALENDARS.replace("DE-BE", "DE-ZZ"), encoding="utf-8")
    wrong = caseline("check")[1]

    assert "ok       calendars.berlin" in out
    assert "missing  calendars" in wrong
    assert "calendars.berlin.holidays[0]: no public holidays are known of DE-ZZ" in wrong


POLICIES = """
customers: {tiers: {vip: {rank: 1}, premium: {rank: 2}, standard: {rank: 3}}}
calendars:
  berlin: {timezone: Europe/Berlin, hours: {mon-fri: ["09:00-17:30"]}, holidays: [DE-BE]}
sla:
  - name: premium
    when: {tier: [vip, premium]}
    targets: {first_reply: {high: 1h, any: 4h}}
    calendar: berlin
"""
PAST = """{"id": 1, "created": "2024-12-23T17:00:00+01:00", "tier": "vip", "priority": "high", "history":
 [{"at": "2024-12-27T10:00:00+01:00", "what": "public_reply"}]}""".replace("\n", "")


@pytest.fixture
def on_past(caseline, tmp_path):
    """Runs `caseline sla` on these past tickets."""
    (tmp_path / "caseline.yml").write_text(POLICIES, encoding="utf-8")

    def run(word: str, *words: str, past: str = PAST) -> tuple[int, str, str]:
        (tmp_path / "past.jsonl").write_text(past, encoding="utf-8")
        return caseline("sla", word, *words)

    return run


def test_a_policy_is_tried_on_past_tickets_and_a_miss_is_an_answer(on_past, tmp_path):
    code, out, _ = on_past("test", "premium", "--on", "past.jsonl", "--until", "2025-01-01T00:00:00Z")
    as_data = json.loads(on_past("test", "all", "--on", "past.jsonl", "--json")[1])

    assert code == 0
    assert out.endswith("\n1 of 1 promises would have been missed.\n")
    assert as_data["worst"][0]["due"] == "2024-12-24T08:30:00+00:00"
    assert as_data["worst"][0]["late_seconds"] == (8 * 60 + 60) * 60
    assert sorted(path.name for path in tmp_path.iterdir()) == ["caseline.yml", "past.jsonl"]


def test_each_stretch_of_a_past_ticket_is_told_in_the_zone_of_its_calendar(on_past):
    code, out, _ = on_past("why", "premium", "--on", "past.jsonl", "--ticket", "1")

    assert code == 0
    assert "2024-12-24 17:30:00 CET  to 2024-12-27 09:00:00 CET  0s     closed by berlin" in out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("test", "gold"), 1, "caseline: There is no policy gold; there are premium, and all.\n"),
        (("why", "all", "--ticket", "9"), 1, "caseline: There is no ticket 9 in the file.\n"),
        (("test", "all", "--until", "today"), 2, "expected an instant with its zone"),
        (("why", "all"), 2, "the following arguments are required: --ticket"),
        ((), 2, "the following arguments are required: COMMAND"),
    ],
)
def test_what_cannot_be_tried_is_said(caseline, on_past, words, code, said):
    found, _, error = on_past(*words, "--on", "past.jsonl") if words else caseline("sla")

    assert found == code
    assert said in error


def test_a_line_that_is_no_ticket_is_one_line_with_its_number_and_nothing_is_answered(on_past):
    wrong = PAST + "\n" + PAST.replace("high", "huge")

    code, out, error = on_past("test", "all", "--on", "past.jsonl", past=wrong)

    assert (code, out) == (2, "")
    assert error == "caseline: past.jsonl:2: priority: expected one of low, normal, high, urgent\n"


def test_a_file_of_past_tickets_that_is_not_there_is_said_in_one_line(on_past):
    code, _, error = on_past("test", "all", "--on", "elsewhere.jsonl")

    assert code == 2
    assert error == "caseline: elsewhere.jsonl: No such file or directory\n"


ROTAS = """
people: {ana: {}, leo: {}}
teams: {support: {members: [ana], oncall: desk}, sales: {members: [leo]}}
rotas:
  desk: {timezone: Europe/Berlin, layers: [{people: [ana, leo], rotate: daily, since: 2026-01-05}]}
"""


def test_who_is_on_call_is_told_without_a_database(caseline, tmp_path):
    (tmp_path / "caseline.yml").write_text(ROTAS, encoding="utf-8")

    code, out, error = caseline("oncall", "support", "--at", "2026-01-05T12:00:00+01:00")
    as_data = json.loads(caseline("oncall", "--json")[1])

    assert code == 0
    assert out.splitlines() == [
        "desk · Europe/Berlin · at 2026-01-05 12:00 CET · for support",
        "  now   ana  2026-01-05 09:00 CET  to 2026-01-06 09:00 CET  layer 1",
        "  next  leo  2026-01-06 09:00 CET  to 2026-01-07 09:00 CET  layer 1",
    ]
    assert error.startswith("Who stands in by `cover` is not counted: ")
    assert [one["rota"] for one in as_data["rotas"]] == ["desk"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["caseline.yml"]


def test_who_stands_in_as_it_was_said_in_a_chat_is_on_call(caseline, tmp_path):
    (tmp_path / "caseline.yml").write_text(ROTAS, encoding="utf-8")
    caseline("db", "upgrade")
    noon = datetime(2026, 1, 5, 11, tzinfo=UTC)
    lent = StandIn(rota="desk", person="leo", since=noon, until=noon + timedelta(hours=6), by="", at=noon)
    database = connect(f"sqlite:///{tmp_path / 'caseline.db'}", Bell())
    with database.change() as work:
        work.stand_ins.add(lent)
    database.close()

    code, out, error = caseline("oncall", "support", "--at", "2026-01-05T12:00:00+01:00")

    assert (code, error) == (0, "")
    assert out.splitlines()[1:] == [
        "  now   leo  2026-01-05 12:00 CET  to 2026-01-05 18:00 CET  stands in",
        "  next  ana  2026-01-05 18:00 CET  to 2026-01-06 09:00 CET  layer 1",
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("paris",), 1, "nor a rota called paris. There are: support, desk.\n"),
        (("sales",), 1, "The team sales has no rota. Whoever runs Caseline names it"),
        (("--at", "noon"), 2, "expected an instant with its zone"),
        (("--at", "2200-01-01T00:00:00Z"), 2, "expected an instant with its zone"),
    ],
)
def test_who_is_on_call_cannot_be_told_of_every_name_and_time(caseline, tmp_path, words, code, said):
    (tmp_path / "caseline.yml").write_text(ROTAS, encoding="utf-8")

    found, _, error = caseline("oncall", *words)

    assert found == code
    assert said in error
