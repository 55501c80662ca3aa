"""The settings as the rest of the house asks them, and where they are read from.

Two sources: the file (`CASELINE_CONFIG`, YAML, optional) and the environment. Secrets come
from the environment alone; `${NAME}` in the file takes one from there. What may stand in the
file is `settings_written`'s, whether it fits together `settings_fit`'s.
"""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pydantic import SecretStr, ValidationError, model_validator

from bot.environment import NO_CHATS, Environment, load_environment
from bot.errors import SettingsError
from bot.settings_directory import Directory
from bot.settings_file import findings, in_order, read
from bot.settings_fit import mistakes
from bot.settings_kinds import Section
from bot.settings_permissions import DEFAULT_PERMISSIONS
from bot.settings_tickets import Desk
from bot.settings_written import MicrosoftTeams, Written

__all__ = [
    "NO_CHATS",
    "Environment",
    "MicrosoftTeams",
    "Settings",
    "load",
    "load_environment",
    "settings_of",
]


class Settings(Written):
    """The file `caseline.yml`."""

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        if wrong := list(mistakes(self)):
            raise ValueError("\n".join(wrong))
        return self

    def known_as(self, person: str) -> str:
        """The key of `people` that has this person id, or an empty string."""
        return self._who.known_as(person)

    def identities(self, person: str) -> tuple[str, ...]:
        """This person id, and the other ones of the same person."""
        name = self.known_as(person)
        return tuple(dict.fromkeys((person, *(self.people[name].ids if name else ()))))

    def with_email(self, email: str, chat: str) -> str:
        """The key of `people` that has this address and no other id in this chat, or an empty string."""
        folded = email.casefold()
        found = (name for name, one in self.people.items() if one.email.casefold() == folded)
        return next((name for name in found if not getattr(self.people[name], chat, "")), "") if email else ""

    def person_at_desk(self, system: str, known_as: str, email: str) -> str:
        """The key of `people` with this id in this desk, else with this address, or an empty string.

        In the sandbox people are known by their name in the playground.
        """
        desk = "playground" if system == "sandbox" else system
        known = desk in type(self.tickets).model_fields or desk == "playground"
        by_id = self._who.called(desk, known_as) if known else ""
        return by_id or self._who.called("email", email)

    @property
    def _who(self) -> Directory:
        """A copy with other people must not find those of its original."""
        found = self._directory
        return found if found.people is self.people else Directory(self.people)

    @cached_property
    def digest(self) -> str:
        """Short, the same in every process, and another one when anything that is set is another."""
        return sha256(in_order(self.model_dump()).encode()).hexdigest()[:16]

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.people)

    def team_of(self, group: str) -> str:
        """The key of `teams` whose group of a desk this is, or an empty string."""
        folded = group.casefold()
        owners = (name for name, team in self.teams.items() if folded in map(str.casefold, team.groups))
        return next(owners, "") if group else ""

    def homes(self) -> tuple[str, ...]:
        """Chats in which teams work, in the order of the settings."""
        return tuple(dict.fromkeys(team.home for team in self.teams.values() if team.home))

    def channels(self) -> tuple[str, ...]:
        """Those that hear of incidents outside of war rooms."""
        return tuple(dict.fromkeys((*self.announce, *self.stakeholders.rooms())))

    def internal_rooms(self) -> frozenset[str]:
        """Channels that hear what no customer should read."""
        named = (*self.channels(), self.operators, self.microsoft_teams.channel)
        return frozenset((*named, *(team.channel for team in self.teams.values()))) - {""}

    def desks(self) -> dict[str, Desk]:
        """Connected systems of tickets; `customers.tier_from` is one of their fields."""
        system, _, path = self.customers.tier_from.partition(".")
        connected = self.tickets.connected()
        if desk := connected.get(system):
            connected[system] = desk.model_copy(update={"fields": {"tier": path, **desk.fields}})
        return connected

    def secrets(self) -> list[str]:
        """Every secret that stands here, so that none of them is ever written to a log."""
        return list(_secrets((self.tickets, self.bridge, self.paging, self.publishing)))

    def opens_bridge(self, severity: str) -> bool:
        """Whether an incident of this severity gets a bridge without anybody asking."""
        known = self.severities.get(severity)
        if known is None or not self.bridge.provider:
            return False
        return known.major if known.bridge is None else known.bridge

    def allowed(self, word: str) -> tuple[str, ...]:
        """Who may use this word."""
        return self.permissions.get(word) or DEFAULT_PERMISSIONS[word]


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, SecretStr):
        yield from filter(None, (value.get_secret_value(),))
    elif isinstance(value, Section):
        yield from (one for _, inner in value for one in _secrets(inner))
    elif isinstance(value, Mapping):
        yield from (one for inner in value.values() for one in _secrets(inner))
    elif isinstance(value, tuple):
        yield from (one for inner in value for one in _secrets(inner))


def load(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in this file, or the defaults when there is none; raises SettingsError."""
    if not path.exists():
        return Settings()
    raw = read(path, os.environ if environment is None else environment)
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        raise SettingsError([f"{path}: {line}" for line in findings(error, Settings)]) from error


def settings_of(environment: Environment) -> Settings:
    """As `load`; but a file that was asked for by name must be there."""
    path = Path(environment.caseline_config)
    if not path.exists() and "caseline_config" in environment.model_fields_set:
        raise SettingsError([f"CASELINE_CONFIG: there is no file {path}"])
    return load(path)
