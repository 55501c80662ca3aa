"""The stories in Slack, through signed HTTP requests and through Socket Mode."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.adapters.slack import payloads
from tests.fakes.slack.server import serving
from tests.fakes.zendesk import staffed
from tests.journeys import promise_story, story, ticket_story
from tests.journeys.ahead import Ahead
from tests.journeys.conftest import SLOW
from tests.journeys.program import running
from tests.journeys.slack_stage import PEOPLE, SlackStage, furnish, over_http, over_socket, slack_id
from tests.journeys.zendesk_desk import SECRET, ZendeskDesk, settings_of

SETTINGS = "announce: [slack:#incidents]\n"

every_way = pytest.mark.parametrize(
    ("door", "database_url"),
    [
        ("http", "postgresql"),
        ("socket", "sqlite"),
        pytest.param("http", "sqlite", marks=SLOW),
        pytest.param("socket", "postgresql", marks=SLOW),
    ],
    indirect=["database_url"],
)


@every_way
def test_the_first_story_is_lived_in_slack(door: str, database_url: str, tmp_path: Path) -> None:
    with lived(door, database_url, tmp_path) as (stage, _):
        story.tell(stage)


@every_way
def test_the_second_story_is_lived_in_slack(door: str, database_url: str, tmp_path: Path) -> None:
    with staffed(SECRET) as zendesk:
        with lived(door, database_url, tmp_path, settings_of(zendesk)) as (stage, address):
            ticket_story.tell(stage, ZendeskDesk(zendesk, address))
        assert zendesk.refused == []


@every_way
def test_the_third_story_is_lived_in_slack(door: str, database_url: str, tmp_path: Path) -> None:
    time = Ahead(tmp_path / "ahead")
    people = {name: slack_id(name) for name in PEOPLE}
    with staffed(SECRET, time.now) as zendesk:
        settings = settings_of(zendesk) + promise_story.settings_of("slack", "#support", **people)
        with lived(door, database_url, tmp_path, settings, time) as (stage, address):
            promise_story.tell(promise_story.Watch(stage, ZendeskDesk(zendesk, address), time))
        assert zendesk.refused == []


@contextmanager
def lived(
    door: str, database_url: str, folder: Path, settings: str = "", time: Ahead | None = None
) -> Iterator[tuple[SlackStage, str]]:
    """The stage, and the address of the program behind it."""
    (folder / "caseline.yml").write_text(SETTINGS + settings)
    with serving() as slack:
        furnish(slack)
        environment = {
            "CASELINE_DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": payloads.SECRET,
        }
        if door == "socket":
            environment["SLACK_APP_TOKEN"] = "xapp-test"
        with running(["run"], environment, folder, clock=time) as program:
            send = over_http(program.address, time) if door == "http" else over_socket(slack)
            yield SlackStage(slack, send), program.address
        assert slack.findings == []
