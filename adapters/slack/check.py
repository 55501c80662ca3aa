"""Whether Slack is ready for us: for `caseline check`."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from adapters.slack import check_channels, refusals
from adapters.slack.manifest import scopes
from adapters.slack.purposes import PURPOSES
from bot.config import Environment
from bot.domain.finding import Finding
from bot.errors import AdapterError

PATIENCE = 5
INSTALL = "copy the *Bot User OAuth Token* from Install App on your app's page to SLACK_BOT_TOKEN"
CONNECT = (
    "generate an app-level token with the scope connections:write, under Basic Information on your app's "
    "page, and switch Socket Mode on there: SLACK_APP_TOKEN"
)
SCOPE = "add it under OAuth & Permissions on your app's page, and install the app again"
WAY = "look at the network, at a proxy or firewall in between, and at SLACK_API_URL"
LATER = "this is Slack's; check again later"


def findings(environment: Environment, announce: Sequence[str]) -> Iterator[Finding]:
    """Asks Slack itself, and changes nothing there; `announce` are rooms of any chat."""
    address = environment.slack_api_url
    if bot := environment.slack_bot_token.get_secret_value():
        client = _client(address, bot)
        yield from _asked("Slack workspace", INSTALL, lambda: _workspace(client, announce))
    else:
        yield Finding("Slack workspaces", "each installs the app by itself, at /slack/install")
    if app := environment.slack_app_token.get_secret_value():
        yield from _asked("Slack Socket Mode", CONNECT, lambda: _socket(_client(address, app), app))
    else:
        yield Finding("Slack over HTTP", "requests are accepted when SLACK_SIGNING_SECRET signed them")


def _asked(what: str, todo: str, ask: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """`todo` is for when Slack answers no; when it does not answer, something else is to be done."""
    try:
        with refusals.translated():
            yield from ask()
    except AdapterError as error:
        cause = error.__cause__
        if not isinstance(cause, SlackApiError):
            yield Finding(what, str(error), WAY)
        elif (code := refusals.code(cause)) in refusals.SLOW or code.startswith("http_"):
            yield Finding(what, str(error), LATER)
        else:
            says = str(error) if code == "missing_scope" else f"Slack says no ({code})"
            yield Finding(what, says, todo)


def _workspace(client: WebClient, announce: Sequence[str]) -> Iterator[Finding]:
    said = client.auth_test()
    yield Finding("Slack workspace", f"{said.get('team')} as {said.get('user')}, {said.get('url')}")
    if granted := _granted(said.headers):
        yield from _scopes(granted)
    yield from _asked("Slack channels", SCOPE, lambda: check_channels.findings(client, announce))


def _scopes(granted: frozenset[str]) -> Iterator[Finding]:
    missing = [scope for scope in scopes() if scope not in granted]
    for scope in missing:
        yield Finding("Slack scope", f"{scope} is not granted: {PURPOSES[scope]}", SCOPE)
    if not missing:
        yield Finding("Slack scopes", f"all {len(scopes())} are granted")


def _socket(client: WebClient, token: str) -> Iterator[Finding]:
    """A connection is announced and not opened."""
    client.apps_connections_open(app_token=token)
    yield Finding("Slack Socket Mode", "the app token is accepted")


def _client(address: str, token: str) -> WebClient:
    return WebClient(token=token, base_url=address, timeout=PATIENCE, retry_handlers=[])


def _granted(headers: Mapping[str, str]) -> frozenset[str]:
    """Scopes that Slack names in a header of every answer; its case depends on what lies in between."""
    found = {name.lower(): value for name, value in headers.items()}
    return frozenset(scope.strip() for scope in found.get("x-oauth-scopes", "").split(",") if scope.strip())
