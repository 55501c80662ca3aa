"""Pages as they might stand: quiet, in trouble, long lived, and written by an enemy."""

from datetime import UTC, datetime, timedelta

from bot.domain.status_page import Component, Condition, Effect, ShownIncident, ShownPage, ShownUpdate

NOW = datetime(2026, 11, 28, 10, 42, tzinfo=UTC)
PARTS = (
    Component(name="checkout", title="Checkout", description="Paying in the shop and in the app"),
    Component(name="search", title="Search"),
    Component(name="mail", title="E-mail"),
)
QUIET = ShownPage(at=NOW, components=PARTS)
HOSTILE = (
    "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{at}%s\x00\x1b\u202eevil\u2066"
)


def update(id=1, *, at=NOW, phase="investigating", text="Payments fail for some customers.", **more):
    texts = text if isinstance(text, dict) else {"en": text}
    return ShownUpdate(id=id, at=at, phase=phase, texts=texts, **more)


def incident(key="INC-1", *, title="Payments fail", began_at=NOW, updates=None, **more):
    titles = title if isinstance(title, dict) else {"en": title}
    return ShownIncident(
        key=key,
        titles=titles,
        effect=more.pop("effect", Effect.MAJOR),
        began_at=began_at,
        updates=updates or (update(at=began_at),),
        **more,
    )


def page(*incidents, at=NOW, components=PARTS):
    return ShownPage(at=at, components=components, incidents=incidents)


def over(key, days_ago, *, lasted=timedelta(hours=2, minutes=5), **more):
    """An incident of the past that was resolved."""
    began = NOW - timedelta(days=days_ago)
    said = (
        update(2, at=began + lasted, phase="resolved", text="Payments work again."),
        update(1, at=began),
    )
    return incident(
        key, began_at=began, resolved_at=began + lasted, updates=more.pop("updates", said), **more
    )


def three_years(*, incidents=400, updates=5, days=3 * 365):
    """Evenly spread, each with words of an ordinary length."""
    words = (
        "We see that a share of payments by card are declined although the card is fine. Payments by "
        "invoice work. We have found the cause and put back the change; please try again in some minutes. "
        "Orders that were declined are not charged."
    )
    told = []
    for n in range(incidents):
        began = NOW - timedelta(days=n * days / incidents, hours=6)
        said = tuple(
            update(
                n * updates + step,
                at=began + timedelta(minutes=20 * step),
                phase=("investigating", "identified", "monitoring", "monitoring", "resolved")[min(step, 4)],
                text={"en": words, "de": words},
            )
            for step in reversed(range(updates))
        )
        told.append(
            incident(
                f"INC-{incidents - n}",
                title=f"Payments by card fail, number {n}",
                began_at=began,
                updates=said,
                resolved_at=said[0].at,
                components=("checkout",),
            )
        )
    return page(*told)


def trouble():
    """One open incident in three languages, one text of it missing in all but English; and a past."""
    began = NOW - timedelta(minutes=42)
    said = (
        update(
            12,
            at=NOW - timedelta(minutes=4),
            phase="identified",
            text={
                "en": "We found the cause: a certificate of our payment provider expired.\n\n"
                "Please pay by invoice meanwhile, or try again from 11:15.",
            },
            corrected_at=NOW - timedelta(minutes=1),
        ),
        update(11, at=NOW - timedelta(minutes=20), retracted_at=NOW - timedelta(minutes=15), text={}),
        update(
            10,
            at=began,
            text={
                "en": "Some payments by card fail. Orders by invoice work.",
                "de": "Manche Zahlungen mit Karte schlagen fehl. Bestellungen auf Rechnung gehen.",
                "tr": "Bazı kart ödemeleri başarısız oluyor. Faturayla sipariş verilebilir.",
                "zh-Hans": "部分银行卡付款失败。可以使用账单付款下单。",
            },
        ),
    )
    now = incident(
        "INC-77",
        title={
            "en": "Card payments fail",
            "de": "Kartenzahlungen schlagen fehl",
            "tr": "Kart ödemeleri başarısız",
            "zh-Hans": "银行卡付款失败",
        },
        began_at=began,
        updates=said,
        components=("checkout",),
        next_at=NOW + timedelta(minutes=16),
    )
    parts = (
        Component(
            name="checkout",
            title="Checkout",
            description=PARTS[0].description,
            condition=Condition.PARTIAL_OUTAGE,
        ),
        Component(name="search", title="Search"),
        Component(name="mail", title="E-mail", condition=Condition.DEGRADED),
        Component(name="reports", title="Reports", condition=Condition.MAINTENANCE),
        Component(name="api", title="API", condition=Condition.MAJOR_OUTAGE),
    )
    past = (
        over("INC-70", 3, title="Search is slow", effect=Effect.MINOR),
        over("INC-64", 11, title="خطأ في الدفع", effect=Effect.CRITICAL, lasted=timedelta(days=2)),
        over("INC-60", 30, title="E-mail arrives late", effect=Effect.NONE),
    )
    return page(now, *past, components=parts)
