"""The past at a glance: one bar for each day, the higher the worse."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

from adapters.statuspage.own_reader import Reader
from bot.domain.status_page import Effect, ShownPage

STEP, WIDTH, HEIGHT = 4, 3, 32
HEIGHTS = {"operational": 8, "none": 12, "minor": 18, "major": 25, "critical": HEIGHT}
_ORDER = list(Effect)


def strip(shown: ShownPage, reader: Reader, first: date, last: date) -> str:
    """A drawing that says no more than the sentence below it."""
    worst = _worst(shown, reader, first, last)
    total = (last - first).days + 1
    bars: dict[str, list[str]] = {}
    for n in range(total):
        effect = worst.get(first + timedelta(days=n))
        tone = effect.value if effect else "operational"
        bars.setdefault(tone, []).append(_bar(n, HEIGHTS[tone]))
    drawn = "".join(f'<path class="{tone}" d="{"".join(several)}"/>' for tone, several in bars.items())
    size = f"0 0 {total * STEP} {HEIGHT}"
    told = escape(reader.words.days_hurt.format(days=total, n=len(worst))) if worst else ""
    return (
        f'<svg class="strip" viewBox="{size}" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'
        + (f'<p class="soft">{told}</p>' if told else "")
    )


def _worst(shown: ShownPage, reader: Reader, first: date, last: date) -> Mapping[date, Effect]:
    """Of days on which an incident began or went on."""
    found: dict[date, Effect] = {}
    for one in shown.incidents:
        day = max(reader.when.day_of(one.began_at), first)
        until = min(reader.when.day_of(one.resolved_at or shown.at), last)
        while day <= until:
            found[day] = _worse(found.get(day, Effect.NONE), one.effect)
            day += timedelta(days=1)
    return found


def _worse(one: Effect, other: Effect) -> Effect:
    several: Sequence[Effect] = (one, other)
    return max(several, key=_ORDER.index)


def _bar(place: int, height: int) -> str:
    return f"M{place * STEP} {HEIGHT}v-{height}h{WIDTH}v{height}z"
