"""Open time the naive way: every minute of the year is open or closed, and minutes are counted.

Shares no line with `bot/domain/calendar*.py`. All times are seconds since the year began.
"""

from bisect import bisect_left
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from tests.simulation.lives import DAY, YEAR
from tests.simulation.teams import BEGIN, EDITED, Team

END = YEAR + 40 * DAY
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Minutes:
    def __init__(self, is_open: list[bool]) -> None:
        self._open = is_open
        self._counted = list(accumulate(is_open, initial=0))

    def is_open(self, at: float) -> bool:
        return self._open[int(at // 60)]

    def counted(self, at: float) -> float:
        minute = int(at // 60)
        return self._counted[minute] * 60 + (at % 60 if self._open[minute] else 0)

    def between(self, since: float, until: float) -> float:
        return self.counted(until) - self.counted(since)

    def reach(self, since: float, open_seconds: float) -> float:
        """The earliest instant at which so much has been open since then."""
        if open_seconds <= 0:
            return since
        wanted = self.counted(since) + open_seconds
        minute = bisect_left(self._counted, wanted / 60)
        if minute >= len(self._counted):
            return float("inf")
        return (minute - 1) * 60 + wanted - self._counted[minute - 1] * 60

    def next_open(self, at: float) -> float:
        minute = int(at // 60)
        if self._open[minute]:
            return at
        while not self._open[minute]:
            minute += 1
        return minute * 60

    def without(self, closed: "Minutes") -> "Minutes":
        return Minutes([one and not other for one, other in zip(self._open, closed._open, strict=True)])


def local_minutes(zone: str) -> list[tuple[date, int]]:
    """Of every minute the date and the minute of the day on the wall; zones change at whole hours."""
    found = []
    for hour in range(END // 60):
        wall = (BEGIN + timedelta(hours=hour)).astimezone(ZoneInfo(zone))
        found += [(wall.date(), wall.hour * 60 + minute) for minute in range(60)]
    return found


def always() -> Minutes:
    return Minutes([True] * END)


def desk_hours(team: Team) -> Minutes:
    """As the team works, with the edition from its instant on."""
    if not team.hours[0]:
        return always()
    edited = int((EDITED - BEGIN) / timedelta(minutes=1))
    walls = local_minutes(team.zone)
    return Minutes([_works(team, team.hours[number >= edited], *wall) for number, wall in enumerate(walls)])


def _works(team: Team, hours: str, day: date, minute: int) -> bool:
    opens, closes = _span(hours)
    if _is_business_day(team, day) and opens <= minute < closes:
        return True
    return _is_business_day(team, day - timedelta(days=1)) and minute + DAY < closes


def _is_business_day(team: Team, day: date) -> bool:
    first, _, last = team.days.partition("-")
    return WEEK.index(first) <= day.weekday() <= WEEK.index(last) and f"{day}" not in team.holidays


def quiet_hours(zone: str, hours: str) -> Minutes:
    """Open where somebody is left in peace, every day."""
    opens, closes = _span(hours)
    return Minutes([opens <= m < closes or m + DAY < closes for _, m in local_minutes(zone)])


def _span(hours: str) -> tuple[int, int]:
    """In minutes; an end before its start lies on the next day."""
    opens, closes = (int(one[:2]) * 60 + int(one[3:]) for one in hours.split("-"))
    return opens, closes + (DAY if closes <= opens else 0)


def mornings(team: Team, minutes: Minutes) -> list[tuple[float, date]]:
    """When everybody may be reminded again, once a business day: at nine, or when the desk opens later."""
    zone = ZoneInfo(team.zone)
    found = []
    for number in range(END // DAY - 2):
        day = (BEGIN + timedelta(days=number)).date()
        nine = (datetime(day.year, day.month, day.day, 9, tzinfo=zone) - BEGIN).total_seconds()
        opens = minutes.next_open(nine)
        if (BEGIN + timedelta(seconds=opens)).astimezone(zone).date() == day:
            found.append((opens, day))
    return found


def midnights(zone: str) -> list[tuple[float, date]]:
    """When each date begins there."""
    found, before = [], None
    for minute, (day, _) in enumerate(local_minutes(zone)):
        if day != before:
            found.append((float(minute * 60), day))
        before = day
    return found
