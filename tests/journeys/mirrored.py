"""Slack and Teams in one program: real doors and real voices."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.adapters.slack.payloads import SECRET
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.server import serving as serving_slack
from tests.fakes.teams import CATALOG_APP
from tests.fakes.teams import serving as serving_teams
from tests.fakes.teams.issuer import Issuer, published_over_http
from tests.journeys import slack_stage, teams_stage
from tests.journeys.ahead import Ahead
from tests.journeys.program import running
from tests.journeys.test_teams import SETTINGS


@dataclass(frozen=True)
class Both:
    """The two chats at their wires, Slack's door, and the address of the program behind them."""

    slack: FakeSlack
    send: slack_stage.Send
    teams: teams_stage.TeamsStage
    address: str

    @property
    def in_slack(self) -> slack_stage.SlackStage:
        return slack_stage.SlackStage(self.slack, self.send)


@contextmanager
def lived(
    database_url: str, folder: Path, settings: str, clock: Ahead | None = None, *, door: str = "http"
) -> Iterator[Both]:
    """`settings` stand behind those of the chats; `door` is Slack's, `http` or `socket`."""
    with serving_slack() as slack, serving_teams() as teams:
        slack_stage.furnish(slack)
        teams_stage.furnish(teams)
        issuer = Issuer(service_url=teams.service_url)
        own = SETTINGS.format(
            incidents=teams.conversation("incidents").id,
            app=CATALOG_APP,
            connector=teams.service_url,
            login=teams.login_url,
            graph=teams.graph_url,
        )
        (folder / "caseline.yml").write_text(own + settings)
        with published_over_http(issuer) as metadata:
            environment = {
                "CASELINE_DATABASE_URL": database_url,
                "SLACK_BOT_TOKEN": "xoxb-test",
                "SLACK_API_URL": slack.api_url,
                "SLACK_SIGNING_SECRET": SECRET,
                "MICROSOFT_APP_ID": teams.app_id,
                "MICROSOFT_APP_PASSWORD": teams.password,
                "MICROSOFT_APP_TENANT_ID": teams.tenant,
                "TEAMS_OPENID_METADATA_URL": metadata,
                "TEAMS_TOKEN_ISSUER": issuer.issuer,
            }
            if door == "socket":
                environment["SLACK_APP_TOKEN"] = "xapp-test"
            with running(["run"], environment, folder, clock=clock) as program:
                in_teams = teams_stage.TeamsStage(teams, program.address, issuer)
                over_http = slack_stage.over_http(program.address, clock)
                send = slack_stage.over_socket(slack) if door == "socket" else over_http
                yield Both(slack, send, in_teams, program.address)
        assert slack.findings == []
        assert teams.findings == []
