"""Whether Intercom is ready for us: for `caseline check`."""

from collections.abc import Iterator
from functools import partial

from adapters.doors.questions import Question, answers, webhook
from adapters.tickets.desk import Desk
from adapters.tickets.values import at, text
from bot.domain.finding import Finding
from bot.settings_tickets import Intercom

TOKEN = "copy the access token of your app's Authentication page in the Developer Hub, and look at base_url"  # noqa: S105 - says where one is
WAY = "look at the network in between, and at base_url; check again later"
ADMIN = "set admin to the id of a teammate with a seat in the inbox; GET /admins lists them"
APP = "set app to the id of the workspace, as it stands in the address of its inbox"
TYPE = "set ticket_type to the id of a type of tickets; Settings > Helpdesk > Ticket types shows it"
HOOK = (
    "set webhook_secret to the app's client secret, and subscribe to the topics of docs/tickets/intercom.md"
)


def findings(desk: Desk, settings: Intercom) -> Iterator[Finding]:
    """Asks Intercom itself, and changes nothing there."""
    admin, kind = settings.admin, settings.ticket_type
    questions = [
        Question("Intercom", partial(_workspace, desk, settings), TOKEN),
        _there(desk, "Intercom teammate", f"/admins/{admin}", admin, ADMIN),
        _there(desk, "Intercom ticket type", f"/ticket_types/{kind}", kind, TYPE),
    ]
    yield from answers(questions if kind else questions[:-1], letter=TOKEN, way=WAY)
    if not settings.ticket_type:
        yield Finding("Intercom tickets", "none are made and none are swept, since ticket_type is empty")
    yield webhook("Intercom", settings.webhook_secret, signed=True, todo=HOOK)


def _workspace(desk: Desk, settings: Intercom) -> Iterator[Finding]:
    said = desk.ask("GET", "/me")
    app = text(at(said, "app.id_code"))
    says = f"{text(at(said, 'app.name'))} ({app}) as {text(at(said, 'name'))}"
    yield Finding("Intercom", says, "" if app == settings.app else APP)


def _there(desk: Desk, what: str, path: str, id: str, todo: str) -> Question:
    """Whether the thing that the settings name can be read."""

    def ask() -> Iterator[Finding]:
        if id.isascii() and id.isdigit():
            yield Finding(what, f"{text(at(desk.ask('GET', path), 'name'))} ({id})")
        else:
            yield Finding(what, "its id in the settings is no number", todo)

    return Question(what, ask, todo)
