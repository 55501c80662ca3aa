"""Every setting, typed, with its default and one sentence of help.

Two sources: the file (`CASELINE_CONFIG`, YAML, optional) and the environment. Secrets come
from the environment alone; `${NAME}` in the file takes one from there.
"""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

_DURATION = re.compile(r"(\d+)\s*(s|m|h|d)")
_UNIT = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def duration(text: object) -> object:
    """`20m`, `1h30m`, `2d` become a timedelta; what is none of these is left to pydantic."""
    if not isinstance(text, str) or not (found := _DURATION.findall(text)):
        return text
    if _DURATION.sub("", text).strip():
        return text
    return sum((timedelta(**{_UNIT[unit]: int(count)}) for count, unit in found), timedelta())


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta():
        raise ValueError("must be longer than nothing")
    return value


Duration = Annotated[timedelta, BeforeValidator(duration), AfterValidator(_positive)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Section(BaseModel):
    """A part of the file; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Severity(Section):
    major: bool = Field(False, description="Needs a customer liaison, who is asked for until found.")
    update_every: Duration | None = Field(None, description="How often customers should hear from us.")
    means: str = Field("", description="One sentence for people who choose a severity.")


class Identity(Section):
    """One person, many identities."""

    email: str = Field("", description="Matches the person in every system that knows addresses.")
    name: str = Field("", description="How the person is shown.")
    slack: str = Field("", description="Slack user id, such as `U012`.")
    teams: str = Field("", description="Teams user id, such as `29:1x`.")
    playground: str = Field("", description="Name in the playground.")


class Team(Section):
    lead: str = Field("", description="Key of `people`; leads may do what `lead` may do.")
    members: tuple[str, ...] = Field((), description="Keys of `people`.")


class Rooms(Section):
    prefix: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,20}$")] = Field(
        "inc", description="War rooms are called `<prefix>-<number>-<title>`."
    )
    on_close: Literal["keep", "archive"] = Field(
        "keep", description="What becomes of the war room when its incident ends."
    )
    invite: tuple[str, ...] = Field((), description="People (keys of `people`) who join every war room.")


DEFAULT_SEVERITIES: Mapping[str, Mapping[str, object]] = {
    "SEV1": {"major": True, "update_every": "20m", "means": "Critical; many customers cannot work."},
    "SEV2": {"major": True, "update_every": "30m", "means": "A critical use is down for many."},
    "SEV3": {"update_every": "60m", "means": "Minor effect, needs attention now."},
    "SEV4": {"means": "No effect on use."},
}

DEFAULT_PERMISSIONS: Mapping[str, tuple[str, ...]] = {
    "help": ("everyone",),
    "declare": ("everyone",),
    "list": ("everyone",),
    "status": ("everyone",),
    "catchup": ("everyone",),
    "join": ("everyone",),
    "liaison": ("everyone",),
    "role": ("everyone",),
    "handoff": ("everyone",),
    "update": ("everyone",),
    "note": ("everyone",),
    "timeline": ("everyone",),
    "task": ("everyone",),
    "sev": ("responder", "lead"),
    "phase": ("responder", "lead"),
    "resolve": ("responder", "lead"),
    "reopen": ("responder", "lead"),
    "cancel": ("declarer", "incident_commander", "lead"),
    "room": ("responder", "lead"),
    "retry": ("responder", "lead"),
}


class Settings(Section):
    """The file `caseline.yml`."""

    command: Annotated[str, Field(pattern=r"^/[a-z0-9_-]{1,20}$")] = Field(
        "/case", description="The slash command; `manifest.yml` follows it."
    )
    language: str = Field("en", description="Language of rooms and of people who have set none.")
    announce: tuple[str, ...] = Field(
        (), description="Channels that hear of every incident that is not private: `slack:#incidents`."
    )
    severities: dict[str, Severity] = Field(
        default_factory=lambda: {k: Severity.model_validate(v) for k, v in DEFAULT_SEVERITIES.items()},
        description="Worst first.",
        min_length=1,
    )
    phases: tuple[Name, ...] = Field(
        ("investigating", "identified", "monitoring"), description="In their usual order.", min_length=1
    )
    roles: tuple[Name, ...] = Field(
        ("incident_commander", "customer_liaison", "scribe"), description="Hats of an incident."
    )
    people: dict[Name, Identity] = Field(
        default_factory=dict, description="One person, many identities; otherwise matched by e-mail."
    )
    teams: dict[Name, Team] = Field(default_factory=dict, description="Who works together, and who leads.")
    permissions: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Who may use a word: `everyone`, `responder`, `declarer`, `lead`, a role, "
        "`team:<name>` or `person:<name>`. Words left out keep their default.",
    )
    rooms: Rooms = Field(default_factory=Rooms, description="War rooms.")
    liaison_ask_every: Duration = Field(
        timedelta(minutes=5), description="How often a missing customer liaison is asked for again."
    )
    duplicate_likeness: Annotated[float, Field(ge=0, le=1)] = Field(
        0.6, description="Share of common words from which open incidents are offered before a new one is made."
    )
    keep_delivered: Duration = Field(
        timedelta(days=14), description="How long delivered rows of the outbox and seen interactions are kept."
    )

    @model_validator(mode="after")
    def _names_exist(self) -> "Settings":
        known = set(self.people)
        for name, team in self.teams.items():
            for person in filter(None, (team.lead, *team.members)):
                if person not in known:
                    raise ValueError(f"teams.{name} names {person!r}, who is not in people")
        for person in self.rooms.invite:
            if person not in known:
                raise ValueError(f"rooms.invite names {person!r}, who is not in people")
        for word, allowed in self.permissions.items():
            if word not in DEFAULT_PERMISSIONS:
                raise ValueError(f"permissions.{word}: there is no such word")
            for who in allowed:
                self._check_who(word, who)
        if "customer_liaison" not in self.roles:
            raise ValueError("roles must contain customer_liaison, which Caseline is about")
        return self

    def _check_who(self, word: str, who: str) -> None:
        kind, _, name = who.partition(":")
        known = {"team": self.teams, "person": self.people}.get(kind)
        if known is not None and name in known:
            return
        if not name and (who in {"everyone", "responder", "declarer", "lead"} or who in self.roles):
            return
        raise ValueError(f"permissions.{word}: nobody is called {who!r}")

    def allowed(self, word: str) -> tuple[str, ...]:
        """Who may use this word."""
        return self.permissions.get(word) or DEFAULT_PERMISSIONS[word]


class Environment(BaseSettings):
    """What comes from the environment."""

    model_config = SettingsConfigDict(env_prefix="", extra="ignore", case_sensitive=False)

    slack_bot_token: SecretStr = Field(SecretStr(""), description="`xoxb-…`; switches Slack on.")
    slack_signing_secret: SecretStr = Field(SecretStr(""), description="Checks that a request is Slack's.")
    slack_app_token: SecretStr = Field(SecretStr(""), description="`xapp-…`; switches Socket Mode on.")
    slack_api_url: str = Field("https://slack.com/api/", description="Address of Slack's Web API.")
    slack_client_id: str = Field("", description="With the client secret: several workspaces by OAuth.")
    slack_client_secret: SecretStr = Field(SecretStr(""), description="See `SLACK_CLIENT_ID`.")
    caseline_config: str = Field("caseline.yml", description="Path of the settings file.")
    caseline_database_url: str = Field(
        "sqlite:///caseline.db", description="`postgresql+psycopg://…` for several replicas."
    )
    caseline_host: str = Field("127.0.0.1", description="Address to listen on.")
    caseline_port: Annotated[int, Field(ge=0, le=65535)] = Field(8080, description="Port to listen on.")


_REFERENCE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")


def load(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in this file, or the defaults when there is none; raises SettingsError."""
    if not path.exists():
        return Settings()
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise SettingsError([f"{path}: is not YAML: {' '.join(str(error).split())}"]) from error
    filled = _fill(raw, os.environ if environment is None else environment, str(path), "")
    try:
        return Settings.model_validate(filled)
    except ValidationError as error:
        raise SettingsError([_finding(str(path), dict(one)) for one in error.errors()]) from error


def _fill(value: Any, environment: Mapping[str, str], path: str, where: str) -> Any:
    if isinstance(value, dict):
        return {k: _fill(v, environment, path, f"{where}.{k}".strip(".")) for k, v in value.items()}
    if isinstance(value, list):
        return [_fill(v, environment, path, f"{where}[{i}]") for i, v in enumerate(value)]
    if not isinstance(value, str):
        return value
    missing = [name for name in _REFERENCE.findall(value) if name not in environment]
    if missing:
        raise SettingsError([f"{path}: {where}: {missing[0]} is not set in the environment"])
    return _REFERENCE.sub(lambda found: environment[found[1]], value)


def _finding(path: str, error: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"{path}: {where}: {said}" if where else f"{path}: {said}"
