"""Whether Zendesk is ready for us: for `caseline check`."""

from collections.abc import Iterator
from functools import partial

from adapters.doors.questions import Question, answers, webhook
from adapters.tickets.desk import Desk
from adapters.tickets.values import at, object_, text
from bot.domain.finding import Finding
from bot.settings_tickets import Zendesk

WHO = "Zendesk"
CREDENTIALS = (
    "switch token access on and make an API token in the Admin Center, under Apps and integrations, APIs; "
    "it belongs in tickets.zendesk.api_token, and the agent's address in tickets.zendesk.email"
)
WAY = "look at the network, at a proxy or firewall in between, and at tickets.zendesk.base_url"
ADMIN = "make this agent an administrator; until then only webhooks and commands tell Caseline of changes"
SIGNING = (
    "copy the signing secret from the webhook's page in the Admin Center to tickets.zendesk.webhook_secret; "
    "until then no webhook is believed, and changes are only noticed every few minutes"
)
ACCESS = "give the agent access to all tickets, or customers of other groups stay unseen"


def findings(desk: Desk, settings: Zendesk) -> Iterator[Finding]:
    """Asks Zendesk itself, and changes nothing there."""
    agent = Question(WHO, partial(_agent, desk, settings.base_url), WAY)
    yield from answers([agent], letter=CREDENTIALS, way=WAY)
    yield webhook(WHO, settings.webhook_secret, signed=True, todo=SIGNING)


def _agent(desk: Desk, address: str) -> Iterator[Finding]:
    """Without good credentials Zendesk answers as to an anonymous visitor, and does not refuse."""
    user = object_(at(desk.ask("GET", "/api/v2/users/me"), "user"))
    role = text(user.get("role"))
    if not user.get("id") or role not in ("agent", "admin"):
        yield Finding(WHO, "does not know these credentials as those of an agent", CREDENTIALS)
        return
    yield Finding(WHO, f"{address} as {text(user.get('name'))}, {role}; may write on tickets")
    if (sees := text(user.get("ticket_restriction"))) not in ("", "null"):
        yield Finding(f"{WHO} tickets", f"the agent sees only those of: {sees}", ACCESS)
    if role == "admin":
        yield Finding(f"{WHO} changes", "the incremental export is open to this agent")
    else:
        yield Finding(f"{WHO} changes", "the incremental export is for administrators", ADMIN)
