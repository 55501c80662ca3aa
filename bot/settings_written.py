"""Every setting of the file `caseline.yml`, with its default and one sentence of help."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from bot.settings_approval import Approval
from bot.settings_calendars import BusinessCalendar, CalendarName
from bot.settings_drills import Drills
from bot.settings_escalation import CHECKLISTS, Escalation, Target
from bot.settings_kinds import GUID, Address, Duration, Name, RoomName, RoomOrNone, Section, SeverityName
from bot.settings_meetings import BridgeSection
from bot.settings_page import PublicPage
from bot.settings_paging import Paging
from bot.settings_people import Identity, Team
from bot.settings_publish import Publishing
from bot.settings_rota import Rota
from bot.settings_sla import BREACH_REASONS, SlaPolicy
from bot.settings_stakeholders import Stakeholders
from bot.settings_status import StatusUpdates
from bot.settings_tickets import Customers, Tickets


class Severity(Section):
    major: bool = Field(False, description="Needs a customer liaison, who is asked for until found.")
    update_every: Duration | None = Field(None, description="How often customers should hear from us.")
    long_after: Duration | None = Field(
        timedelta(hours=2),
        description="How long it lasts before a slower pace is offered; `null` never offers it.",
    )
    long_update_every: Duration | None = Field(
        timedelta(minutes=60),
        description="How often they hear at the slower pace, where that is longer; `null`: there is none.",
    )
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


class Written(Section):
    """All that may stand there, each for itself; whether it fits together is `settings_fit`'s."""

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
        description="Our own address as the world sees it, for feeds of calendars and of the status page: "
        "`https://caseline.acme.test`.",
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
    drills: Drills = Field(default_factory=Drills, description="Exercises, which hurt nobody.")
    approval: Approval = Field(
        default_factory=Approval, description="Who has to agree before customers are told something."
    )
    paging: Paging = Field(default_factory=Paging, description="Pagers, and the telephone.")
    publishing: Publishing = Field(
        default_factory=Publishing, description="Where customers are told: status pages, and e-mail."
    )
    bridge: BridgeSection = Field(
        default_factory=BridgeSection,
        description="The call in which those who work on an incident speak to each other. docs/bridge.md "
        "says what counts.",
    )
    status_page: PublicPage | None = Field(
        None,
        description="Our own public page at `/status`; without it there is none. docs/status-page.md says "
        "how it is run.",
    )
    status_updates: StatusUpdates = Field(
        default_factory=StatusUpdates,
        description="What customers are told while an incident lasts: languages, templates, and what is "
        "remarked before it is published.",
    )
    stakeholders: Stakeholders = Field(
        default_factory=Stakeholders,
        description="People inside the company who hear of incidents without working on them. "
        "docs/stakeholders.md says what they hear.",
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
        "over and belong to no incident, with everything that was promised about them; also pages about no "
        "incident, after they were answered.",
    )
