"""Whether Freshdesk is ready for us: for `caseline check`."""

from collections.abc import Iterator
from functools import partial

from adapters.doors.questions import Question, answers, webhook
from adapters.tickets.desk import Desk
from adapters.tickets.values import at, text
from bot.domain.finding import Finding
from bot.settings_tickets import Freshdesk

KEY = "copy the API key from the profile settings of the agent as whom Caseline writes, and set api_key"
WAY = "look at the network in between, and at base_url; check again later"
ASK = "let an administrator look at this agent's role"
SCOPE = "give this agent the scope Global Access under Admin, Agents"
RULE = "set webhook_secret, and make the automation rules as docs/tickets/freshdesk.md says"


def findings(desk: Desk, settings: Freshdesk) -> Iterator[Finding]:
    """Asks who we are, and changes nothing."""
    yield from answers([Question("Freshdesk", partial(_agent, desk), ASK)], letter=KEY, way=WAY)
    yield webhook("Freshdesk", settings.webhook_secret, signed=False, todo=RULE)


def _agent(desk: Desk) -> Iterator[Finding]:
    me = desk.ask("GET", "/api/v2/agents/me")
    who = text(at(me, "contact.name")) or "an agent without a name"
    address = text(at(me, "contact.email")) or "no address"
    yield Finding("Freshdesk", f"reached as {who} ({address})")
    yield from _rights(text(at(me, "ticket_scope")), text(at(me, "type")))


def _rights(scope: str, kind: str) -> Iterator[Finding]:
    """1 is every ticket, 2 those of the agent's groups, 3 the agent's own."""
    if scope not in ("", "1"):
        yield Finding("Freshdesk tickets", "only some of them may be seen", SCOPE)
    if kind == "collaborator":
        yield Finding("Freshdesk replies", "collaborators may write notes only", "make this agent a full one")
    else:
        yield Finding("Freshdesk writing", "is for agents, and this is one")
