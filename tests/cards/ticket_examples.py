"""Cards and forms about tickets and customers, in their typical states."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.cards import customer, forms, forms_ticket, ticket, ticket_found, ticket_link, ticket_words
from bot.config import Settings
from bot.domain.card import Card
from bot.domain.cause_request import CauseRequest
from bot.domain.dossier import Dossier
from bot.domain.filed import Filed, FiledTicket
from bot.domain.form import Form, TicketsField
from bot.domain.impact import Board, Impact
from bot.domain.likeness import Similar
from bot.domain.link import How, Link, Linked, LinkState
from bot.domain.ticket import Gone, Priority, Ref, Ticket, TicketStatus
from bot.domain.timeline import Kind, TimelineEntry
from tests.cards.dossiers import AT

DESKS = ("zendesk", "github")
REFS = tuple(Ref("zendesk", str(48211 + n)) for n in range(7))


def _ticket(n: int, subject: str, **more: object) -> Ticket:
    known: dict[str, object] = {
        "system": "zendesk",
        "id": REFS[n].id,
        "subject": subject,
        "url": f"https://desk.test/tickets/{REFS[n].id}",
        "status": TicketStatus.OPEN,
        "created_at": AT - timedelta(minutes=9 - n),
    }
    return Ticket(**known | more)  # type: ignore[arg-type]


TICKETS = (
    _ticket(0, "Card declined at the checkout", priority=Priority.URGENT, organisation_name="Acme"),
    _ticket(1, "*Your payment* could not be completed <!channel>", requester_name="Kim O'Hara"),
    _ticket(2, "Paying fails", status=TicketStatus.PENDING, desk_status="Waiting for customer"),
    _ticket(3, "Declined twice", merged_into=REFS[0].id, status=TicketStatus.CLOSED),
    _ticket(4, "A test", gone=Gone.DELETED),
    _ticket(5, "تعذّر الدفع ببطاقتي عند إتمام الشراء", requester_email="nour@example.test", url=""),
)


def _link(known: Dossier, n: int, state: LinkState = LinkState.LINKED, why: str = "") -> Link:
    return Link(
        incident=known.incident.key,
        system=REFS[n].system,
        ticket=REFS[n].id,
        how=How.WORD,
        by=known.incident.declared_by,
        at=AT,
        changed_at=AT,
        batch=20,
        state=state,
        why=why,
    )


def _filed() -> Filed:
    named = FiledTicket(TICKETS[0], "vip")
    alike = FiledTicket(TICKETS[1], "premium", ("card", "declined", "checkout"))
    return Filed((named, alike), "SEV1", "Acme (vip)")


def _offered(known: Dossier) -> list[Linked]:
    words = "card, declined, checkout"
    return [
        Linked(_link(known, n, LinkState.OFFERED, words), one, "vip") for n, one in enumerate(TICKETS[:3])
    ]


def _linked(known: Dossier) -> list[Linked]:
    found = [Linked(_link(known, n), one, "premium" if not n else "") for n, one in enumerate(TICKETS)]
    return [*found, Linked(_link(known, 6, LinkState.FAILED, "Zendesk has no such ticket any more."), None)]


def _entry(known: Dossier) -> TimelineEntry:
    by = known.incident.declared_by
    return TimelineEntry(
        incident="INC-1", at=AT, recorded_at=AT, kind=Kind.TICKET, text="120 tickets linked", by=by, id=20
    )


def _offering(form: Form) -> Form:
    """As it reaches chats that ask for nothing before a letter is typed."""
    found = (*(ticket_found.option(one, "premium") for one in TICKETS[:4]), ticket_found.silent("github"))
    search, *rest = form.fields
    assert isinstance(search, TicketsField)
    return replace(form, fields=(replace(search, offered=found), *rest))


def _progress(known: Dossier, states: Mapping[LinkState, int], *, failed: bool = False) -> Card:
    broken = [_link(known, 6, LinkState.FAILED, "Zendesk has no such ticket any more.")] if failed else []
    return ticket_link.progress(known, _entry(known), states, broken)


def _counted(known: Dossier) -> Dossier:
    board = Board(
        tickets=120,
        open_tickets=117,
        linking=3,
        customers=96,
        organisations=41,
        tiers={"vip": 2, "premium": 11, "standard": 83},
        cuts={"region": {"EU": 70, "US": 26}, "product": {"Shop": 96}},
        most_important=("Acme", "Globex"),
        reports=(1, 4, 9, 22, 31, 40),
        first_report=AT - timedelta(minutes=9),
    )
    said = Impact(
        incident="INC-1",
        stated=400,
        stated_by=known.incident.declared_by,
        stated_at=AT,
        sentiment="Angry: the sale ends tonight",
        sentiment_by=known.incident.declared_by,
        sentiment_at=AT,
    )
    return replace(known, board=board, impact=said, tiers=("vip", "premium", "standard"))


CAUSE = CauseRequest(
    incident="INC-1", system="zendesk", ticket="48211", at=AT, said="<!channel> *why* did this happen?"
)

Example = Callable[[Dossier], Card | Form]
ONCE: Mapping[str, Example] = {
    "customer.board": lambda k: customer.board(_counted(k)),
    "customer.board · nothing known": customer.board,
    "customer.owner_told": lambda k: customer.owner_told(_counted(k), name="Acme", tier="vip"),
    "customer.severity_proposed": lambda k: customer.severity_proposed(k, "SEV1", name="Acme", tier="vip"),
    "forms_ticket.impact": lambda k: forms_ticket.impact(_counted(k)),
    "forms_ticket.link": lambda k: forms_ticket.link(k, DESKS),
    "forms_ticket.link · from a message": lambda k: _offering(
        forms_ticket.link(k, DESKS, search="Kim says her card is declined")
    ),
    "forms_ticket.ticket": lambda k: forms_ticket.ticket(
        k, DESKS, subject="Retry", text="Retry card payments"
    ),
    "forms_ticket.unlink": lambda k: forms_ticket.unlink(k, _linked(k)),
    "ticket.asked_for": lambda k: ticket.asked_for("zendesk", k.incident.key),
    "ticket.desk_trouble": lambda _: ticket.desk_trouble(
        "zendesk", "Zendesk refuses Caseline's credentials."
    ),
    "ticket.desk_trouble · over": lambda _: ticket.desk_trouble("zendesk", ""),
    "ticket.shown": lambda k: ticket.shown(TICKETS[0], [Similar(k.incident, ())], tier="vip", here="INC-2"),
    "ticket.shown · alike, of a silent desk": lambda k: ticket.shown(
        replace(TICKETS[0], assignee="Jo"), [Similar(k.incident, ("card",))], tier="", fresh=False
    ),
    "ticket.shown · asks for the cause": lambda k: ticket.shown(
        TICKETS[0],
        [Similar(k.incident, ())],
        tier="vip",
        causes=[CAUSE, replace(CAUSE, wanted=False, said="")],
    ),
    "ticket.shown · unknown": lambda _: ticket.shown(TICKETS[5], [], tier="standard"),
    "ticket.tickets": lambda k: ticket.tickets(k, _linked(k), more=True),
    "ticket.tickets · none": lambda k: ticket.tickets(k, []),
    "ticket_found.found": lambda k: ticket_found.found(
        k, "card declined", [(one, "premium") for one in (*TICKETS[:4], TICKETS[5])], ["github"]
    ),
    "ticket_found.found · one": lambda k: ticket_found.found(k, "nour", [(TICKETS[5], "")]),
    "ticket_link.linking": lambda k: ticket_link.linking(k.incident.key, REFS[:1], (), ()),
    "ticket_link.linking · private": lambda k: ticket_link.linking(
        k.incident.key, REFS[:1], (), (), unmarked=ticket_words.unmarked(replace(k.incident, private=True))
    ),
    "ticket_link.linking · some": lambda k: ticket_link.linking(
        k.incident.key, REFS[:2], REFS[2:], ("and", "https://elsewhere.test/tickets/2")
    ),
    "ticket_link.linking · nothing new": lambda k: ticket_link.linking(k.incident.key, (), REFS[:2], ()),
    "forms.declare · from tickets": lambda _: forms.declare(
        Settings(), {"title": TICKETS[0].subject}, words="", tickets=_filed()
    ),
    "ticket_link.lookalikes": lambda k: ticket_link.lookalikes(k, _offered(k), count=12),
    "ticket_link.lookalikes · one": lambda k: ticket_link.lookalikes(k, _offered(k)[:1], count=1),
    "ticket_link.lookalikes · none left": lambda k: ticket_link.lookalikes(k, (), count=0),
    "ticket_link.offer": lambda k: ticket_link.offer(k, REFS[:2]),
    "ticket_link.progress": lambda k: _progress(k, {LinkState.LINKED: 80, LinkState.LINKING: 40}),
    "ticket_link.progress · of few": lambda k: ticket_link.progress(
        k, _entry(k), {LinkState.LINKED: 3}, (), _linked(k)[:3]
    ),
    "ticket_link.progress · with trouble": lambda k: _progress(
        k, {LinkState.LINKED: 118, LinkState.FAILED: 1, LinkState.UNLINKED: 1}, failed=True
    ),
    "ticket_link.unlinked": lambda k: ticket_link.unlinked(k.incident.key, REFS),
}
