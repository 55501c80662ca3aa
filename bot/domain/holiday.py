"""Dates that close a calendar, each with where it came from: no feed adds one unseen."""

from dataclasses import dataclass

SETTINGS = "settings"
"""The source of what somebody wrote into the settings."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """`on` is `2026-12-24`, or `*-12-24` for every year; `source` says who closed it, such as `DE-BE`."""

    on: str
    name: str
    source: str

    def in_year(self, year: int) -> str:
        """Its date in this year, or an empty string; 29 February is not in every one."""
        if not self.on.startswith("*"):
            return self.on if self.on.startswith(f"{year:04d}-") else ""
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return "" if self.on == "*-02-29" and not leap else f"{year:04d}{self.on[1:]}"
