"""How many customers are hurt, who they are, and whether it gets better or worse."""

from collections.abc import Mapping

from bot.cards import ledger
from bot.cards.headline import named, titled
from bot.domain.card import (
    Bullets,
    Button,
    Buttons,
    Card,
    Fact,
    Facts,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Show,
    Tone,
)
from bot.domain.dossier import Dossier
from bot.domain.impact import Board, Trend
from bot.domain.wording import line, say


def facts(dossier: Dossier) -> tuple[Fact, ...]:
    """What the war room's card says of them; nothing as long as nothing is known."""
    board, found = dossier.board, []
    if board.tickets:
        found.append(Fact(say("Customers"), counted(dossier)))
        found.append(Fact(say("Tickets"), _tickets(board)))
    if board.linking:
        found.append(Fact(say("Being linked"), (str(board.linking),)))
    return (*found, *ledger.facts(dossier), *_said(dossier))


def counted(dossier: Dossier) -> Line:
    """How many customers, in how many organisations, and of which tiers."""
    board = dossier.board
    count, several = str(board.customers), board.organisations
    if several == 1:
        count = say("{customers} in one organisation", customers=board.customers)
    elif several > 1:
        count = say("{customers} in {several} organisations", customers=board.customers, several=several)
    tiers = _tiers(dossier)
    return (count, *((f" ({tiers})",) if tiers else ()))


def _tiers(dossier: Dossier) -> str:
    """The most important first, and those of the first rank by name."""
    order = (*dossier.tiers, *(name for name in dossier.board.tiers if name not in dossier.tiers))
    shown = []
    for name in order:
        if count := dossier.board.tiers.get(name, 0):
            named = ", ".join(dossier.board.most_important) if name == order[0] else ""
            shown.append(f"{count} {name}: {named}" if named else f"{count} {name}")
    return " · ".join(shown)


TRENDS = {Trend.RISING: "rising", Trend.STEADY: "steady", Trend.FALLING: "falling"}


def _tickets(board: Board) -> Line:
    parts: list[Line] = [line("{count}, {open} open", count=str(board.tickets), open=str(board.open_tickets))]
    if board.first_report:
        parts.append(line(", first {when}", when=Moment(board.first_report, Show.DATE_TIME)))
    if board.trend is not Trend.NONE:
        parts.append(line(", reports are {trend}", trend=say(TRENDS[board.trend])))
    return tuple(span for part in parts for span in part)


def _said(dossier: Dossier) -> tuple[Fact, ...]:
    """What people state stands beside what is counted, with who and when."""
    impact, found = dossier.impact, []
    if impact is None:
        return ()
    if impact.stated is not None and impact.stated_at:
        stated = line(
            "{count}, says {who} at {when}",
            count=str(impact.stated),
            who=dossier.mention(impact.stated_by),
            when=Moment(impact.stated_at),
        )
        found.append(Fact(say("Customers affected"), stated))
    if impact.sentiment and impact.sentiment_at:
        felt = line(
            "{text} ({who}, {when})",
            text=impact.sentiment,
            who=dossier.mention(impact.sentiment_by),
            when=Moment(impact.sentiment_at),
        )
        found.append(Fact(say("Sentiment"), felt))
    return tuple(found)


def board(dossier: Dossier) -> Card:
    """The answer to `customers`: everything that is counted or said."""
    shown = facts(dossier)
    nothing = Paragraph(line("No ticket is linked, and nobody said a number yet."))
    parts: list[Part] = [Facts(shown)] if shown else [nothing]
    if cuts := tuple(_cut(name, counts) for name, counts in dossier.board.cuts.items() if counts):
        parts.append(Bullets(cuts))
    if any(dossier.board.reports):
        parts.append(Note(_by_ten_minutes(dossier.board)))
    key = dossier.incident.key
    buttons = (
        Button(say("Say what customers feel"), does="customers", about=key, words="say"),
        Button(say("Linked tickets"), does="tickets", about=key),
    )
    groups = ledger.buttons(dossier)
    told = (Buttons(groups),) if groups else ()
    tone = Tone.WARNING if dossier.board.most_important else Tone.CALM
    return Card(
        titled(dossier.incident, say("Customers of {what}", what=named(dossier.incident))),
        (*parts, *told, Buttons(buttons)),
        tone,
    )


def _cut(name: str, counts: Mapping[str, int]) -> Line:
    listed = ", ".join(f"{value} {count}" for value, count in counts.items())
    return line("By {what}: {listed}", what=name, listed=listed)


def _by_ten_minutes(board: Board) -> Line:
    counts = " · ".join(str(count) for count in board.reports)
    return line("Reports in the last hour, by ten minutes: {counts}", counts=counts)


def severity_proposed(dossier: Dossier, severity: str, *, name: str, tier: str) -> Card:
    """A customer of a tier is hurt for whom the settings want a higher severity."""
    key, now = dossier.incident.key, dossier.incident.severity
    why = say("{severity} because {name} ({tier}) is hurt", severity=severity, name=name, tier=tier)
    change = Button(say("Change to {severity}", severity=severity), does="sev", about=key, words=why)
    said = line(
        "{key} is {now}; for {tier} customers {proposed} is proposed. Nothing was changed yet.",
        key=key,
        now=now,
        tier=tier,
        proposed=severity,
    )
    title = say("{name} ({tier}) is hurt by {key}", name=name, tier=tier, key=key)
    return Card(title, (Paragraph(said), Buttons((change,))), Tone.WARNING)


def owner_told(dossier: Dossier, *, name: str, tier: str) -> Card:
    """To whoever looks after the account, personally."""
    incident, known = dossier.incident, facts(dossier)
    said = line("{name} ({tier}) reports {what}.", name=name, tier=tier, what=incident.title)
    status = Button(say("Status"), does="status", about=incident.key)
    title = say("Your customer {name} is hurt by {key}", name=name, key=incident.key)
    shown = (Facts(known),) if known else ()
    return Card(title, (Paragraph(said), *shown, Buttons((status,))), Tone.WARNING)
