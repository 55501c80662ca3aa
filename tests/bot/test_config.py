"""Settings: what is read, and what is said of mistakes."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.config import (
    NO_CHATS,
    Environment,
    Settings,
    load,
    load_environment,
    settings_of,
)
from bot.domain.duration import duration, spoken
from bot.errors import SettingsError
from bot.settings_permissions import DEFAULT_PERMISSIONS

GUID = "11111111-1111-1111-1111-111111111111"
TEAMS = {"MICROSOFT_APP_ID": GUID, "MICROSOFT_APP_PASSWORD": "p", "MICROSOFT_APP_TENANT_ID": GUID}


@pytest.fixture
def write(tmp_path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "caseline.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def mistakes(path: Path, environment=None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(path, environment or {})
    return [line.removeprefix(f"{path}: ") for line in caught.value.findings]


@pytest.fixture
def bare(monkeypatch):
    """An environment in which nothing of ours is set."""
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def test_without_a_file_the_defaults_count(tmp_path):
    settings = load(tmp_path / "caseline.yml")

    assert settings == Settings()
    assert [name for name, severity in settings.severities.items() if severity.major] == ["SEV1", "SEV2"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_is_as_good_as_none(write, text):
    assert load(write(text)) == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("comand: /case", "comand: there is no such setting; did you mean command?"),
        ("rooms: {prefx: inc}", "rooms.prefx: there is no such setting; did you mean prefix?"),
        ("people: {ana: {slck: U1}}", "people.ana.slck: there is no such setting; did you mean slack?"),
        ("teams: {s: {x: 1}}", "teams.s.x: there is no such setting; here may stand lead, members"),
        ("announce: [incidents]", "announce[0]: is not written as expected; it must match ^(slack|teams"),
        ("announce: slack:#incidents", "announce: expected a list"),
        ("severities: {SEV1: {major: maybe}}", "severities.SEV1.major: expected true or false"),
        ("severities: {}", "severities: expected at least one"),
        ("severities: {SEV1: {update_every: 20}}", "severities.SEV1.update_every: expected a duration"),
        ("liaison_ask_every: 0m", "liaison_ask_every: must be longer than nothing"),
        ("liaison_ask_every: 5 minutes", "liaison_ask_every: expected a duration such as 45s, 20m"),
        ("liaison_ask_every: 99999999999d", "liaison_ask_every: is longer than any clock runs"),
        ("duplicate_likeness: 1.5", "duplicate_likeness: expected at most 1"),
        ("duplicate_likeness: often", "duplicate_likeness: expected a number"),
        ("microsoft_teams: {war_room: tent}", "microsoft_teams.war_room: expected 'thread', 'channel' or"),
        ("microsoft_teams: {channel: 'slack:#x'}", "microsoft_teams.channel: is not written as expected"),
        ("microsoft_teams: {graph_url: graph}", "microsoft_teams.graph_url: is not written as expected"),
        (
            "microsoft_teams: {catalog_app: caseline}",
            "microsoft_teams.catalog_app: is not written as expected",
        ),
        ("microsoft_teams: {warroom: thread}", "microsoft_teams.warroom: there is no such setting; did you"),
        ("rooms: {on_close: burn}", "rooms.on_close: expected 'keep' or 'archive'"),
        ("rooms: keep", "rooms: expected a group of keys"),
        ("command: case", "command: is not written as expected"),
        ("command: 12", "command: expected text"),
        ("people: {Ana: {}}", "people.Ana: is no good name"),
        ("roles: [scribe]", "roles: must contain customer_liaison"),
        ("phases: [begun, begun]", "phases: begun is named twice"),
        ("rooms: {invite: [zoe]}", "rooms.invite: zoe is not among people"),
        ("teams: {support: {lead: zoe}}", "teams.support.lead: zoe is not among people"),
        ("teams: {support: {members: [zoe]}}", "teams.support.members: zoe is not among people"),
        ("permissions: {dance: [everyone]}", "permissions.dance: there is no such word"),
        ("permissions: {sev: []}", "permissions.sev: name at least one who may"),
        ("permissions: {sev: [boss]}", "permissions.sev: nobody is called boss"),
        ('permissions: {sev: ["team:x"]}', "permissions.sev: nobody is called team:x"),
        ("people: {a: {slack: U1}, b: {slack: u1}}", "people.b.slack: a has the same one"),
        ("language: [en]\nlanguage: de", "is not YAML: line 2: language is written twice"),
        ("command: [", "is not YAML: while parsing"),
        ("liaison_ask_every: 2026-02-30", "liaison_ask_every: expected a duration"),
        ("- a\n- b", "expected settings as `key: value`"),
        ("just words", "expected settings as `key: value`"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_mistake_is_told_with_its_path_and_what_was_expected(write, text, said):
    (found,) = mistakes(write(text))

    assert found.startswith(said)


def test_all_mistakes_are_told_at_once(write):
    found = mistakes(write("comand: /x\nroles: scribe\nrooms: {on_close: burn}"))

    assert len(found) == 3


def test_a_folder_in_place_of_the_file_is_one_clear_line(tmp_path):
    (found,) = mistakes(tmp_path)

    assert "cannot be read" in found


def test_a_secret_is_taken_from_the_environment(write):
    path = write("people: {ana: {slack: '${ANA}'}}\nannounce: ['slack:#${ROOM}-x']")

    settings = load(path, {"ANA": "U1", "ROOM": "inc"})

    assert settings.people["ana"].slack == "U1"
    assert settings.announce == ("slack:#inc-x",)


def test_every_missing_secret_is_named_with_its_place(write):
    found = mistakes(write("people: {ana: {slack: '${ANA}'}}\nannounce: ['${ROOM}']"), {"ROOM": ""})

    assert found == [
        "people.ana.slack: ANA is not set in the environment",
        "announce[0]: ROOM is not set in the environment",
    ]


def test_no_value_is_repeated_in_a_message(write):
    found = mistakes(write("command: '${TOKEN}'\nlanguage: '${TOKEN}'"), {"TOKEN": "xoxb-secret"})

    assert len(found) == 2
    assert "xoxb-secret" not in " ".join(found)


def test_words_without_a_rule_in_the_file_keep_their_default():
    settings = Settings.model_validate({"permissions": {"sev": ["everyone"]}})

    assert settings.allowed("sev") == ("everyone",)
    assert settings.allowed("cancel") == DEFAULT_PERMISSIONS["cancel"]


def test_a_person_is_known_by_every_identity():
    people = {"ana": {"slack": "U1", "playground": "ana", "email": "ana@acme.test"}}
    settings = Settings.model_validate({"people": people})

    assert set(settings.identities("slack:U1")) == {"slack:U1", "playground:ana"}
    assert settings.identities("slack:U2") == ("slack:U2",)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("45s", timedelta(seconds=45)),
        ("20m", timedelta(minutes=20)),
        ("1h30m", timedelta(hours=1, minutes=30)),
        ("1h 30m", timedelta(hours=1, minutes=30)),
        ("2d", timedelta(days=2)),
    ],
)
def test_a_duration_is_read_as_people_write_it(text, means):
    assert duration(text) == means


@pytest.mark.parametrize("text", ["", "soon", "20", "20 mins", "m20", "-5m", 20, None, True, 1.5])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match="expected a duration"):
        duration(text)


@given(some.integers(1, 10**8).map(lambda seconds: timedelta(seconds=seconds)))
def test_a_duration_that_was_written_is_read_as_the_same(span):
    assert duration(spoken(span)) == span


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"CASELINE_PORT": "99999"}, "CASELINE_PORT: expected at most 65535"),
        ({"CASELINE_PORT": "eighty"}, "CASELINE_PORT: expected a whole number"),
        ({"CASELINE_LOG": "xml"}, "CASELINE_LOG: expected 'text' or 'json'"),
        ({"CASELINE_DATABASE_URL": "mysql://a:b@c/d"}, "CASELINE_DATABASE_URL: expected sqlite:///path or"),
        (
            {"CASELINE_DATABASE_URL": "postgres://a:b@c/d"},
            "CASELINE_DATABASE_URL: write postgresql+psycopg://",
        ),
        ({"CASELINE_DATABASE_URL": "sqlite://"}, "CASELINE_DATABASE_URL: expected the path of a file"),
        (
            {"CASELINE_DATABASE_URL": "sqlite:///:memory:"},
            "CASELINE_DATABASE_URL: expected the path of a file",
        ),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL: expected an address"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET: not set"),
        ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN: expected a bot token"),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"},
            "SLACK_APP_TOKEN: expected an app-level",
        ),
        (
            {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c", "SLACK_APP_TOKEN": "xapp-1"},
            "SLACK_SIGNING_SECRET: not set; installing by OAuth",
        ),
        (
            {
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "c",
                "SLACK_SIGNING_SECRET": "s",
                "SLACK_BOT_TOKEN": "xoxb-1",
            },
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID: set one",
        ),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN: not set, though another Slack secret is"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN: not set, though another Slack secret is"),
        (
            {"MICROSOFT_APP_ID": GUID, "MICROSOFT_APP_PASSWORD": "p"},
            "MICROSOFT_APP_TENANT_ID: not set, though MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD are",
        ),
        (
            {"MICROSOFT_APP_PASSWORD": "p", "MICROSOFT_APP_TENANT_ID": GUID},
            "MICROSOFT_APP_ID: not set, though MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID are",
        ),
        (TEAMS | {"MICROSOFT_APP_ID": "caseline"}, "MICROSOFT_APP_ID: expected an id such as"),
        (TEAMS | {"MICROSOFT_APP_TENANT_ID": "acme.test"}, "MICROSOFT_APP_TENANT_ID: expected an id such as"),
        (TEAMS | {"TEAMS_OPENID_METADATA_URL": "login"}, "TEAMS_OPENID_METADATA_URL: expected an address"),
        (TEAMS | {"TEAMS_AUTH": "maybe"}, "TEAMS_AUTH: expected 'on' or 'off'"),
        (TEAMS | {"TEAMS_AUTH": "off", "CASELINE_HOST": "0.0.0.0"}, "TEAMS_AUTH: may only be off while"),
        (
            TEAMS | {"TEAMS_AUTH": "off", "CASELINE_HOST": "bot.acme.test"},
            "TEAMS_AUTH: may only be off while",
        ),
        ({"SLACK_CLIENT_SECRET": "s"}, "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET: set both or none"),
    ],
)
def test_an_environment_that_cannot_work_is_refused_by_name(bare, variables, said):
    for name, value in variables.items():
        bare.setenv(name, value)

    with pytest.raises(SettingsError) as caught:
        load_environment()

    (found,) = caught.value.findings
    assert found.startswith(said)
    assert "a:b@" not in found


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"},
        {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c", "SLACK_SIGNING_SECRET": "s"},
        {"SLACK_BOT_TOKEN": "", "CASELINE_PORT": ""},
        TEAMS,
        TEAMS | {"TEAMS_AUTH": "off"},
        TEAMS | {"TEAMS_AUTH": "off", "CASELINE_HOST": "localhost"},
        TEAMS | {"TEAMS_AUTH": "off", "CASELINE_HOST": "::1"},
        TEAMS | {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"},
        {"CASELINE_DATABASE_URL": "postgresql+psycopg://a:b@c/d"},
    ],
)
def test_an_environment_that_can_work_is_taken(bare, variables):
    for name, value in variables.items():
        bare.setenv(name, value)

    assert load_environment().caseline_port == 8080


def test_without_chats_nothing_of_them_is_left(bare):
    for name, value in (TEAMS | {"TEAMS_AUTH": "off", "SLACK_SIGNING_SECRET": "s"}).items():
        bare.setenv(name, value)

    environment = load_environment({**NO_CHATS, "caseline_host": "0.0.0.0"})

    assert not environment.has_slack
    assert not environment.has_teams


def test_what_the_command_line_says_counts_more_than_the_environment(bare):
    bare.setenv("CASELINE_PORT", "9000")

    assert load_environment({"caseline_port": 9001}).caseline_port == 9001


def test_secrets_do_not_show_when_the_environment_is_printed(bare):
    bare.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    bare.setenv("SLACK_SIGNING_SECRET", "also-secret")

    environment = load_environment()

    assert "secret" not in repr(environment).replace("slack_signing_secret", "").replace(
        "slack_client_secret", ""
    )
    assert set(environment.secrets()) == {"xoxb-very-secret", "also-secret"}


def test_the_line_break_behind_a_secret_is_not_part_of_it(bare):
    bare.setenv("SLACK_BOT_TOKEN", "xoxb-1\n")
    bare.setenv("SLACK_SIGNING_SECRET", " geheim \r\n")

    environment = load_environment()

    assert environment.slack_bot_token.get_secret_value() == "xoxb-1"
    assert environment.slack_signing_secret.get_secret_value() == "geheim"


def test_the_web_api_address_always_ends_with_a_slash(bare):
    bare.setenv("SLACK_API_URL", "http://127.0.0.1:1234/api")

    assert load_environment().slack_api_url == "http://127.0.0.1:1234/api/"


def test_a_file_that_was_asked_for_by_name_must_be_there(bare, tmp_path):
    bare.setenv("CASELINE_CONFIG", str(tmp_path / "elsewhere.yml"))

    with pytest.raises(SettingsError, match="CASELINE_CONFIG: there is no file"):
        settings_of(load_environment())
