"""Settings of people and of their teams: where they are known, and when they are left in peace."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator

from bot.domain import calendar_rules
from bot.domain.calendar import Calendar
from bot.domain.calendar_rules import DAY, WEEKDAYS
from bot.settings_calendars import QUOTED_SPAN, Span, Zone, pair
from bot.settings_kinds import PhoneNumber, RoomOrNone, Section, listed
from bot.settings_tickets import Tickets

CHATS = ("slack", "teams", "playground")


def _as_text(value: object) -> object:
    """Many desks count their people, and YAML reads `4411` as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


DeskId = Annotated[str, BeforeValidator(_as_text), WithJsonSchema({"type": ["string", "integer"]})]
Quiet = Annotated[
    tuple[Span, ...],
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [QUOTED_SPAN, {"type": "array", "items": QUOTED_SPAN}]}),
]


class Identity(Section):
    """One person, many identities."""

    email: str = Field("", description="Matches the person in every system that knows addresses.")
    name: str = Field("", description="How the person is shown.")
    slack: str = Field("", description="Slack user id, such as `U012`.")
    teams: str = Field("", description="Teams user id, such as `29:1x`.")
    playground: str = Field("", description="Name in the playground.")
    zendesk: DeskId = Field("", description="Id of the agent in Zendesk, such as `4411`.")
    salesforce: DeskId = Field("", description="Id of the user in Salesforce, of 18 characters.")
    freshdesk: DeskId = Field("", description="Id of the agent in Freshdesk.")
    jira: DeskId = Field("", description="Account id in Jira.")
    github: DeskId = Field("", description="Login on GitHub.")
    servicenow: DeskId = Field("", description="`sys_id` of the user in ServiceNow.")
    intercom: DeskId = Field("", description="Id of the teammate in Intercom.")
    pagerduty: str = Field("", description="Id of the user in PagerDuty, such as `PXPGF42`.")
    phone: PhoneNumber = Field("", description="Where this person is called when paged: `+4930123456`.")
    prefers: Literal["slack", "teams", "playground", ""] = Field(
        "", description="Chat in which this person is reminded; otherwise the first in which they have an id."
    )
    quiet: Quiet = Field(
        (),
        description='When this person is left in peace, every day: `"22:00-07:00"`, or a list of such. '
        "What falls into it comes at its end.",
    )
    timezone: Zone = Field("UTC", description="Zone of `quiet` and of digests: `Europe/Berlin`.")

    @field_validator("quiet")
    @classmethod
    def _can_be_reached(cls, quiet: tuple[str, ...]) -> tuple[str, ...]:
        if not _left_open(quiet):
            raise ValueError("leaves no time at which this person can be reached")
        return quiet

    def identities(self) -> Iterator[tuple[str, str]]:
        """(kind, id) of every identity that is set, but for those in desks."""
        for kind in ("email", *CHATS):
            if known_as := getattr(self, kind):
                yield kind, known_as

    def desks(self) -> Iterator[tuple[str, str]]:
        """(system, id) of every desk in which this person works."""
        for system in Tickets.model_fields:
            if known_as := getattr(self, system):
                yield system, known_as

    def pagers(self) -> Iterator[tuple[str, str]]:
        """(pager, id) of every pager that wakes this person."""
        if self.pagerduty:
            yield "pagerduty", self.pagerduty

    @property
    def ids(self) -> tuple[str, ...]:
        """Person ids, such as `slack:U012`, in every chat where this person has one."""
        return tuple(f"{kind}:{known_as}" for kind, known_as in self.identities() if kind != "email")

    @property
    def reached_as(self) -> str:
        """The person id in the chat that is preferred, else the first one; empty where none is set."""
        preferred = (one for one in self.ids if one.startswith(f"{self.prefers}:"))
        return next(preferred, next(iter(self.ids), ""))

    def open_hours(self) -> Calendar | None:
        """When this person may be disturbed; None when that is always."""
        return _open_hours(self.timezone, self.quiet) if self.quiet else None


class Team(Section):
    lead: str = Field("", description="Key of `people`; leads may do what `lead` may do.")
    members: tuple[str, ...] = Field((), description="Keys of `people`.")
    home: Literal["slack", "teams", "playground", ""] = Field(
        "", description="Chat in which this team works: incidents that are not private get a war room there."
    )
    channel: RoomOrNone = Field(
        "", description="Channel that hears of promises which are nearly due: `slack:#support`."
    )
    manager: str = Field("", description="Key of `people`: hears of what is late and stays so.")
    owner: str = Field(
        "", description="Key of `people`: hears of tickets that nobody has; otherwise the lead does."
    )
    oncall: str = Field("", description="Key of `rotas`: who is on call for this team.")
    escalation: str = Field(
        "",
        description="Key of `escalation`: who is paged for this team; the one of its own name if left out.",
    )
    groups: tuple[str, ...] = Field(
        (),
        description="Groups or queues of desks whose tickets are this team's; capitals make no difference.",
    )

    def people(self) -> Iterator[tuple[str, str]]:
        """(setting, key of `people`) of everybody who is named."""
        for setting in ("lead", "manager", "owner"):
            if person := getattr(self, setting):
                yield setting, person
        yield from (("members", person) for person in self.members)


def _left_open(quiet: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The stretches of a day that these leave."""
    found, at = [], 0
    for first, last in sorted(_within_a_day(quiet)):
        if at < first:
            found.append((_time(at), _time(first)))
        at = max(at, last)
    if at < DAY:
        found.append((_time(at), _time(DAY)))
    return tuple(found)


def _within_a_day(quiet: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """In minutes; what goes on behind midnight is there every morning, too."""
    for first, last in calendar_rules.spans([pair(one) for one in quiet]):
        yield first, min(last, DAY)
        if last > DAY:
            yield 0, last - DAY


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@lru_cache(maxsize=256)
def _open_hours(timezone: str, quiet: tuple[str, ...]) -> Calendar:
    """Kept, because a calendar knows its tables only after it was asked."""
    return Calendar(timezone, dict.fromkeys(WEEKDAYS, _left_open(quiet)))
