"""What `caseline show` says of tickets and of the customers behind them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from adapters.terminal.plain import instant, record
from bot.domain.impact import Board
from bot.domain.incident import Incident
from bot.domain.link import LIVE, Linked, LinkState
from bot.domain.outgoing import Outgoing
from bot.ports import Work

Name = Callable[[str], str]
_MOST = 10_000
_CUTS = ("region", "product")
_SHOWN = (*LIVE, LinkState.FAILED, LinkState.OFFERED)


def tickets(work: Work, incident: Incident, name: Name) -> list[tuple[str, ...]]:
    """Linked and offered ones, and those that could not be linked, newest first."""
    return [
        (
            str(one.link.ref),
            str(one.link.state),
            _by(one, name),
            instant(one.link.at),
            _customer(one),
            one.ticket.subject if one.ticket else "–",
            one.link.why,
        )
        for one in work.ticket_links.of(incident.key, states=_SHOWN, limit=_MOST)
    ]


def _by(one: Linked, name: Name) -> str:
    return name(one.link.by) if one.link.by else str(one.link.how)


def _customer(one: Linked) -> str:
    ticket = one.ticket
    who = (ticket.organisation_name or ticket.requester_name or ticket.requester_email) if ticket else ""
    return f"{who or '–'} ({one.tier})" if one.tier else who or "–"


def customers(work: Work, incident: Incident, name: Name) -> list[tuple[str, ...]]:
    """What is counted, and beside it what people say; nothing as long as nothing is known."""
    counted, said = _board(work, incident), work.impacts.of(incident.key)
    rows: list[tuple[str, ...]] = []
    if counted.tickets:
        rows.append(("customers", str(counted.customers)))
        rows.append(("organisations", str(counted.organisations)))
        rows.append(("tickets", f"{counted.tickets}, {counted.open_tickets} open"))
    for what, counts in (("tier", counted.tiers), *counted.cuts.items()):
        if counts:
            rows.append((f"by {what}", ", ".join(f"{value} {count}" for value, count in counts.items())))
    if said.stated is not None:
        rows.append(("stated", f"{said.stated}, says {name(said.stated_by)} {instant(said.stated_at)}"))
    if said.sentiment:
        felt = f"{said.sentiment}, says {name(said.sentiment_by)} {instant(said.sentiment_at)}"
        rows.append(("sentiment", felt))
    return rows


def data(work: Work, incident: Incident) -> dict[str, Any]:
    """The same as plain JSON values."""
    return {
        "links": [
            record(one.link)
            | {
                "tier": one.tier,
                "subject": one.ticket.subject if one.ticket else "",
                "customer": _customer(one),
            }
            for one in work.ticket_links.of(incident.key, states=tuple(LinkState), limit=_MOST)
        ],
        "customers": record(_board(work, incident)) | {"said": record(work.impacts.of(incident.key))},
    }


def people(work: Work, incident: Incident) -> set[str]:
    """Ids that stand in what is shown."""
    said = work.impacts.of(incident.key)
    linked = work.ticket_links.of(incident.key, states=_SHOWN, limit=_MOST)
    return {said.stated_by, said.sentiment_by, *(one.link.by for one in linked)}


def about(row: Outgoing) -> str:
    """The ticket that a row of the outbox is about; empty for rows that go to a chat."""
    return f"{row.chat}:{row.data['ticket']}" if "ticket" in row.data else ""


def _board(work: Work, incident: Incident) -> Board:
    return work.impacts.board(incident.key, datetime.now(UTC), top="", cut_by=_CUTS)
