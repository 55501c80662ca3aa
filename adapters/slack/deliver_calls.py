"""Calling Slack: with the right token, remembering what a workspace lacks and what it refuses."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from adapters.slack import refusals
from adapters.slack.workspaces import Workspaces

log = logging.getLogger(__name__)
Call = Callable[[WebClient], SlackResponse]
Answer = Mapping[str, Any]


class Calls:
    """SlackApiError comes out of here as it is; the voice translates what nobody caught."""

    def __init__(self, workspaces: Workspaces) -> None:
        self.workspaces = workspaces
        self._lacking: set[tuple[str, str]] = set()
        self._told: set[tuple[str, str]] = set()

    def ask(self, workspace: str, call: Call) -> Answer:
        try:
            response = call(self.workspaces.client(workspace))
        except SlackApiError as error:
            self.workspaces.heard(workspace, error)
            self._tell_operator(workspace, error)
            raise
        self.workspaces.heard(workspace, None)
        return response.data if isinstance(response.data, dict) else {}

    def unless(self, workspace: str, fine: frozenset[str], call: Call) -> Answer:
        """These errors mean that things are already as they should be; an empty answer then."""
        try:
            return self.ask(workspace, call)
        except SlackApiError as error:
            if refusals.code(error) in fine:
                return {}
            raise

    def nicety(self, workspace: str, name: str, call: Call) -> Answer | None:
        """None where it cannot be had; what the whole workspace lacks is not asked for again."""
        if self.lacks(workspace, name):
            return None
        try:
            return self.ask(workspace, call)
        except SlackApiError as error:
            self.do_without(workspace, name, error)
            return None

    def do_without(self, workspace: str, name: str, error: SlackApiError) -> None:
        """Raises what is no mere lack of a nicety."""
        if refusals.code(error) not in refusals.NICETIES:
            raise error
        if refusals.code(error) in refusals.LACKING:
            self.forgo(workspace, name)

    def lacks(self, workspace: str, name: str) -> bool:
        return (workspace, name) in self._lacking

    def forgo(self, workspace: str, name: str) -> None:
        log.info(
            "Slack has no such thing in this workspace; it is left out from now on",
            extra={"thing": name, "workspace": workspace},
        )
        self._lacking.add((workspace, name))

    def _tell_operator(self, workspace: str, error: SlackApiError) -> None:
        if refusals.code(error) != "missing_scope":
            return
        needed = str(error.response.get("needed", ""))
        if (workspace, needed) not in self._told:
            self._told.add((workspace, needed))
            log.error(
                "Slack wants another scope; install the app again",
                extra={"scope": needed, "workspace": workspace},
            )
