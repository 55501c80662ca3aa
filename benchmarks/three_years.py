"""A status page that has seen much: 400 incidents in three years, with five updates each."""

from datetime import datetime, timedelta

from bot.domain.status_page import Component, Effect, ShownIncident, ShownPage, ShownUpdate

INCIDENTS, DAYS = 400, 3 * 365
PHASES = ("investigating", "identified", "monitoring", "monitoring", "resolved")
WORDS = (
    "We see that a share of payments by card are declined although the card is fine. Payments by invoice "
    "work. We have found the cause and put back the change; please try again in some minutes. Orders that "
    "were declined are not charged."
)


def three_years(now: datetime) -> ShownPage:
    """The newest began on the evening before; all are over."""
    parts = tuple(Component(name=name, title=name.capitalize()) for name in ("checkout", "search", "mail"))
    return ShownPage(at=now, components=parts, incidents=tuple(_incident(n, now) for n in range(INCIDENTS)))


def _incident(n: int, now: datetime) -> ShownIncident:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    began = midnight - timedelta(days=n * DAYS / INCIDENTS, hours=6)
    said = tuple(
        ShownUpdate(
            id=n * len(PHASES) + step,
            at=began + timedelta(minutes=20 * step),
            phase=PHASES[step],
            texts={"en": WORDS, "de": WORDS},
        )
        for step in reversed(range(len(PHASES)))
    )
    return ShownIncident(
        key=f"INC-{INCIDENTS - n}",
        titles={"en": f"Payments by card fail, number {n}"},
        effect=Effect.MAJOR,
        began_at=began,
        updates=said,
        components=("checkout",),
        resolved_at=said[0].at,
    )
