"""The stories in Teams, with authentication on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.teams import CATALOG_APP, serving
from tests.fakes.teams.issuer import Issuer, published_over_http
from tests.fakes.zendesk import staffed
from tests.journeys import promise_story, story, ticket_story
from tests.journeys.ahead import Ahead
from tests.journeys.conftest import SLOW
from tests.journeys.program import running
from tests.journeys.teams_stage import PEOPLE, TeamsStage, furnish, teams_id
from tests.journeys.zendesk_desk import SECRET, ZendeskDesk, settings_of

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


@pytest.mark.parametrize("database_url", ["postgresql", pytest.param("sqlite", marks=SLOW)], indirect=True)
def test_the_first_story_is_lived_in_teams(database_url: str, tmp_path: Path) -> None:
    with lived(database_url, tmp_path) as (stage, _):
        story.tell(stage)


@pytest.mark.parametrize("database_url", ["postgresql", pytest.param("sqlite", marks=SLOW)], indirect=True)
def test_the_second_story_is_lived_in_teams(database_url: str, tmp_path: Path) -> None:
    with staffed(SECRET) as zendesk:
        with lived(database_url, tmp_path, settings_of(zendesk)) as (stage, address):
            ticket_story.tell(stage, ZendeskDesk(zendesk, address))
        assert zendesk.refused == []


@pytest.mark.parametrize("database_url", ["sqlite", pytest.param("postgresql", marks=SLOW)], indirect=True)
def test_the_third_story_is_lived_in_teams(database_url: str, tmp_path: Path) -> None:
    time = Ahead(tmp_path / "ahead")
    people = {name: teams_id(name) for name in PEOPLE}
    with staffed(SECRET, time.now) as zendesk:
        settings = settings_of(zendesk) + promise_story.settings_of("teams", "{support}", **people)
        with lived(database_url, tmp_path, settings, time) as (stage, address):
            promise_story.tell(promise_story.Watch(stage, ZendeskDesk(zendesk, address), time))
        assert zendesk.refused == []


@contextmanager
def lived(
    database_url: str, folder: Path, settings: str = "", time: Ahead | None = None
) -> Iterator[tuple[TeamsStage, str]]:
    """The stage, and the address of the program behind it."""
    with serving() as teams:
        furnish(teams)
        issuer = Issuer(service_url=teams.service_url)
        told = SETTINGS.format(
            incidents=teams.conversation("incidents").id,
            app=CATALOG_APP,
            connector=teams.service_url,
            login=teams.login_url,
            graph=teams.graph_url,
        )
        settings = settings.replace("{support}", teams.conversation("support").id)
        (folder / "caseline.yml").write_text(told + settings)
        with published_over_http(issuer) as metadata:
            environment = {
                "CASELINE_DATABASE_URL": database_url,
                "MICROSOFT_APP_ID": teams.app_id,
                "MICROSOFT_APP_PASSWORD": teams.password,
                "MICROSOFT_APP_TENANT_ID": teams.tenant,
                "TEAMS_OPENID_METADATA_URL": metadata,
                "TEAMS_TOKEN_ISSUER": issuer.issuer,
            }
            with running(["run"], environment, folder, clock=time) as program:
                yield TeamsStage(teams, program.address, issuer), program.address
        assert teams.findings == []
