"""Settings of pagers, and of the telephone."""

from collections.abc import Container, Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from bot.settings_kinds import Address, Duration, Name, PhoneNumber, RoomOrNone, Section, SeverityName

NO_SECRET = SecretStr("")


class DeclareRule(Section):
    """What is done here about an incident that began in the pager; the first rule that fits counts."""

    services: tuple[Name, ...] = Field((), description="Names under `services`; any when empty.")
    urgency: Literal["high", "low", ""] = Field("", description="Its urgency; either when empty.")
    priorities: tuple[str, ...] = Field(
        (), description="Names of its priority, such as `P1`; any when empty."
    )
    do: Literal["propose", "declare", "nothing"] = Field(
        "propose", description="Whether people are asked, an incident is declared at once, or neither."
    )
    severity: SeverityName | None = Field(
        None, description="Severity of the incident that is declared; the mildest major one if left out."
    )
    room: RoomOrNone = Field(
        "", description="Channel in which it is proposed: `slack:#support`; else the first of `announce`."
    )
    resolve: bool = Field(
        False,
        description="Whether the incident is resolved here as soon as it is resolved in the pager; "
        "otherwise the war room is asked.",
    )


class Pager(Section):
    """What every pager has."""

    poll_every: Duration = Field(
        timedelta(seconds=30), description="How often open pages are looked at that no webhook told of."
    )
    declare: tuple[DeclareRule, ...] = Field(
        (), description="What is done about incidents that begin in the pager; without a rule nothing."
    )
    tell_updates: bool = Field(
        False,
        description="Whether updates of an incident are told to those who follow it in the pager; never "
        "those of a drill, or of a private one.",
    )

    def names_of(self, _service: str) -> set[str]:
        """What people call the service that has this id there."""
        return set()


PagerDutyId = Annotated[str, Field(pattern=r"^\w*$")]


class PagerDutyService(Section):
    service: PagerDutyId = Field(
        "", description="Its id, such as `PAB1CDE`: who pages it makes an incident there."
    )
    escalation_policy: PagerDutyId = Field(
        "", description="Id of the escalation policy that is paged; the service's own if left out."
    )
    routing_key: SecretStr = Field(
        NO_SECRET,
        description="Integration key of Events v2, by which it is paged when the API does not answer.",
    )

    @model_validator(mode="after")
    def _can_be_paged(self) -> Self:
        if not self.service and not self.routing_key.get_secret_value():
            raise ValueError("needs the id of a service, or a routing_key, or both")
        return self


class PagerDuty(Pager):
    base_url: Address = Field("https://api.pagerduty.com", description="Their API; another one in Europe.")
    events_url: Address = Field("https://events.pagerduty.com", description="Their Events API v2.")
    api_token: SecretStr = Field(description="A REST API key that may write.")
    from_: Annotated[str, Field(pattern=r"^[!-?A-~]+@[!-?A-~]+$")] = Field(
        alias="from", description="Address of the user as whom Caseline writes."
    )
    webhook_secrets: tuple[SecretStr, ...] = Field(
        (), description="Secrets of webhook subscriptions; while one is changed, the old and the new one."
    )
    services: dict[Name, PagerDutyService] = Field(
        default_factory=dict,
        description="What can be paged there, by the name that people say: `service`, `escalation_policy` "
        "and `routing_key` of each.",
    )

    def names_of(self, service: str) -> set[str]:
        return {name for name, one in self.services.items() if service and one.service == service}


class OpsgenieService(Section):
    responder: Annotated[str, Field(pattern=r"^(team|schedule|escalation):\S.*$")] = Field(
        description="Whom an alert wakes: `team:<id>`, `schedule:<id>`, or `escalation:<id>`."
    )
    schedule: str = Field("", description="Id of the schedule that says who is on call.")


class Opsgenie(Pager):
    base_url: Address = Field(
        "https://api.opsgenie.com", description="`https://api.eu.opsgenie.com` in Europe."
    )
    web_url: Address = Field("https://app.opsgenie.com", description="Where people read alerts.")
    api_key: SecretStr = Field(description="Key of an API integration that may read, create and update.")
    webhook_secret: SecretStr = Field(
        NO_SECRET, description="Stands behind the name in the address of the webhook, since none is signed."
    )
    services: dict[Name, OpsgenieService] = Field(
        default_factory=dict, description="What can be paged there, by the name that people say."
    )

    def names_of(self, service: str) -> set[str]:
        return {name for name, one in self.services.items() if one.responder == service}


