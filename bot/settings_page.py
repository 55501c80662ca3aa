"""Settings of our own public status page."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.domain.colour import contrast
from bot.settings_calendars import Zone
from bot.settings_kinds import Name, Section

LIGHT_GROUND, DARK_GROUND = "#f5f6f8", "#1d232c"
"""The grounds of the page on which a colour is read worst, by day and in the dark."""
READABLE = 4.5
"""Least contrast of text, by WCAG 2.2 AA."""

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
ColourOrNone = Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6})?$")]


class PublicComponent(Section):
    title: str = Field(min_length=1, max_length=100, description="What customers call it.")
    description: str = Field("", max_length=300, description="One sentence for who does not know it.")


class PageTheme(Section):
    accent: Colour = Field(
        "#1d5fb8",
        description="Colour of links, `#rrggbb`; refused when its contrast on a light ground is below 4.5:1.",
    )
    accent_dark: ColourOrNone = Field(
        "",
        description="The same for readers who prefer a dark page, refused below 4.5:1 on a dark ground; if "
        "left out, `accent` with as much white in it as that takes.",
    )

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        for name, colour, ground in (
            ("accent", self.accent, LIGHT_GROUND),
            ("accent_dark", self.accent_dark, DARK_GROUND),
        ):
            if colour and (found := contrast(colour, ground)) < READABLE:
                # Rounded down, so that what is refused never reads as if it were enough.
                told = int(found * 100) / 100
                raise ValueError(
                    f"{name}: {colour} has a contrast of {told:.2f}:1 on the page's ground ({ground}); "
                    f"text needs {READABLE}:1"
                )
        return self


class PublicPage(Section):
    """What customers read at `/status`."""

    title: str = Field(min_length=1, max_length=100, description="Name of the page: `Acme status`.")
    intro: str = Field("", max_length=1000, description="One or two sentences below it.")
    components: dict[Name, PublicComponent] = Field(
        default_factory=dict, description="Parts of the product in the order in which they are shown."
    )
    theme: PageTheme = Field(default_factory=PageTheme, description="How it looks.")
    logo: str = Field("", description="Path of an SVG or PNG file, read once at the start.")
    link: Annotated[str, Field(pattern=r"^(https?://[^/\s]+\S*)?$")] = Field(
        "", description="Your homepage: `https://acme.test`."
    )
    history_days: int = Field(
        90, ge=1, le=366, description="Days of the past on the first page; months show all that was."
    )
    timezone: Zone = Field("UTC", description="Zone of all times on the page: `Europe/Berlin`.")
    subscribe: bool = Field(
        False,
        description="Whether customers may subscribe by e-mail; needs `publishing.smtp` and `public_url`.",
    )
    subscribe_per_minute: int = Field(
        30,
        ge=1,
        le=10_000,
        description="Letters with a link that may be asked for within a minute, by all together.",
    )
