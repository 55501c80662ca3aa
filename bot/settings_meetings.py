"""Settings of bridges: in which call those who work on an incident speak to each other."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from bot.settings_kinds import GUID, Address, Section

FIELDS = ("key", "number", "slug", "secret")
"""What may stand in braces in the address of a template."""


class ZoomMeetings(Section):
    base_url: Address = Field("https://api.zoom.us", description="Their API.")
    login_url: Address = Field("https://zoom.us", description="Where tokens come from.")
    account_id: str = Field(description="Account id of a server-to-server OAuth app.", min_length=1)
    client_id: str = Field(description="Its client id.", min_length=1)
    client_secret: SecretStr = Field(description="Its client secret.")
    user: Annotated[str, Field(pattern=r"^\S+$")] = Field(
        description="Address or id of the user who is the host of bridges; `me` does not work there."
    )


class TeamsMeetings(Section):
    """The app, its password and its tenant come from the environment, as for the chat."""

    organizer: Annotated[str, Field(pattern=rf"^{GUID}$")] = Field(
        description="Object id of the user in whose name bridges are opened; an application access policy "
        "has to allow it (docs/bridge.md)."
    )


class Huddle(Section):
    base_url: Address = Field("https://app.slack.com", description="Where Slack opens huddles.")


class Template(Section):
    url: Address = Field(
        description="Address of the call: `{key}` becomes INC-12, `{number}` 12, `{slug}` the title in "
        "plain letters, `{secret}` something that nobody guesses."
    )


class BridgeSection(Section):
    """Which calls are opened. Without a `provider` none is."""

    provider: Literal["", "zoom", "teams", "huddle", "template"] = Field(
        "",
        description="`zoom`, `teams` (a meeting there), `huddle` (of the war room in Slack) or `template` "
        "(an address of your own, such as Jitsi's); without one there are no bridges.",
    )
    zoom: ZoomMeetings | None = Field(None, description="Meetings in Zoom.")
    teams: TeamsMeetings | None = Field(None, description="Online meetings in Microsoft Teams.")
    huddle: Huddle = Field(default_factory=Huddle, description="Huddles in Slack.")
    template: Template | None = Field(None, description="An address that is made from a pattern.")

    @property
    def leaves_meetings(self) -> bool:
        """Whether something stays behind at the provider, which a drill should not fill up."""
        return self.provider in ("zoom", "teams")

    def mistakes(self) -> Iterator[str]:
        """What only shows when all of it is known, one line each."""
        written = {"zoom": self.zoom, "teams": self.teams, "template": self.template}
        if self.provider in written and written[self.provider] is None:
            yield f"bridge.{self.provider}: is missing, though provider is {self.provider}"
        given = next((name for name, one in written.items() if one is not None), "")
        if given and not self.provider:
            yield f"bridge.provider: is missing; write {given} if bridges are to be opened there"
        if self.zoom and self.zoom.user == "me":
            yield "bridge.zoom.user: me is nobody to such an app; write the address of a user"
        if self.template:
            yield from _template_mistakes(self.template.url)


def _template_mistakes(url: str) -> Iterator[str]:
    known = [f"{{{name}}}" for name in FIELDS]
    for braced in re.findall(r"\{[^{}]*\}|[{}]", url):
        if braced not in known:
            yield f"bridge.template.url: {braced} means nothing; in braces may stand {', '.join(known)}"
