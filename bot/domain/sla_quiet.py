"""When somebody is left in peace, and until when a clock may be snoozed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calendar import Calendar
from bot.domain.sla_clock import ClockState
from bot.domain.sla_policy import ALWAYS_OPEN

_A_DAY = timedelta(days=1)
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Quiet:
    """Two calendars outside of which nobody is disturbed: the policy's and the person's own, or None."""

    hours: Calendar | None = None
    own: Calendar | None = None

    def allowed_at(self, at: datetime) -> datetime:
        """This instant, or the first one after it at which both are open.

        Where they never are together the policy's counts: a promise is worth more than an evening.
        """
        found = at
        for _ in range(_TRIES):
            opens = found
            for calendar in (self.hours, self.own):
                opens = calendar.next_open(opens) if calendar else opens
            if opens == found:
                return found
            found = opens
        return self.hours.next_open(at) if self.hours else found


def quiet(clock: ClockState, *, is_urgent: bool, own: Calendar | None = None) -> Quiet:
    """Around the clock, and for urgent tickets, the policy leaves nobody in peace; a person may."""
    never = is_urgent or clock.target.calendar == ALWAYS_OPEN
    return Quiet(None if never else clock.calendar, own)


def snooze(clock: ClockState, asked: datetime) -> datetime:
    """Until when it may really be: at most until due, after the breach at most one business day."""
    if clock.due is not None and clock.due > clock.now:
        return max(clock.now, min(asked, clock.due))
    return max(clock.now, min(asked, clock.calendar.next_open(clock.now + _A_DAY)))
