"""The stories in Slack, through signed HTTP requests and through Socket Mode."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.adapters.slack import payloads
from tests.fakes.slack.server import serving
from tests.fakes.zendesk import staffed
from tests.journeys import story, ticket_story
from tests.journeys.program import running
from tests.journeys.slack_stage import SlackStage, furnish, over_http, over_socket
from tests.journeys.zendesk_desk import SECRET, ZendeskDesk, settings_of

SETTINGS = "announce: [slack:#incidents]\n"


@pytest.mark.parametrize("door", ["http", "socket"])
def test_the_first_story_is_lived_in_slack(door: str, database_url: str, tmp_path: Path) -> None:
    with lived(door, database_url, tmp_path) as (stage, _):
        story.tell(stage)


@pytest.mark.parametrize("door", ["http", "socket"])
def test_the_second_story_is_lived_in_slack(door: str, database_url: str, tmp_path: Path) -> None:
    with staffed(SECRET) as zendesk:
        with lived(door, database_url, tmp_path, settings_of(zendesk)) as (stage, address):
            ticket_story.tell(stage, ZendeskDesk(zendesk, address))
        assert zendesk.refused == []


@contextmanager
def lived(door: str, database_url: str, folder: Path, settings: str = "") -> Iterator[tuple[SlackStage, str]]:
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
        with running(["run"], environment, folder) as program:
            send = over_http(program.address) if door == "http" else over_socket(slack)
            yield SlackStage(slack, send), program.address
        assert slack.findings == []
