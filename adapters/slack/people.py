"""Who somebody in Slack is, and whether they may be served at all."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from adapters.doors.payload import Payload, text_at
from adapters.slack import ids
from bot.domain.person import Person
from bot.ports import Clock

KEEP = timedelta(minutes=10)
AT_MOST = 20_000

REFUSALS = {
    "guest": "Guests cannot use Caseline here. Please ask a full member of this workspace to do it for you.",
    "stranger": "Caseline serves the members of its own workspace only. Please ask a colleague from there.",
    "bot": "Caseline listens to people only, not to other apps.",
    "deleted": "This account is deactivated, so Caseline cannot act for it.",
}


@dataclass(frozen=True, slots=True)
class Known:
    """`refused` is a key of `REFUSALS`, or empty for people who are served."""

    person: Person
    refused: str = ""


class People:
    """Asks Slack who somebody is and remembers it for ten minutes.

    When Slack cannot say, what was known before still counts; somebody never seen is let
    through unchecked (`checked_at` None) and asked about again at their next wish, so that
    trouble at Slack never keeps people from declaring an incident.
    """

    def __init__(
        self, ask: Callable[[str, str], Payload | None], serves: Callable[[str], bool], clock: Clock
    ) -> None:
        self._ask = ask
        self._serves = serves
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], Known] = OrderedDict()
        self._lock = Lock()

    def who(self, team: str, user: str, *, name: str = "", enterprise: str = "") -> Known:
        now = self._clock.now()
        with self._lock:
            known = self._known.get((team, user))
        if known and known.person.checked_at and now - known.person.checked_at < KEEP:
            return known
        profile = self._ask(team, user)
        if profile is None:
            return known or Known(Person(ids.ours(user), name or user, team))
        fresh = Known(person_of(profile, team, user, name, now), self._refusal(profile, team, enterprise))
        self._remember((team, user), fresh)
        return fresh

    def _refusal(self, profile: Payload, team: str, enterprise: str) -> str:
        """Why this account is not served; empty when it is."""
        at_home = not text_at(profile, "team_id") or self.belongs(text_at(profile, "team_id"), team, "")
        organisation = text_at(profile, "enterprise_user", "enterprise_id")
        colleague = bool(enterprise) and organisation == enterprise
        flags: tuple[tuple[str, Any], ...] = (
            ("deleted", profile.get("deleted")),
            ("bot", profile.get("is_bot") or profile.get("is_workflow_bot")),
            ("stranger", profile.get("is_stranger") or not (at_home or colleague)),
            ("guest", _is_guest(profile)),
        )
        return next((reason for reason, holds in flags if holds), "")

    def belongs(self, user_team: str, team: str, enterprise: str) -> bool:
        """Whether people of `user_team` are served; Slack may name their organisation instead."""
        return user_team == team or (bool(enterprise) and user_team == enterprise) or self._serves(user_team)

    def name_of(self, team: str, user: str) -> str:
        return self.who(team, user).person.name

    def _remember(self, key: tuple[str, str], known: Known) -> None:
        with self._lock:
            self._known[key] = known
            self._known.move_to_end(key)
            if len(self._known) > AT_MOST:
                self._known.popitem(last=False)

    def forget(self, team: str) -> None:
        """Nothing of this workspace is remembered any longer."""
        with self._lock:
            for key in [key for key in self._known if key[0] == team]:
                del self._known[key]


def person_of(profile: Payload, team: str, user: str, name: str, now: datetime) -> Person:
    shown = (
        text_at(profile, "profile", "display_name"),
        text_at(profile, "real_name"),
        text_at(profile, "profile", "real_name"),
        text_at(profile, "name"),
        name,
        user,
    )
    person = Person(
        id=ids.ours(user),
        name=next(filter(None, shown)),
        workspace=text_at(profile, "team_id") or team,
        email=text_at(profile, "profile", "email"),
        zone=text_at(profile, "tz"),
        language=text_at(profile, "locale"),
        checked_at=now,
    )
    return replace(person, guest=_is_guest(profile))


def _is_guest(profile: Payload) -> bool:
    return bool(profile.get("is_restricted") or profile.get("is_ultra_restricted"))
