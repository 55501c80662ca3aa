"""Several workspaces: installing, serving each with its own token, removing."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from starlette.applications import Starlette

from adapters.slack import oauth
from adapters.slack.manifest import scopes
from adapters.slack.workspaces import Workspaces
from tests.adapters.slack import payloads
from tests.adapters.slack.bench import Bench
from tests.adapters.slack.recording import RecordingSlack


@dataclass
class Shop:
    """A bench without a token of its own, and the pages by which workspaces install the app."""

    bench: Bench
    web: Starlette

    def get(self, path: str, **headers: str) -> httpx.Response:
        async def got() -> httpx.Response:
            transport = httpx.ASGITransport(self.web)
            async with httpx.AsyncClient(transport=transport, base_url="https://caseline.test") as client:
                return await client.get(path, headers=headers)

        return asyncio.run(got())

    def install(self, team: str) -> httpx.Response:
        self.bench.slack.answers["oauth.v2.access"] = {
            "ok": True,
            "app_id": "A1",
            "access_token": f"xoxb-{team}",
            "bot_user_id": "U0BOT",
            "team": {"id": team, "name": team},
            "authed_user": {"id": "U1"},
        }
        started = self.get(oauth.INSTALL)
        state = started.headers["set-cookie"].partition("=")[2].partition(";")[0]
        return self.get(f"{oauth.BACK}?code=c1&state={state}", cookie=f"slack-app-oauth-state={state}")


@pytest.fixture
def shop(recorded: RecordingSlack) -> Iterator[Shop]:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    installations = SQLAlchemyInstallationStore("client", engine)
    states = SQLAlchemyOAuthStateStore(600, engine)
    installations.metadata.create_all(engine)
    states.metadata.create_all(engine)
    workspaces = Workspaces(recorded.url, installations=installations)
    bench = Bench(recorded, workspaces)
    made = oauth.routes(
        api_url=recorded.url,
        client=("client", "a-client-secret"),
        installations=installations,
        states=states,
        installed=workspaces.installed,
    )
    yield Shop(bench, Starlette(routes=made))
    bench.door.close()
    engine.dispose()


def test_the_install_page_asks_for_the_scopes_of_the_manifest_at_the_configured_address(shop: Shop) -> None:
    page = shop.get(oauth.INSTALL).text

    assert shop.bench.slack.url.replace("/api/", "/oauth/v2/authorize") in page
    assert all(scope.replace(":", "%3A") in page or scope in page for scope in scopes())


def test_two_workspaces_are_served_each_with_its_own_token(shop: Shop) -> None:
    assert shop.bench.case("status", team_id="T1").status_code == 403
    for team in ("T1", "T2"):
        assert shop.install(team).status_code == 200

    for team in ("T1", "T2"):
        shop.bench.slack.people["U1"] = {"id": "U1", "team_id": team}
        assert shop.bench.case("status", team_id=team, trigger_id=f"t{team}").status_code == 200

    assert [said.id for said in shop.bench.router.said] == ["slack:T1:tT1", "slack:T2:tT2"]
    assert [said.person.workspace for said in shop.bench.router.said] == ["T1", "T2"]
    assert shop.bench.workspaces.client("T2").token == "xoxb-T2"
    assert shop.bench.case("status", team_id="T3").status_code == 403


def test_a_workspace_that_removed_us_is_turned_away_and_the_other_is_not(shop: Shop) -> None:
    for team in ("T1", "T2"):
        shop.install(team)

    shop.bench.event({"type": "app_uninstalled"})

    assert shop.bench.case("status", team_id="T1").status_code == 403
    shop.bench.slack.people["U1"] = {"id": "U1", "team_id": "T2"}
    assert shop.bench.case("status", team_id="T2").status_code == 200


def test_another_browser_cannot_finish_an_installation(shop: Shop) -> None:
    state = shop.get(oauth.INSTALL).headers["set-cookie"].partition("=")[2].partition(";")[0]

    assert shop.get(f"{oauth.BACK}?code=c1&state={state}").status_code == 400


def test_a_state_is_good_once(shop: Shop) -> None:
    state = shop.get(oauth.INSTALL).headers["set-cookie"].partition("=")[2].partition(";")[0]
    cookie = f"slack-app-oauth-state={state}"
    shop.bench.slack.answers["oauth.v2.access"] = {"ok": False, "error": "invalid_code"}
    shop.get(f"{oauth.BACK}?code=c1&state={state}", cookie=cookie)

    assert shop.get(f"{oauth.BACK}?code=c1&state={state}", cookie=cookie).status_code == 401


def test_a_refused_code_and_a_slack_that_is_down_are_said(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for answer in ({"ok": False, "error": "invalid_code"}, 500):
        state = shop.get(oauth.INSTALL).headers["set-cookie"].partition("=")[2].partition(";")[0]
        shop.bench.slack.answers["oauth.v2.access"] = answer
        back = shop.get(
            f"{oauth.BACK}?code=s3cret-code&state={state}", cookie=f"slack-app-oauth-state={state}"
        )
        assert back.status_code in {401, 502}

    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("httpx")]
    assert not [text for text in ours if "s3cret-code" in text or "a-client-secret" in text]


def test_a_token_that_cannot_be_kept_is_not_logged_either(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    more = {"access_token": "xoxb-secret", "team": {"id": "T1"}, "app_id": None, "authed_user": {"id": "U1"}}
    state = shop.get(oauth.INSTALL).headers["set-cookie"].partition("=")[2].partition(";")[0]
    shop.bench.slack.answers["oauth.v2.access"] = {"ok": True, **more}

    back = shop.get(f"{oauth.BACK}?code=c1&state={state}", cookie=f"slack-app-oauth-state={state}")

    assert back.status_code == 500
    assert "xoxb-" not in caplog.text + back.text


def test_a_database_that_is_down_is_said_and_nothing_is_recorded(shop: Shop) -> None:
    shop.install("T1")
    shop.bench.workspaces.installed("T1")

    class Down(SQLAlchemyInstallationStore):
        def find_bot(self, **_: object) -> None:
            raise ConnectionError

    shop.bench.workspaces._installations = Down("client", create_engine("sqlite://"))

    answer = shop.bench.case("declare x")
    assert answer.status_code == 200
    assert "nothing was recorded" in answer.json()["text"]
    assert shop.bench.event(payloads.mention("declare x")).status_code == 503
    assert shop.bench.router.said == []
