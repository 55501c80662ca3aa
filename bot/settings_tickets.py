"""Settings of systems that hold tickets, and of the customers behind the tickets."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.domain.ticket import Priority, TicketStatus
from bot.settings_kinds import Address, Duration, Name, Section, SeverityName

NO_SECRET = SecretStr("")
POLL_EVERY = timedelta(minutes=2)


class Desk(Section):
    """What every system has. `tells_due` says whether it can tell an instant at which something is due."""

    tells_due: ClassVar[bool] = True

    webhook_secret: SecretStr = Field(
        NO_SECRET, description="Proves that a webhook is theirs; without it none is believed."
    )
    statuses: dict[str, TicketStatus] = Field(
        default_factory=dict,
        description='Their words for a status, where they differ from the usual ones: `"6": on_hold`.',
    )
    priorities: dict[str, Priority] = Field(
        default_factory=dict, description="Their words for a priority, likewise."
    )
    fields: dict[Literal["tier", "region", "product", "component", "language"], str] = Field(
        default_factory=dict,
        description="Where their JSON holds tier, region, product, component or the customer's language. "
        "What paths start from differs; docs/tickets has a page for each system.",
    )
    notes: tuple[Literal["linked", "phase", "ended"], ...] = Field(
        ("linked",), description="Steps of an incident that are written on its tickets as internal notes."
    )
    clock: Literal["own", "desk"] = Field(
        "own",
        description="Whose deadlines are believed: `own`, counted by Caseline, or those of the `desk`, where "
        "it tells them. docs/sla.md says what follows from that.",
    )
    poll_every: Duration = Field(
        POLL_EVERY, description="How often changes are asked for that no webhook told."
    )

    @field_validator("clock")
    @classmethod
    def _can_be_believed(cls, clock: str) -> str:
        if clock == "desk" and not cls.tells_due:
            raise ValueError("this desk tells no deadlines; only own can be believed")
        return clock


class Zendesk(Desk):
    base_url: Address = Field(description="`https://acme.zendesk.com`.")
    email: str = Field(description="The agent as whom Caseline writes.")
    api_token: SecretStr = Field(description="An API token of the Admin Center.")


class Salesforce(Desk):
    base_url: Address = Field(description="`https://acme.my.salesforce.com`.")
    client_id: str = Field(description="Consumer key of a connected app with the client credentials flow.")
    client_secret: SecretStr = Field(description="Its consumer secret.")
    api_version: Annotated[str, Field(pattern=r"^\d{2}\.0$")] = Field(
        "61.0", description="Version of their API."
    )
    incident_field: Annotated[str, Field(pattern=r"^\w+__c$|^$")] = Field(
        "", description="Text field of Case that names the incidents, such as `Caseline_incidents__c`."
    )
    key_field: Annotated[str, Field(pattern=r"^\w+__c$|^$")] = Field(
        "", description="External id field of Case that keeps a created case from being made twice."
    )


class Freshdesk(Desk):
    base_url: Address = Field(description="`https://acme.freshdesk.com`.")
    api_key: SecretStr = Field(description="API key of the agent as whom Caseline writes.")


class Jira(Desk):
    base_url: Address = Field(description="`https://acme.atlassian.net`.")
    email: str = Field(description="Address of the account as which Caseline writes.")
    api_token: SecretStr = Field(description="An API token of that account.")
    projects: tuple[str, ...] = Field((), description="Keys of projects that count; all when empty.")
    issue_type: str = Field("Task", description="Type of the issues that Caseline makes.")
    service_desk: bool = Field(
        False, description="Whether these are requests of Jira Service Management, with customers and SLAs."
    )

    @model_validator(mode="after")
    def _has_deadlines(self) -> "Jira":
        if self.clock == "desk" and not self.service_desk:
            raise ValueError("clock: only requests of Jira Service Management (service_desk) have deadlines")
        return self


class GitHub(Desk):
    tells_due = False

    base_url: Address = Field("https://api.github.com", description="Their API.")
    web_url: Address = Field("https://github.com", description="Where people read issues.")
    token: SecretStr = Field(description="A fine-grained token with `Issues: read and write`.")
    repositories: tuple[Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")], ...] = Field(
        description="`owner/name` of every repository that counts; new issues go to the first.", min_length=1
    )


class ServiceNow(Desk):
    base_url: Address = Field(description="`https://acme.service-now.com`.")
    user: str = Field(description="The user as whom Caseline writes.")
    password: SecretStr = Field(description="Password of that user.")
    table: Name = Field("incident", description="Table of the tickets.")


class Intercom(Desk):
    tells_due = False

    base_url: Address = Field(
        "https://api.intercom.io", description="`https://api.eu.intercom.io` in Europe."
    )
    web_url: Address = Field("https://app.intercom.com", description="Where people read conversations.")
    app: str = Field(description="Id of the workspace, as it stands in its address.")
    access_token: SecretStr = Field(description="Access token of the app made in the Developer Hub.")
    admin: str = Field(description="Id of the teammate as whom Caseline writes.")
    ticket_type: str = Field("", description="Id of the type of tickets that Caseline makes.")


class Tickets(Section):
    """A system is connected when it stands here."""

    zendesk: Zendesk | None = Field(None, description="Zendesk Support.")
    salesforce: Salesforce | None = Field(None, description="Salesforce Service Cloud.")
    freshdesk: Freshdesk | None = Field(None, description="Freshdesk.")
    jira: Jira | None = Field(None, description="Jira Cloud and Jira Service Management.")
    github: GitHub | None = Field(None, description="Issues on GitHub.")
    servicenow: ServiceNow | None = Field(None, description="ServiceNow.")
    intercom: Intercom | None = Field(None, description="Intercom.")

    def connected(self) -> dict[str, Desk]:
        """By name, in the order above."""
        found = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: desk for name, desk in found if desk is not None}

    def poll_every(self, system: str) -> timedelta:
        """For a system that has no settings, the usual."""
        desk = getattr(self, system, None)
        return desk.poll_every if isinstance(desk, Desk) else POLL_EVERY

    def notes(self, system: str) -> tuple[str, ...]:
        """Steps of an incident that this system is told."""
        desk = getattr(self, system, None)
        return desk.notes if isinstance(desk, Desk) else ("linked", "phase", "ended")

    def clock(self, system: str) -> str:
        """Whose deadlines of its tickets are believed, `own` or `desk`."""
        desk = getattr(self, system, None)
        return desk.clock if isinstance(desk, Desk) else "own"


class Tier(Section):
    rank: Annotated[int, Field(ge=1)] = Field(description="1 is the most important.")
    severity: SeverityName | None = Field(
        None, description="Severity that is proposed as soon as such a customer is hurt."
    )
    tell_owner: bool = Field(
        False, description="Whether whoever owns the account is told when such a customer is hurt."
    )
    personal: bool = Field(
        False,
        description="Whether status updates wait, for each of these customers, until somebody sends them "
        "as they are or writes a personal word (`personal`).",
    )


def _tiers() -> dict[Name, Tier]:
    return {name: Tier(rank=rank) for rank, name in enumerate(("vip", "premium", "standard"), start=1)}


class Customers(Section):
    tiers: dict[Name, Tier] = Field(
        default_factory=_tiers, description="What was promised to whom.", min_length=1
    )
    tier_from: Annotated[str, Field(pattern=r"^(\w+\.\S+)?$")] = Field(
        "",
        description="System and field that tell the tier: `zendesk.organization_fields.support_tier`; "
        "the same as `fields.tier` of that system.",
    )
    default_tier: Name = Field("standard", description="Tier of whoever has no other.")
    accounts: str = Field(
        "",
        description="CSV file with the columns `organisation` or `email` or `domain`, and `tier`, `owner` "
        "(a key of people), `region`, `product`, `language`, `channels` (shared with this customer: "
        "`slack:C0123 teams:19:…`); it counts before what a desk says.",
    )
    personal_reminder: Duration = Field(
        timedelta(minutes=15),
        description="After how long the customer liaison is reminded of who waits for a personal word.",
    )
    cut_by: tuple[Literal["region", "product", "component"], ...] = Field(
        ("region", "product"), description="By what else than the tier the impact board counts."
    )

    @field_validator("tiers")
    @classmethod
    def _one_of_a_kind(cls, tiers: dict[str, Tier]) -> dict[str, Tier]:
        ranks = [tier.rank for tier in tiers.values()]
        if len(set(ranks)) != len(ranks):
            raise ValueError("two tiers have the same rank")
        return tiers

    @model_validator(mode="after")
    def _known_default(self) -> "Customers":
        if wrong := list(self._mistakes()):
            raise ValueError("\n".join(wrong))
        return self

    def _mistakes(self) -> Iterator[str]:
        if self.default_tier not in self.tiers:
            yield f"default_tier: {self.default_tier} is not among tiers"

    def ranked(self) -> tuple[str, ...]:
        """Names of the tiers, the most important first."""
        return tuple(sorted(self.tiers, key=lambda name: self.tiers[name].rank))
