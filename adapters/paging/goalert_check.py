"""Whether GoAlert is ready for us: for `caseline check`."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from adapters.doors.questions import Question, answers
from bot.domain.finding import Finding
from bot.domain.pager import Contact
from bot.settings_paging import GoAlert

WHO = "GoAlert"
LETTER = "make an API key with the document of docs/paging/goalert.md; it belongs in paging.goalert.api_token"
WAY = "look at the network, at a proxy or firewall in between, and at paging.goalert.base_url"
SERVICE = "correct it under paging.goalert.services"


def findings(settings: GoAlert, on_call: Callable[[str], Sequence[Contact]]) -> Iterator[Finding]:
    """Asks GoAlert itself, and changes nothing there; integration keys can only be tried by paging."""
    questions = [
        Question(f"{WHO} service {name}", partial(_on_call, name, on_call), SERVICE)
        for name in settings.services
    ]
    yield from answers(questions, letter=LETTER, way=WAY)


def _on_call(name: str, on_call: Callable[[str], Sequence[Contact]]) -> Iterator[Finding]:
    what = f"{WHO} service {name}"
    if found := on_call(name):
        yield Finding(what, f"wakes {', '.join(one.name for one in found)}")
    else:
        yield Finding(what, "has nobody on call now", "fill its escalation policy or schedule in GoAlert")
