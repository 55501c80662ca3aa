"""The Slack workspaces that we serve, and how each is spoken to.

Either one bot token, whose workspace is asked for once (`auth.test`) and not before it is
needed, so that the process starts while Slack is down; or the installations that Slack's
OAuth left in a store that is handed in.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from adapters.slack import refusals
from bot.domain.wording import say
from bot.errors import AdapterError, Refused

log = logging.getLogger(__name__)
PATIENCE = 5
"""Seconds that Slack is waited for when nobody waits for us."""
AT_THE_DOOR = 1
"""Seconds that the first question may take, while a person waits for an answer."""
KEEP = 30.0
"""Seconds for which an installation is remembered; another replica may have removed it."""
AGAIN = 5.0
"""Seconds after which a Slack that did not answer is asked again who we are."""


class Bot(Protocol):
    """What an installation tells about our bot; slack_sdk's own `Bot` is one."""

    bot_token: str
    bot_id: str | None
    bot_user_id: str | None
    team_id: str | None
    enterprise_id: str | None


class Installations(Protocol):
    """The part of slack_sdk's `InstallationStore` that is needed here."""

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Any: ...

    def delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None: ...


@dataclass(frozen=True, slots=True)
class Workspace:
    """`url` is where its people open Slack; `team` and the rest may be empty until Slack told them."""

    token: str
    team: str = ""
    enterprise: str = ""
    bot_id: str = ""
    bot_user: str = ""
    url: str = ""


class Workspaces:
    """Every workspace by its team id; an empty id means the only one there is."""

    def __init__(
        self,
        api_url: str,
        *,
        bot_token: str = "",
        installations: Installations | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._api_url = api_url
        self._token = bot_token
        self._installations = installations
        self._now = now
        self._lock = Lock()
        self._learning = Lock()
        self._only: Workspace | None = None
        self._asked_at = -AGAIN
        self._found: dict[str, tuple[float, Workspace | None]] = {}
        self._enterprises: dict[str, str] = {}
        self._troubles: dict[str, str] = {}
        self._gone = False

    # --- who we are ------------------------------------------------------------------------

    def find(self, team: str, enterprise: str = "") -> Workspace | None:
        """None when we are not installed there, as far as can be told."""
        if self._token:
            return self._of_the_token(team, enterprise)
        return self._installed(team, enterprise) if self._installations else None

    def _of_the_token(self, team: str, enterprise: str) -> Workspace | None:
        if self._gone:
            return None
        only = self._learn()
        if only is None:
            # Slack does not say whose the token is. The request was signed with the secret of
            # our app, which has one workspace; so it is served rather than turned away.
            return Workspace(self._token, team, enterprise)
        same = team in ("", only.team) or (
            bool(enterprise) and enterprise == only.enterprise and not only.team
        )
        return only if same else None

    def _learn(self) -> Workspace | None:
        """Whose the single token is; asked once, and again every few seconds while Slack is down."""
        with self._learning:
            if self._only or self._now() - self._asked_at < AGAIN:
                return self._only
            try:
                with refusals.translated():
                    self._only = self._who_am_i(self._token)
            except AdapterError as error:
                log.warning("Slack did not say who we are: %s", error)
                self._troubles[""] = str(error)
                self._asked_at = self._now()
            else:
                self._troubles.pop("", None)
            return self._only

    def _who_am_i(self, token: str) -> Workspace:
        said = self._client(token, AT_THE_DOOR).auth_test()
        return Workspace(
            token,
            team=said.get("team_id") or "",
            enterprise=said.get("enterprise_id") or "",
            bot_id=said.get("bot_id") or "",
            bot_user=said.get("user_id") or "",
            url=said.get("url") or "",
        )

    def _installed(self, team: str, enterprise: str) -> Workspace | None:
        with self._lock:
            at, known = self._found.get(team, (-KEEP, None))
        if self._now() - at < KEEP and (known or not enterprise):
            return known
        if enterprise:
            self._enterprises[team] = enterprise
        found = self._look_up(team, enterprise or self._enterprises.get(team, ""))
        with self._lock:
            self._found[team] = (self._now(), found)
        return found

    def _look_up(self, team: str, enterprise: str) -> Workspace | None:
        if self._installations is None:
            return None
        bot: Bot | None = self._installations.find_bot(enterprise_id=enterprise or None, team_id=team or None)
        if bot is None and enterprise:
            bot = self._installations.find_bot(
                enterprise_id=enterprise, team_id=None, is_enterprise_install=True
            )
        if bot is None:
            return None
        return Workspace(bot.bot_token, team, enterprise, bot.bot_id or "", bot.bot_user_id or "")

    # --- for the door ----------------------------------------------------------------------

    def authorize(
        self, team_id: str | None, enterprise_id: str | None, **_: object
    ) -> AuthorizeResult | None:
        """For Bolt; no call to Slack but the very first."""
        found = self.find(team_id or "", enterprise_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=found.token,
            bot_id=found.bot_id or None,
            bot_user_id=found.bot_user or None,
        )

    def knows(self, team_id: str) -> bool:
        """Whether this is a workspace that we serve."""
        return bool(team_id) and self.find(team_id) is not None

    def bot_user_id(self, team_id: str) -> str:
        """Our own user there; empty until Slack told it."""
        found = self.find(team_id)
        return found.bot_user if found else ""

    def installed(self, team_id: str) -> None:
        """We were installed there just now, perhaps again and with another token."""
        with self._lock:
            self._found.pop(team_id, None)
        self._troubles.pop(team_id, None)

    def forget(self, team_id: str) -> None:
        """We were uninstalled there."""
        with self._lock:
            self._found.pop(team_id, None)
        if self._installations:
            self._installations.delete_all(enterprise_id=self._enterprises.get(team_id), team_id=team_id)
        elif self._only and self._only.team == team_id:
            self._gone = True
            self._troubles[team_id] = say("Caseline was removed from this workspace.")

    def profile(self, team_id: str, user_id: str) -> Mapping[str, Any] | None:
        """Slack's `user` object of this person; None when Slack does not know or does not answer."""
        try:
            with refusals.translated():
                found = self.client(team_id, patience=AT_THE_DOOR).users_info(
                    user=user_id, include_locale=True
                )
        except AdapterError as error:
            log.info("Slack did not tell who somebody is: %s", error)
            return None
        user = found.get("user")
        return user if isinstance(user, Mapping) else None

    # --- for the voice ---------------------------------------------------------------------

    def client(self, team_id: str, *, patience: int = PATIENCE) -> WebClient:
        """Speaks with this workspace's token; raises Refused where we are not installed."""
        found = self.find(team_id)
        if found is None:
            raise Refused(say("Caseline is not installed in that Slack workspace."))
        return self._client(found.token, patience)

    def _client(self, token: str, patience: int) -> WebClient:
        return WebClient(token=token, base_url=self._api_url, timeout=patience, retry_handlers=[])

    def heard(self, team_id: str, error: SlackApiError | None) -> None:
        """After a call: remembers whether this workspace still accepts our token."""
        if error is None:
            self._troubles.pop(team_id, None)
        elif refusals.code(error) in refusals.STOPPED:
            self._troubles[team_id] = str(refusals.in_our_words(error))

    def troubles(self) -> Mapping[str, str]:
        """Workspaces that cannot be spoken to now, with the reason; for `/readyz`."""
        return dict(self._troubles)
