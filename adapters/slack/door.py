"""Bolt with our listener in it: what HTTP and Socket Mode have in common."""

import logging
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient

from adapters.doors.turn import DEADLINE
from adapters.slack.answer import PATIENCE
from adapters.slack.late import BUSY
from adapters.slack.listen import DOOR, Find, Handle, Listener, kind_of
from adapters.slack.sorry import unserved
from adapters.slack.workspaces import Workspaces
from bot.ports import Clock, Meter

log = logging.getLogger(__name__)
AT_ONCE = 64
"""Requests that are worked on at the same time; the others wait, and their deadline runs."""


class SlackDoor:
    """Give it to `listen_http.routes` and, with an app token, to `listen_socket.SocketDoor`."""

    def __init__(  # noqa: PLR0913 - the composition names each
        self,
        handle: Handle,
        workspaces: Workspaces,
        *,
        api_url: str,
        clock: Clock,
        meter: Meter,
        command: str = "/case",
        find: Find = lambda _: (),
    ) -> None:
        self.listener = Listener(handle, workspaces, clock=clock, meter=meter, root=command, find=find)
        self.app = _bolt(self.listener, workspaces, api_url)
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="slack-door")
        self.clock = clock
        self.deadline = DEADLINE
        self._meter = meter
        self._workspaces = workspaces

    def receive(self, asked: BoltRequest) -> BoltResponse | None:
        """The answer, whatever happens; None for a workspace that is not ours. May use the network."""
        try:
            if not self._serves(asked):
                return None
            if not isinstance(asked.body.get("event", {}), dict):
                self.refused("unreadable")
                return BoltResponse(status=200)
            response = self.app.dispatch(asked)
        except Exception as error:  # noqa: BLE001 Without this the transport would have no answer at all.
            return unserved(kind_of(asked.body), self.listener.report("", error))
        if response.status >= 500 and response.status != BUSY:
            return unserved(kind_of(asked.body), self.listener.report(""))
        return response

    def _serves(self, asked: BoltRequest) -> bool:
        team, enterprise = _text(asked.context.team_id), _text(asked.context.enterprise_id)
        return bool(team or enterprise) and self._workspaces.find(team, enterprise) is not None

    def refused(self, reason: str) -> None:
        """Nothing was changed; the operator sees it counted."""
        self._meter.refused(DOOR, reason)
        log.warning("a request at the Slack door was refused", extra={"reason": reason})

    def close(self) -> None:
        """Finishes what is being worked on."""
        self.threads.shutdown(wait=True)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


class _Authorize(Authorize):
    """Bolt's own way of asking costs more, and it looks into the environment besides."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_: object
    ) -> AuthorizeResult | None:
        return self._workspaces.authorize(team_id, enterprise_id)


def _bolt(listener: Listener, workspaces: Workspaces, api_url: str) -> App:
    """Without the checks that our own door makes earlier or more cheaply."""
    # Bolt reads the same variables as we do, and warns of what it does not need from them.
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)
    app = App(
        # Bolt makes the logger of this name as quiet as its own; it must be none of ours.
        name="slack_bolt",
        logger=quiet,
        client=WebClient(base_url=api_url, timeout=PATIENCE, retry_handlers=[]),
        authorize=_Authorize(workspaces),  # type: ignore[arg-type] # Bolt takes it, and gives None a meaning.
        process_before_response=True,
        signing_secret="checked by our own door",  # noqa: S106
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    app.use(listener)
    return app
