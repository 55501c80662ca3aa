"""Settings of people inside the company who hear of incidents without working on them."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.domain.follow_rule import RuleKind, Wanted
from bot.settings_calendars import Zone
from bot.settings_kinds import Duration, RoomName, Section, SeverityName
from bot.settings_publish import MailAddress

Value = Annotated[str, Field(min_length=1, max_length=100)]
WALL_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class StakeholderRule(Section):
    """Who is told of which incidents, and follows them from then on."""

    who: tuple[str, ...] = Field((), description="Keys of `people`.")
    to: tuple[RoomName, ...] = Field((), description="Channels: `slack:#leadership`.")
    severities: tuple[SeverityName, ...] = Field((), description="These severities, or worse ones.")
    customers: tuple[Value, ...] = Field((), description="Companies, or addresses, with a linked ticket.")
    tiers: tuple[Value, ...] = Field((), description="Tiers of customers with a linked ticket.")
    components: tuple[Value, ...] = Field((), description="Parts of the product that are named.")

    @model_validator(mode="after")
    def _tells_somebody_something(self) -> "StakeholderRule":
        if not (self.who or self.to):
            raise ValueError("says to nobody; name `who` or `to`")
        if not self.wants:
            raise ValueError("says nothing of what; name severities, customers, tiers or components")
        return self

    @property
    def wants(self) -> tuple[Wanted, ...]:
        return (
            *(Wanted(RuleKind.SEVERITY, one) for one in self.severities),
            *(Wanted(RuleKind.CUSTOMER, one) for one in self.customers),
            *(Wanted(RuleKind.TIER, one) for one in self.tiers),
            *(Wanted(RuleKind.COMPONENT, one) for one in self.components),
        )


class ChannelDigest(Section):
    """One message a day about all incidents, in a channel."""

    to: RoomName = Field(description="The channel: `slack:#leadership`.")
    at: Annotated[str, Field(pattern=WALL_CLOCK)] = Field("08:30", description="When, on its wall clock.")
    days: Literal["daily", "weekdays"] = Field("weekdays", description="On which days.")
    timezone: Zone = Field("UTC", description="Zone of `at`: `Europe/Berlin`.")
    always: bool = Field(False, description="Whether it comes when all is quiet, too.")


class Stakeholders(Section):
    """People inside the company who answer for an incident without working on it."""

    summaries_to: tuple[RoomName, ...] = Field(
        (), description="Channels inside the company that hear every summary: `slack:#leadership`."
    )
    summary_letters_to: tuple[MailAddress, ...] = Field(
        (), description="Addresses inside the company that get every summary by e-mail."
    )
    summary_every: Duration = Field(
        timedelta(minutes=30), description="How often they should hear of an incident."
    )
    summary_severities: tuple[SeverityName, ...] | None = Field(
        None,
        description="Severities at which the liaison is reminded of it, as long as there is somebody to hear "
        "it; if left out, those that are major.",
    )
    summary_approval: bool = Field(
        False, description="Whether somebody who may `approve` has to agree before a summary goes out."
    )
    rules: tuple[StakeholderRule, ...] = Field(
        (), description="Who is told when, besides those who say `tell me` themselves."
    )
    digests: tuple[ChannelDigest, ...] = Field(
        (), description="Channels that get a digest a day; people say `digest` themselves."
    )

    def rooms(self) -> tuple[str, ...]:
        """Every channel that hears something because of these settings."""
        by_rule = (to for rule in self.rules for to in rule.to)
        return tuple(dict.fromkeys((*self.summaries_to, *by_rule, *(one.to for one in self.digests))))

    def mistakes(
        self,
        people: Collection[str],
        severities: Collection[str],
        tiers: Collection[str],
        announce: Collection[str],
    ) -> Iterator[str]:
        """What only shows when all settings are known, one line each."""
        wanted = self.summary_severities or ()
        yield from _unknown("summary_severities", wanted, severities, "there is no severity {}")
        for place, rule in enumerate(self.rules):
            at = f"rules[{place}]"
            yield from _unknown(f"{at}.who", rule.who, people, "{} is not among people")
            yield from _unknown(f"{at}.severities", rule.severities, severities, "there is no severity {}")
            yield from _unknown(f"{at}.tiers", rule.tiers, tiers, "there is no tier {}")
            heard = [one for one in rule.to if one in announce]
            yield from (f"stakeholders.{at}.to: {one} hears of every incident, by announce" for one in heard)
        rooms = [one.to for one in self.digests]
        yield from (
            f"stakeholders.digests: {one} is named twice" for one in set(rooms) if rooms.count(one) > 1
        )


def _unknown(where: str, named: tuple[str, ...], known: Collection[str], says: str) -> Iterator[str]:
    yield from (f"stakeholders.{where}: {says.format(one)}" for one in named if one not in known)
