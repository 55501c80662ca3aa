"""Installing into further workspaces: `GET /slack/install` and the way back from Slack.

Bolt's own flow does the work: the state is bound to the browser by a cookie and good once.
"""

import logging
from collections.abc import Callable
from urllib.parse import urljoin

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Installation, InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from adapters.slack import refusals
from adapters.slack.manifest import scopes
from bot.errors import AdapterError

log = logging.getLogger(__name__)
INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
PATIENCE = 10
"""Seconds; somebody looks at a browser meanwhile."""


def routes(
    *,
    api_url: str,
    client: tuple[str, str],
    installations: InstallationStore,
    states: OAuthStateStore,
    installed: Callable[[str], None],
) -> list[Route]:
    """`client` is id and secret; `installed` hears the team of each workspace that came to us."""
    client_id, secret = client
    settings = OAuthSettings(
        client_id=client_id,
        client_secret=secret,
        scopes=scopes(),
        user_scopes=[],
        install_path=INSTALL,
        redirect_uri_path=BACK,
        authorization_url=urljoin(api_url, "/oauth/v2/authorize"),
        installation_store=installations,
        state_store=states,
    )
    flow = _Flow(settings, WebClient(base_url=api_url, timeout=PATIENCE, retry_handlers=[]), installed)
    return [
        Route(INSTALL, _page(flow.handle_installation), methods=["GET"]),
        Route(BACK, _page(flow.handle_callback), methods=["GET"]),
    ]


class _Flow(OAuthFlow):
    def __init__(self, settings: OAuthSettings, client: WebClient, installed: Callable[[str], None]) -> None:
        quiet = logging.getLogger("slack_bolt.OAuthFlow")
        quiet.setLevel(logging.ERROR)  # Its warnings repeat the code that Slack sent along.
        super().__init__(client=client, logger=quiet, settings=settings)
        self._installed = installed

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        super().store_installation(request, installation)
        self._installed(installation.team_id or "")
        log.info("a workspace installed Caseline", extra={"workspace": installation.team_id})


def _page(answer: Callable[[BoltRequest], BoltResponse]) -> Callable[[Request], object]:
    def answered(request: Request) -> Response:
        with refusals.translated():
            return to_starlette_response(answer(to_bolt_request(request, b"")))

    async def page(request: Request) -> Response:
        try:
            return await run_in_threadpool(answered, request)
        except AdapterError as error:
            log.warning("a workspace could not be installed: %s", error)
            return PlainTextResponse(f"{error} Please start again at {INSTALL}.", status_code=502)
        except Exception as error:  # noqa: BLE001 What a database says of a failed insert holds the token.
            log.error("a workspace could not be installed", extra={"error": type(error).__name__})
            return PlainTextResponse("Caseline could not keep the installation.", status_code=500)

    return page