class GoAlertService(Section):
    service: str = Field(min_length=1, description="Id of the service.")
    integration_key: SecretStr = Field(
        min_length=1, description="Key of its generic API integration, by which it is paged."
    )
    schedule: str = Field("", description="Id of the schedule that says who is on call.")


class GoAlert(Pager):
    base_url: Address = Field(description="`https://goalert.acme.test`.")
    api_token: SecretStr = Field(
        min_length=1,
        description="A key of its GraphQL API, made with the document of docs/paging/goalert.md.",
    )
    services: dict[Name, GoAlertService] = Field(
        default_factory=dict, description="What can be paged there, by the name that people say."
    )

    def names_of(self, service: str) -> set[str]:
        return {name for name, one in self.services.items() if service and one.service == service}


class Twilio(Section):
    base_url: Address = Field("https://api.twilio.com", description="Their API.")
    account_sid: Annotated[str, Field(pattern=r"^AC\w+$")] = Field(description="Id of the account.")
    auth_token: SecretStr = Field(description="Its token; webhooks are signed with it, too.")
    from_number: PhoneNumber = Field(description="A number of yours there, such as `+4930123456`.")
    webhook_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = Field(
        "",
        description="Address of `/webhooks/twilio` as the world sees it: with it a key can be pressed, or a "
        "text be answered.",
    )
    text_after: Duration = Field(
        timedelta(minutes=1), description="How long after the message in the chat a text is sent."
    )
    call_after: Duration = Field(timedelta(minutes=2), description="How long after it the telephone rings.")


class Paging(Section):
    """How somebody is woken. Without any of it, pages go out as direct messages in the chat."""

    last_resort: str = Field(
        "",
        description="Key of `people`: who is paged when everybody else was in vain, unless the policy "
        "names somebody; else the `duty_manager`.",
    )
    wait: Duration = Field(
        timedelta(minutes=5), description="How long somebody who is paged without a policy has."
    )
    pagerduty: PagerDuty | None = Field(None, description="PagerDuty.")
    opsgenie: Opsgenie | None = Field(None, description="Opsgenie, and alerts of Jira Service Management.")
    goalert: GoAlert | None = Field(None, description="GoAlert.")
    twilio: Twilio | None = Field(None, description="Text messages and calls, by Twilio.")

    def pagers(self) -> dict[str, PagerDuty | Opsgenie | GoAlert]:
        """Those that are configured, by name, in the order above."""
        found = {"pagerduty": self.pagerduty, "opsgenie": self.opsgenie, "goalert": self.goalert}
        return {name: one for name, one in found.items() if one is not None}

    def services(self) -> Mapping[str, str]:
        """The pager of each service that can be paged."""
        return {service: name for name, one in self.pagers().items() for service in one.services}

    def mistakes(self, severities: Container[str], *, has_room: bool) -> Iterator[str]:
        """Services that two pagers have, and rules that cannot be followed; one line each.

        `has_room` says that there is a channel for what is proposed without a room of its own.
        """
        owner: dict[str, str] = {}
        for name, one in self.pagers().items():
            for service in one.services:
                if (other := owner.setdefault(service, name)) != name:
                    yield f"paging.{name}.services.{service}: {other} has one of this name"
            for place, rule in enumerate(one.declare):
                wrong = _wrong(rule, one.services, severities, has_room=has_room)
                yield from (f"paging.{name}.declare[{place}].{said}" for said in wrong)


def _wrong(
    rule: DeclareRule, services: Container[str], severities: Container[str], *, has_room: bool
) -> Iterator[str]:
    for service in rule.services:
        if service not in services:
            yield f"services: {service} is not among services"
    if rule.severity and rule.severity not in severities:
        yield f"severity: there is no severity {rule.severity}"
    if rule.do == "propose" and not rule.room and not has_room:
        yield "room: name a channel, since there is none in announce or operators"
