"""What Slack's ways of saying no become: one table, from its error to ours.

Errors that a caller can do something about (`name_taken`, `not_in_channel`, …) are caught where the
call is made; whatever is left comes here. https://docs.slack.dev/reference/methods
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from socket import gaierror
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.wording import say
from bot.errors import AdapterError, Refused, RoomGone, TryLater

SLOW = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "accesslimited",
        "team_added_to_org",
        "external_channel_migrating",
    }
)
"""Works again by itself."""

LACKING = frozenset(
    {
        "unknown_method",
        "not_implemented",
        "method_deprecated",
        "feature_not_enabled",
        "not_enabled",
        "bookmarks_disabled",
    }
)
"""This workspace does not have it, in whatever channel."""

NICETIES = LACKING | {"method_not_supported_for_channel_type", "not_pinnable"}
"""It cannot be had here, and nobody misses anything they were promised."""

OUR_BUG = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_attachments",
        "invalid_arguments",
        "invalid_metadata_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
    }
)
"""Slack does not take these blocks; the plain sentence still goes out."""

GONE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "channel_type_not_supported"}
)
"""The message cannot be changed any more; a new one is posted."""

OUTSIDE = frozenset({"not_in_channel", "channel_not_found"})
"""We are not in the channel; where it is public we go in and try again."""

ROOM_GONE = OUTSIDE | {"is_archived"}
"""Nothing can be written there until somebody invites us, or opens the channel again."""

STOPPED = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "org_login_required",
        "team_access_not_granted",
    }
)
"""Nothing at all works in this workspace until an admin installs Caseline again."""

STOPPED_WAIT = 300.0
_ARCHIVED = "The channel is archived. Unarchive it in Slack, or go on where the incident was announced."
_OUTSIDE = "Caseline is not in that channel. Please write `/invite @Caseline` there."
_MAY_NOT = "This workspace does not let Caseline do that. A Slack admin can allow it."
_LACKING = "This Slack does not offer that to apps."
_NOBODY = "Slack does not know this person in that workspace."

SENTENCES: Mapping[str, str] = {
    **dict.fromkeys(sorted(LACKING), _LACKING),
    "is_archived": _ARCHIVED,
    "already_archived": _ARCHIVED,
    "channel_not_found": _OUTSIDE,
    "not_in_channel": _OUTSIDE,
    "thread_not_found": "The message it belongs under is gone.",
    "name_taken": "Every name for the war room was taken. Adopt an existing channel instead.",
    "restricted_action": _MAY_NOT,
    "restricted_action_read_only_channel": "Only some people may write in that channel; an admin decides.",
    "restricted_action_thread_only_channel": "That channel takes only replies in threads.",
    "restricted_action_non_threadable_channel": "That channel takes no replies in threads.",
    "restricted_action_thread_locked": "The thread is locked.",
    "team_access_not_granted": "Caseline is not installed in that workspace.",
    "ekm_access_denied": "Administrators have suspended posting in this workspace.",
    "not_allowed_token_type": _MAY_NOT,
    "no_permission": _MAY_NOT,
    "cant_invite": "They cannot be invited; ask somebody in the channel to add them.",
    "cant_invite_self": "Caseline is there already.",
    "user_is_restricted": "They are a guest and cannot be invited to this channel.",
    "user_is_ultra_restricted": "They are a guest of another channel and cannot be invited.",
    "user_is_bot": "That is an app, not a person.",
    "user_disabled": "Their account is deactivated.",
    "user_not_found": _NOBODY,
    "users_not_found": _NOBODY,
    "user_not_visible": _NOBODY,
    "cannot_dm_bot": "That is an app, not a person.",
    "user_not_in_channel": "They are not in that channel.",
    "org_user_not_in_team": "They belong to another workspace of the organisation.",
    "too_many_members": "The channel is full.",
    "cant_archive_general": "This channel is the workspace's general one and cannot be archived.",
    "cant_archive_required": "This channel is required by the organisation and cannot be archived.",
    "team_not_found": "Caseline is not installed in that workspace.",
}
"""What people are told; anything else is told with Slack's own word for it."""


def code(error: SlackApiError) -> str:
    """Slack's word for what is wrong; `http_503` where it said none."""
    said = _field(error, "error")
    return str(said) if said else f"http_{_status(error)}"


def in_our_words(error: Exception) -> AdapterError:
    """What Slack's refusal, or its silence, means to the bot."""
    if not isinstance(error, SlackApiError):
        return TryLater(say("Slack does not answer."), unsure=not _is_unsent(error))
    said, status = code(error), _status(error)
    if status == 429 or said in SLOW:
        return TryLater(say("Slack is slowing us down."), after=_retry_after(error))
    if status >= 500 or said.startswith("http_"):
        return TryLater(say("Slack has trouble of its own."), after=_retry_after(error), unsure=True)
    if said in STOPPED:
        sentence = "Slack no longer accepts Caseline's token ({error}); an admin must install it again."
        return TryLater(say(sentence, error=said), after=STOPPED_WAIT)
    if said == "missing_scope":
        needed = str(_field(error, "needed") or "a scope")
        sentence = "Caseline lacks the permission `{scope}`; a Slack admin must install it again."
        return Refused(say(sentence, scope=needed))
    kind = RoomGone if said in ROOM_GONE else Refused
    return kind(say(SENTENCES.get(said, "Slack refused it ({error})."), error=said))


@contextmanager
def translated() -> Iterator[None]:
    """Whatever Slack does inside leaves as TryLater or Refused."""
    try:
        yield
    except (SlackClientError, OSError, HTTPException) as error:
        raise in_our_words(error) from error


def _is_unsent(error: Exception) -> bool:
    """Nobody listened, so nobody can have done what we asked for."""
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, (ConnectionRefusedError, gaierror))


def _field(error: SlackApiError, name: str) -> Any:
    response = error.response
    return response.get(name) if hasattr(response, "get") else None


def _status(error: SlackApiError) -> int:
    response = error.response
    status = getattr(response, "status_code", None) or _field(error, "status") or 0
    return int(status)


def _retry_after(error: SlackApiError) -> float | None:
    headers = getattr(error.response, "headers", None) or _field(error, "headers") or {}
    told = {str(name).lower(): value for name, value in dict(headers).items()}.get("retry-after")
    try:
        return max(0.0, float(str(told)))
    except ValueError:
        return None
