"""Whether GitHub is ready for us: for `caseline check`."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from adapters.doors.questions import Question, answers, webhook
from adapters.tickets.values import at, text
from bot.domain.finding import Finding
from bot.settings_tickets import GitHub

LETTER = "make a fine-grained token under Developer settings on GitHub, and put it into tickets.github.token"
ACCESS = "correct tickets.github.repositories, or choose this repository in the token's settings"
ISSUES = "give the token Issues: read and write, and its owner at least the role triage there"
SWITCH = "switch Issues on in this repository's settings, or take it out of tickets.github.repositories"
SIGNED = (
    "add a webhook to the repository or organisation, and put its secret into tickets.github.webhook_secret; "
    "until then changes are only asked for now and then"
)
LATER = "look at the network and at tickets.github.base_url, or check again later"

Ask = Callable[[str, str], Any]


def findings(ask: Ask, settings: GitHub) -> Iterator[Finding]:
    """Asks GitHub itself, and changes nothing there."""
    repositories = (
        Question(f"GitHub repository {name}", partial(_repository, ask, name), ACCESS)
        for name in settings.repositories
    )
    account = Question("GitHub", partial(_account, ask), LETTER)
    yield from answers([account, *repositories], letter=LETTER, way=LATER)
    yield webhook("GitHub", settings.webhook_secret, signed=True, todo=SIGNED)


def _account(ask: Ask) -> Iterator[Finding]:
    yield Finding("GitHub", f"as {text(at(ask('GET', '/user'), 'login'))}")


def _repository(ask: Ask, name: str) -> Iterator[Finding]:
    """A role tells what the owner of the token may do; what the token itself may, only a try would."""
    said = ask("GET", f"/repos/{name}")
    what = f"GitHub repository {name}"
    if at(said, "has_issues") is False:
        yield Finding(what, "has no issues", SWITCH)
    elif isinstance(at(said, "permissions"), dict) and not _may_label(said):
        yield Finding(what, "labels cannot be put on its issues", ISSUES)
    elif at(said, "private") is True:
        yield Finding(what, "private: notes are written as comments")
    else:
        yield Finding(what, "public: replies are written, notes are not, since everybody would read them")


def _may_label(said: Any) -> bool:
    return any(at(said, f"permissions.{role}") is True for role in ("triage", "push", "maintain", "admin"))
