"""Whether Slack is ready for us: for `caseline check`."""

from collections.abc import Callable, Iterator, Mapping

from slack_sdk import WebClient

from adapters.slack import refusals
from adapters.slack.manifest import scopes
from bot.config import Environment
from bot.domain.finding import Finding
from bot.errors import AdapterError

PATIENCE = 5


def findings(environment: Environment) -> Iterator[Finding]:
    """Asks Slack itself, and changes nothing there."""
    address = environment.slack_api_url
    if bot := environment.slack_bot_token.get_secret_value():
        yield from _asked("Slack workspace", lambda: _workspace(address, bot))
    else:
        yield Finding("Slack workspaces", "each installs the app by itself, at /slack/install")
    if app := environment.slack_app_token.get_secret_value():
        yield from _asked("Slack Socket Mode", lambda: _socket(address, app))
    else:
        yield Finding("Slack over HTTP", "requests are accepted when SLACK_SIGNING_SECRET signed them")


def _asked(what: str, ask: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        with refusals.translated():
            yield from ask()
    except AdapterError as error:
        yield Finding(what, str(error), "look at the token on your app's page, and at the way to Slack")


def _workspace(address: str, token: str) -> Iterator[Finding]:
    said = _client(address, token).auth_test()
    yield Finding("Slack workspace", f"{said.get('team')} as {said.get('user')}, {said.get('url')}")
    granted = _granted(said.headers)
    missing = ", ".join(scope for scope in scopes() if scope not in granted)
    if granted and missing:
        todo = "add them under OAuth & Permissions on your app's page, and install it again"
        yield Finding("Slack scopes", f"without {missing} some things will be left out", todo)
    elif granted:
        yield Finding("Slack scopes", f"all {len(scopes())} are granted")


def _socket(address: str, token: str) -> Iterator[Finding]:
    """A connection is announced and not opened."""
    _client(address, token).apps_connections_open(app_token=token)
    yield Finding("Slack Socket Mode", "the app token is accepted")


def _client(address: str, token: str) -> WebClient:
    return WebClient(token=token, base_url=address, timeout=PATIENCE, retry_handlers=[])


def _granted(headers: Mapping[str, str]) -> frozenset[str]:
    """Scopes that Slack names in a header of every answer; its case depends on what lies in between."""
    found = {name.lower(): value for name, value in headers.items()}
    return frozenset(scope.strip() for scope in found.get("x-oauth-scopes", "").split(",") if scope.strip())
