"""Whether Freshdesk is ready for us: for `caseline check`."""

from collections.abc import Iterator

from adapters.tickets.desk import Desk, at, text
from bot.domain.finding import Finding
from bot.errors import AdapterError, NotLetIn, TryLater
from bot.settings_tickets import Freshdesk as Settings

KEY = "copy the API key from the profile settings of the agent as whom Caseline writes, and set api_key"
WAY = "look at the network in between, and at base_url; check again later"
ASK = "let an administrator look at this agent's role"
SCOPE = "give this agent the scope Global Access under Admin, Agents"
RULE = "set webhook_secret, and make the automation rules as docs/tickets/freshdesk.md says"


def findings(desk: Desk, settings: Settings) -> Iterator[Finding]:
    """Asks who we are, and changes nothing."""
    try:
        me = desk.ask("GET", "/api/v2/agents/me")
    except AdapterError as error:
        todo = KEY if isinstance(error, NotLetIn) else WAY if isinstance(error, TryLater) else ASK
        yield Finding("Freshdesk", str(error), todo)
    else:
        who = text(at(me, "contact.name")) or "an agent without a name"
        address = text(at(me, "contact.email")) or "no address"
        yield Finding("Freshdesk", f"reached as {who} ({address})")
        yield from _rights(text(at(me, "ticket_scope")), text(at(me, "type")))
    if settings.webhook_secret.get_secret_value():
        yield Finding("Freshdesk webhook", "is believed when it shows the secret")
    else:
        yield Finding("Freshdesk webhook", "has no secret, so none is believed", RULE)


def _rights(scope: str, kind: str) -> Iterator[Finding]:
    """1 is every ticket, 2 those of the agent's groups, 3 the agent's own."""
    if scope not in ("", "1"):
        yield Finding("Freshdesk tickets", "only some of them may be seen", SCOPE)
    if kind == "collaborator":
        yield Finding("Freshdesk replies", "collaborators may write notes only", "make this agent a full one")
    else:
        yield Finding("Freshdesk writing", "is for agents, and this is one")
