"""Every setting, typed, with its default and one sentence of help.

Two sources: the file (`CASELINE_CONFIG`, YAML, optional) and the environment. Secrets come
from the environment alone; `${NAME}` in the file takes one from there.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, model_validator

from bot.domain.escalation import Kind
from bot.domain.role import CUSTOMER_LIAISON
from bot.environment import NO_CHATS, Environment, load_environment
from bot.errors import SettingsError
from bot.settings_calendars import BusinessCalendar, CalendarName
from bot.settings_directory import Directory
from bot.settings_escalation import CHECKLISTS, Escalation, Target, not_known
from bot.settings_escalation import mistakes as escalation_mistakes
from bot.settings_file import findings, in_order, read
from bot.settings_kinds import GUID, Address, Duration, Name, RoomName, RoomOrNone, Section, SeverityName
from bot.settings_meetings import BridgeSection
from bot.settings_paging import Paging
from bot.settings_people import Identity, Team
from bot.settings_permissions import DEFAULT_PERMISSIONS, GROUPS
from bot.settings_rota import Rota
from bot.settings_rota import mistakes as rota_mistakes
from bot.settings_sla import BREACH_REASONS, SlaPolicy, unknown
from bot.settings_tickets import Customers, Desk, Tickets

__all__ = ["NO_CHATS", "Environment", "Settings", "load", "load_environment", "settings_of"]


class Severity(Section):
    major: bool = Field(False, description="Needs a customer liaison, who is asked for until found.")
    update_every: Duration | None = Field(None, description="How often customers should hear from us.")
    role_pages: dict[Name, Target] | None = Field(
        None, description="Instead of `role_pages`, also where it is not major; `{}` pages nobody."
    )
    means: str = Field("", description="One sentence for people who choose a severity.")
    bridge: bool | None = Field(
        None, description="Whether a bridge is opened by itself; if left out, where it is major."
    )


class Rooms(Section):
    prefix: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,20}$")] = Field(
        "inc", description="War rooms are called `<prefix>-<number>-<title>`."
    )
    on_close: Literal["keep", "archive"] = Field(
        "keep", description="What becomes of the war room when its incident ends."
    )
    invite: tuple[str, ...] = Field((), description="People (keys of `people`) who join every war room.")
    relay: bool = Field(
        True, description="Whether what people write in one war room of an incident is shown in the others."
    )


class MicrosoftTeams(Section):
    """How Teams is used; who we are there comes from the environment."""

    war_room: Literal["thread", "channel", "group_chat"] = Field(
        "thread",
        description="What a war room in Teams is. A thread needs no consent, the others use Microsoft Graph; "
        "private incidents always get a group chat.",
    )
    channel: Annotated[str, Field(pattern=r"^(teams:19:\S+)?$")] = Field(
        "",
        description="Channel (`teams:19:…`) in which war rooms are threads, or in whose team channels; "
        "when empty, the one where the incident is declared.",
    )
    catalog_app: Annotated[str, Field(pattern=rf"^({GUID})?$")] = Field(
        "",
        description="Id of the app in your organisation's catalogue; group chats need it.",
    )
    targeted_messages: bool = Field(
        False,
        description="Whether private answers in channels are targeted messages (a preview of Microsoft's); "
        "otherwise they go to the personal chat.",
    )
    service_hosts: tuple[str, ...] = Field(
        (),
        description="Further hosts that Teams may name for our answers, for a fake or the Playground; "
        "refused unless `CASELINE_HOST` is a loopback address.",
    )
    connector_url: Address = Field(
        "https://smba.trafficmanager.net/teams/",
        description="The connector, until an activity tells of a nearer one.",
    )
    login_url: Address = Field(
        "https://login.microsoftonline.com", description="Where our own tokens come from."
    )
    graph_url: Address = Field("https://graph.microsoft.com/v1.0", description="Microsoft Graph.")


DEFAULT_SEVERITIES: Mapping[str, Mapping[str, object]] = {
    "SEV1": {"major": True, "update_every": "20m", "means": "Critical; many customers cannot work."},
    "SEV2": {"major": True, "update_every": "30m", "means": "A critical use is down for many."},
    "SEV3": {"update_every": "60m", "means": "Minor effect, needs attention now."},
    "SEV4": {"means": "No effect on use."},
}


class Settings(Section):
    """The file `caseline.yml`."""

    command: Annotated[str, Field(pattern=r"^/[a-z0-9_-]{1,20}$")] = Field(
        "/case", description="The slash command; `manifest.yml` follows it."
    )
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")] = Field(
        "en", description="Language of rooms and of people who have set none."
    )
    announce: tuple[RoomName, ...] = Field(
        (), description="Channels that hear of every incident that is not private: `slack:#incidents`."
    )
    severities: dict[SeverityName, Severity] = Field(
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
    public_url: Annotated[str, Field(pattern=r"^(https?://[^/\s]+\S*)?$")] = Field(
        "",
        description="Our own address as the world sees it, for calendar feeds: `https://caseline.acme.test`.",
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
    microsoft_teams: MicrosoftTeams = Field(
        default_factory=MicrosoftTeams, description="How Microsoft Teams is used."
    )
    tickets: Tickets = Field(default_factory=Tickets, description="Systems that hold customers' tickets.")
    customers: Customers = Field(
        default_factory=Customers, description="Who is hurt, and what was promised to them."
    )
    calendars: dict[CalendarName, BusinessCalendar] = Field(
        default_factory=dict,
        description="When desks are open, by name; `24x7` is always there. docs/sla.md says what counts.",
    )
    sla: tuple[SlaPolicy, ...] = Field(
        (),
        description="SLA policies: what is promised to whom, and who is reminded of it; the first one that "
        "fits counts. `caseline sla test` tries them on past tickets.",
    )
    rotas: dict[Name, Rota] = Field(
        default_factory=dict,
        description="Who is on call when, by name, for teams without a pager: `oncall` says it in every "
        "chat, and `caseline check` when nobody will be. docs/oncall.md says what counts.",
    )
    escalation: dict[Name, Escalation] = Field(
        default_factory=dict,
        description="Escalation policies by name: who is paged, then who next, and after how long. Steps, "
        "or a group with `steps`. docs/oncall.md says what counts.",
    )
    role_pages: dict[Name, Target] = Field(
        default_factory=dict,
        description="Who is paged for a role as soon as a major incident has nobody in it, and gets it by "
        "saying so: `customer_liaison: policy:liaison`.",
    )
    checklists: dict[Name, tuple[Annotated[str, Field(min_length=1, max_length=200)], ...]] = Field(
        default_factory=lambda: dict(CHECKLISTS),
        description="Tasks that come with a role in a major incident.",
    )
    paging: Paging = Field(default_factory=Paging, description="Pagers, and the telephone.")
    bridge: BridgeSection = Field(
        default_factory=BridgeSection,
        description="The call in which those who work on an incident speak to each other. docs/bridge.md "
        "says what counts.",
    )
    duty_manager: str = Field(
        "", description="Key of `people`: hears of incidents whose customers wait too long for an update."
    )
    breach_reasons: dict[Name, Annotated[str, Field(min_length=1)]] = Field(
        default_factory=lambda: dict(BREACH_REASONS),
        description="Why a promise was missed, as people may say: a name, and a sentence.",
        min_length=1,
    )
    operators: RoomOrNone = Field(
        "",
        description="Channel that hears, once, of what only an operator can mend, and of promises for "
        "which nobody else is there: `slack:#caseline`.",
    )
    liaison_ask_every: Duration = Field(
        timedelta(minutes=5), description="How often a missing customer liaison is asked for again."
    )
    duplicate_likeness: Annotated[float, Field(ge=0, le=1)] = Field(
        0.56,
        description="Likeness of the titles from which open incidents are offered before a new one is made; "
        "less offers more, and more that is wrong.",
    )
    keep_delivered: Duration = Field(
        timedelta(days=14),
        description="How long delivered rows of the outbox and seen interactions are kept.",
    )
    keep_tickets: Duration = Field(
        timedelta(days=400),
        description="How long tickets are kept after the last thing that happened to them, once they are "
        "over and belong to no incident, with everything that was promised about them.",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        wrong = [
            *self._unknown_people(),
            *self._doubled(),
            *self._shared(),
            *self._unknown_words(),
            *self._unknown_customers(),
            *self._unknown_promises(),
            *self._unknown_on_call(),
            *self._unknown_bridges(),
        ]
        if wrong:
            raise ValueError("\n".join(wrong))
        return self

    def _unknown_people(self) -> Iterator[str]:
        named = [("rooms.invite", person) for person in self.rooms.invite]
        named += [("duty_manager", self.duty_manager)] if self.duty_manager else []
        for name, team in self.teams.items():
            named += [(f"teams.{name}.{setting}", person) for setting, person in team.people()]
        for where, person in named:
            if person not in self.people:
                yield f"{where}: {person} is not among people"

    def _doubled(self) -> Iterator[str]:
        """Names that must be one of a kind, and the one role that Caseline is about."""
        for where, names in (("roles", self.roles), ("phases", self.phases)):
            yield from (
                f"{where}: {name} is named twice" for name in {n for n in names if names.count(n) > 1}
            )
        if CUSTOMER_LIAISON not in self.roles:
            yield f"roles: must contain {CUSTOMER_LIAISON}, which Caseline is about"

    def _shared(self) -> Iterator[str]:
        """What only one person may be called, and only one team may have."""
        owner: dict[tuple[str, str], str] = {}
        for name, person in self.people.items():
            for where, known_as in (*person.identities(), *person.desks(), *person.pagers()):
                if (other := owner.setdefault((where, known_as.casefold()), name)) != name:
                    yield f"people.{name}.{where}: {other} has the same one"
        for name, team in self.teams.items():
            for group in team.groups:
                if (other := owner.setdefault(("groups", group.casefold()), name)) != name:
                    yield f"teams.{name}.groups: {group} is {other}'s already"

    def _unknown_customers(self) -> Iterator[str]:
        system = self.customers.tier_from.partition(".")[0]
        if system and system not in self.tickets.connected():
            yield f"customers.tier_from: {system} is not among tickets"
        for name, tier in self.customers.tiers.items():
            if tier.severity and tier.severity not in self.severities:
                yield f"customers.tiers.{name}.severity: there is no severity {tier.severity}"

    def _unknown_promises(self) -> Iterator[str]:
        return unknown(
            self.sla,
            tiers=self.customers.tiers,
            calendars=self.calendars,
            severities=self.severities,
            phases=self.phases,
            systems=(*type(self.tickets).model_fields, "sandbox"),
            teams=self.teams,
        )

    def _unknown_on_call(self) -> Iterator[str]:
        yield from self._unknown_role_pages()
        for name, team in self.teams.items():
            if team.oncall and team.oncall not in self.rotas:
                yield f"teams.{name}.oncall: {team.oncall} is not among rotas"
            if team.escalation and team.escalation not in self.escalation:
                yield f"teams.{name}.escalation: {team.escalation} is not among escalation"
        yield from rota_mistakes(self.rotas, self.people)
        yield from self.paging.mistakes(self.severities, has_room=bool(self.announce or self.operators))
        if self.paging.last_resort and self.paging.last_resort not in self.people:
            yield f"paging.last_resort: {self.paging.last_resort} is not among people"
        yield from escalation_mistakes(self.escalation, self._can_be_paged())

    def _can_be_paged(self) -> Mapping[Kind, Collection[str]]:
        """Which names page somebody, of every kind."""
        return {
            Kind.PERSON: self.people,
            Kind.ONCALL: {*self.rotas, *(name for name, team in self.teams.items() if team.oncall)},
            Kind.LEAD: {name for name, team in self.teams.items() if team.lead},
            Kind.TEAM: {name for name, team in self.teams.items() if team.lead or team.members},
            Kind.SERVICE: self.paging.services(),
            Kind.POLICY: self.escalation,
        }

    def _unknown_role_pages(self) -> Iterator[str]:
        written = [("role_pages", self.role_pages)]
        written += [
            (f"severities.{name}.role_pages", one.role_pages)
            for name, one in self.severities.items()
            if one.role_pages
        ]
        known = self._can_be_paged()
        for where, pages in written:
            for role, who in pages.items():
                if role not in self.roles:
                    yield f"{where}.{role}: there is no such role"
                yield from (f"{where}.{role}: {why}" for why in not_known(who, known))
        written_lists = self.checklists if "checklists" in self.model_fields_set else ()
        for place, policy in enumerate(self.sla):
            if policy.page:
                yield from (f"sla[{place}].page: {why}" for why in not_known(policy.page, known))
        yield from (
            f"checklists.{role}: there is no such role" for role in written_lists if role not in self.roles
        )

    def _unknown_bridges(self) -> Iterator[str]:
        yield from self.bridge.mistakes()
        for name, severity in self.severities.items():
            if severity.bridge and not self.bridge.provider:
                yield f"severities.{name}.bridge: asks for one, but bridge.provider names nobody who opens it"

    def _unknown_words(self) -> Iterator[str]:
        for word, allowed in self.permissions.items():
            if word not in DEFAULT_PERMISSIONS:
                yield f"permissions.{word}: there is no such word"
            if not allowed:
                yield f"permissions.{word}: name at least one who may, such as everyone"
            yield from (
                f"permissions.{word}: nobody is called {who}" for who in allowed if not self._is_somebody(who)
            )

    def _is_somebody(self, who: str) -> bool:
        kind, colon, name = who.partition(":")
        if colon:
            return name in (self.teams if kind == "team" else self.people if kind == "person" else ())
        return who in GROUPS or who in self.roles

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

    def desks(self) -> dict[str, Desk]:
        """Connected systems of tickets; `customers.tier_from` is one of their fields."""
        system, _, path = self.customers.tier_from.partition(".")
        connected = self.tickets.connected()
        if desk := connected.get(system):
            connected[system] = desk.model_copy(update={"fields": {"tier": path, **desk.fields}})
        return connected

    def secrets(self) -> list[str]:
        """Every secret that stands here, so that none of them is ever written to a log."""
        return list(_secrets((self.tickets, self.bridge, self.paging)))

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
