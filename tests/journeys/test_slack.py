"""The first story in Slack, through signed HTTP requests and through Socket Mode."""

from pathlib import Path

import pytest

from tests.adapters.slack.payloads import SECRET
from tests.fakes.slack.server import serving
from tests.journeys import story
from tests.journeys.program import running
from tests.journeys.slack_stage import SlackStage, furnish, over_http, over_socket

SETTINGS = "announce: [slack:#incidents]\n"


@pytest.mark.parametrize("door", ["http", "socket"])
def test_the_first_story_is_lived_in_slack(door: str, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "caseline.yml").write_text(SETTINGS)
    with serving() as slack:
        furnish(slack)
        environment = {
            "CASELINE_DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": SECRET,
        }
        if door == "socket":
            environment["SLACK_APP_TOKEN"] = "xapp-test"
        with running(["run"], environment, tmp_path) as program:
            send = over_http(program.address) if door == "http" else over_socket(slack)
            story.tell(SlackStage(slack, send))
        assert slack.findings == []
