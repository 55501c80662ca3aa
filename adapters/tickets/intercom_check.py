"""Whether Intercom is ready for us: for `caseline check`."""

from collections.abc import Iterator

from adapters.tickets.desk import Desk, at, text
from bot.domain.finding import Finding
from bot.errors import AdapterError
from bot.settings_tickets import Intercom

TOKEN = "copy the access token of your app's Authentication page in the Developer Hub, and look at base_url"  # noqa: S105 - says where one is
ADMIN = "set admin to the id of a teammate with a seat in the inbox; GET /admins lists them"
APP = "set app to the id of the workspace, as it stands in the address of its inbox"
TYPE = "set ticket_type to the id of a type of tickets; Settings > Helpdesk > Ticket types shows it"
HOOK = (
    "set webhook_secret to the app's client secret, and subscribe to the topics of docs/tickets/intercom.md"
)


def findings(desk: Desk, settings: Intercom) -> Iterator[Finding]:
    """Asks Intercom itself, and changes nothing there."""
    try:
        yield _workspace(desk, settings)
    except AdapterError as error:
        yield Finding("Intercom", str(error), TOKEN)
    yield _there(desk, "Intercom teammate", f"/admins/{settings.admin}", settings.admin, ADMIN)
    if settings.ticket_type:
        kind = settings.ticket_type
        yield _there(desk, "Intercom ticket type", f"/ticket_types/{kind}", kind, TYPE)
    else:
        yield Finding("Intercom tickets", "none are made and none are swept, since ticket_type is empty")
    if settings.webhook_secret.get_secret_value():
        yield Finding("Intercom webhook", "is believed when the app's client secret signed it")
    else:
        yield Finding("Intercom webhook", "none is believed; changes are only polled for", HOOK)


def _workspace(desk: Desk, settings: Intercom) -> Finding:
    said = desk.ask("GET", "/me")
    app = text(at(said, "app.id_code"))
    says = f"{text(at(said, 'app.name'))} ({app}) as {text(at(said, 'name'))}"
    return Finding("Intercom", says, "" if app == settings.app else APP)


def _there(desk: Desk, what: str, path: str, id: str, todo: str) -> Finding:
    """Whether the thing that the settings name can be read."""
    if not (id.isascii() and id.isdigit()):
        return Finding(what, "its id in the settings is no number", todo)
    try:
        said = desk.ask("GET", path)
    except AdapterError as error:
        return Finding(what, str(error), todo)
    return Finding(what, f"{text(at(said, 'name'))} ({id})")
