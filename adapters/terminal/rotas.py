"""Lines of `caseline check` about rotas: who is on call, and when nobody will be."""

from collections.abc import Iterator
from datetime import datetime

from adapters.terminal.plain import instant
from bot.config import Settings
from bot.domain.finding import Finding
from bot.domain.rota import Schedule
from bot.domain.rota_shift import Gap
from bot.rotas import LOOKED_AHEAD, gaps, rotas

FILL = "add a layer that has no `only`, or write `around_the_clock: false` if that is meant"
ONE_OF_TWO = "leave out one of the two; until then the later one counts"


def findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """One for every rota, and one for overrides that still want the same turn."""
    known = rotas(settings)
    open_times = list(gaps(settings, known, now))
    for name, rota in known.items():
        yield _covered(rota, [gap for of, gap in open_times if of == name], now)
        doubled = [one for one, other in rota.overlaps() if min(one.until, other.until) > now]
        if doubled:
            says = f"{len(doubled)} pairs of overrides overlap, the first from {instant(doubled[0].since)}"
            yield Finding(f"rotas.{name}", says, ONE_OF_TWO)


def _covered(rota: Schedule, open_times: list[Gap], now: datetime) -> Finding:
    shift = rota.on_call(now)
    state = f"{shift.person} is on call until {instant(shift.until)}" if shift else "nobody is on call now"
    what, days = f"rotas.{rota.name}", LOOKED_AHEAD.days
    if not open_times:
        return Finding(what, state)
    first = f"from {instant(open_times[0].since)} to {instant(open_times[0].until)}"
    says = f"{state}; gaps in the next {days} days: {len(open_times)}, the first one {first}"
    return Finding(what, says, FILL)
