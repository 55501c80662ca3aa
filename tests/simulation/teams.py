"""Four teams of fifty, a year of their settings, and what the desk promises; with one edition in summer."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.config import Settings

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
EDITED = datetime(2026, 7, 1, 15, 0, tzinfo=UTC)
"""From then on replies are promised sooner and the desks in Berlin and New York are open longer."""
AGENTS = 47
"""With lead, owner and manager they are fifty."""

LUNCH, NIGHT, EVENING = "12:00-13:00", "22:00-07:00", "19:00-08:00"


@dataclass(frozen=True)
class Team:
    """`hours` are from and to in wall time, as they are until the edition and after it."""

    name: str
    calendar: str
    zone: str = "UTC"
    hours: tuple[str, str] = ("", "")
    days: str = "mon-fri"
    holidays: tuple[str, ...] = ()
    written_holidays: tuple[str, ...] = field(default=())


BERLIN_2026 = (
    "2026-01-01 2026-03-08 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-10-03 "
    "2026-12-25 2026-12-26 2027-01-01"
).split()
"""By hand, from the calendar on the wall; the settings say `DE-BE`."""

TEAMS = (
    Team("berlin", "berlin", "Europe/Berlin", ("09:00-17:30", "09:00-18:30"), "mon-fri", tuple(BERLIN_2026)),
    Team("york", "york", "America/New_York", ("08:00-16:00", "08:00-17:00"), "mon-fri", ("2026-11-26",)),
    Team("nights", "nights", "Europe/Berlin", ("22:00-06:00", "22:00-06:00"), "mon-sun"),
    Team("always", "24x7"),
)


def settings(team: Team, *, edited: bool) -> Settings:
    """What stands in the file before and after the edition."""
    calendars: dict[str, Any] = {}
    if team.hours[0]:
        written = ["DE-BE"] if team.name == "berlin" else list(team.holidays)
        calendars[team.calendar] = {
            "timezone": team.zone,
            "hours": {team.days: [team.hours[edited]]},
            "holidays": written,
        }
    return Settings.model_validate(
        {
            "people": _people(team),
            "teams": {
                team.name: {
                    "lead": "lead",
                    "owner": "owner",
                    "manager": "manager",
                    "members": [agent(number) for number in range(AGENTS)],
                    "channel": f"slack:{team.name}",
                    "groups": [team.name],
                }
            },
            "calendars": calendars,
            "sla": _policies(team, edited),
        }
    )


def agent(number: int) -> str:
    return f"agent{number}"


def quiet_of(person: str) -> str:
    """When somebody is left in peace, in the zone of their team."""
    if person == "manager":
        return EVENING
    number = int(person.removeprefix("agent")) if person.startswith("agent") else 3
    return (LUNCH, NIGHT)[number % 3] if number % 3 < 2 else ""


def _people(team: Team) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, person in enumerate(["lead", "owner", "manager", *map(agent, range(AGENTS))]):
        found[person] = {"slack": person, "zendesk": str(1000 + place), "timezone": team.zone}
        if quiet := quiet_of(person):
            found[person]["quiet"] = quiet
    return found


def desk_id(person: str) -> str:
    return str(1003 + int(person.removeprefix("agent")))


def _policies(team: Team, edited: bool) -> list[dict[str, Any]]:
    return [
        {
            "name": "urgent",
            "when": {"priority": ["urgent"]},
            "targets": {"first_reply": "30m", "next_reply": "1h", "resolution": "8h"},
            "warn": ["50%", "10m"],
        },
        {
            "name": "standard",
            "calendar": team.calendar,
            "targets": {
                "first_reply": {"high": "2h", "any": "3h" if edited else "4h"},
                "next_reply": {"high": "2h", "any": "4h"},
                "pausable_update": "12h",
                "resolution": {"high": "12h", "any": "24h"},
            },
            "pauses": {"resolution": ["pending", "on_hold"]},
            "reopened": "new_cycle" if team.name == "york" else "resume",
        },
    ]
