"""When a shift ends, as far as a calendar tells it."""

from datetime import datetime, timedelta

from bot.domain.calendar import Calendar

_A_DAY = timedelta(days=1)


def closing(calendar: Calendar, now: datetime) -> datetime | None:
    """When it closes for today, also if it has not opened yet; a break in between is no end.

    What is open over midnight closes when that ends. None where it opens no more today, and where
    it never closes.
    """
    midnight = _midnight(calendar, now)
    spans = list(calendar.openings(now, midnight))
    if not spans:
        return None
    closes = spans[-1][1]
    if closes < midnight:
        return closes
    since, until = next(calendar.openings(midnight, midnight + _A_DAY), (midnight + _A_DAY, closes))
    if since > midnight:
        return midnight
    return until if until < midnight + _A_DAY else None


def _midnight(calendar: Calendar, now: datetime) -> datetime:
    here = now.astimezone(calendar.zone)
    following = datetime(here.year, here.month, here.day, tzinfo=calendar.zone) + _A_DAY
    return following.astimezone(now.tzinfo)
