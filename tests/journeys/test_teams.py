"""The first story in Teams, with authentication on."""

from pathlib import Path

from tests.fakes.teams import CATALOG_APP, serving
from tests.fakes.teams.issuer import Issuer, published_over_http
from tests.journeys import story
from tests.journeys.program import running
from tests.journeys.teams_stage import TeamsStage, furnish

SETTINGS = """
announce: ["teams:{incidents}"]
microsoft_teams:
  war_room: group_chat
  catalog_app: {app}
  targeted_messages: true
  service_hosts: [127.0.0.1]
  connector_url: {connector}
  login_url: {login}
  graph_url: {graph}
"""


def test_the_first_story_is_lived_in_teams(database_url: str, tmp_path: Path) -> None:
    with serving() as teams:
        furnish(teams)
        issuer = Issuer(service_url=teams.service_url)
        (tmp_path / "caseline.yml").write_text(
            SETTINGS.format(
                incidents=teams.conversation("incidents").id,
                app=CATALOG_APP,
                connector=teams.service_url,
                login=teams.login_url,
                graph=teams.graph_url,
            )
        )
        with published_over_http(issuer) as metadata:
            environment = {
                "CASELINE_DATABASE_URL": database_url,
                "MICROSOFT_APP_ID": teams.app_id,
                "MICROSOFT_APP_PASSWORD": teams.password,
                "MICROSOFT_APP_TENANT_ID": teams.tenant,
                "TEAMS_OPENID_METADATA_URL": metadata,
                "TEAMS_TOKEN_ISSUER": issuer.issuer,
            }
            with running(["run"], environment, tmp_path) as program:
                story.tell(TeamsStage(teams, program.address, issuer))
        assert teams.findings == []
