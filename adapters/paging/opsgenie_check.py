"""Whether Opsgenie is ready for us: for `caseline check`."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from adapters.doors.questions import Question, answers, webhook
from adapters.paging import opsgenie_read as read
from adapters.paging.asking import Asking
from bot.domain.finding import Finding
from bot.settings_paging import Opsgenie, OpsgenieService

WHO = "Opsgenie"
LETTER = "make an API integration that may read, create and update; its key is paging.opsgenie.api_key"
WAY = "look at the network, at a proxy or firewall in between, and at paging.opsgenie.base_url"
KEY = "let the API integration read alerts and configuration"
SERVICE = "correct it under paging.opsgenie.services"
HOOK = "set paging.opsgenie.webhook_secret, and make the webhook of docs/paging/opsgenie.md"


def findings(api: Asking, settings: Opsgenie) -> Iterator[Finding]:
    """Asks Opsgenie itself, and changes nothing there."""
    questions = [Question(WHO, partial(_key, api, settings), KEY)]
    for name, service in settings.services.items():
        questions.append(Question(f"{WHO} service {name}", partial(_service, api, name, service), SERVICE))
    yield from answers(questions, letter=LETTER, way=WAY)
    yield webhook(WHO, settings.webhook_secret, signed=False, todo=HOOK)


def _key(api: Asking, settings: Opsgenie) -> Iterator[Finding]:
    api.ask("GET", "/v2/alerts", params={"limit": "1"})
    yield Finding(WHO, settings.base_url)


def _service(api: Asking, name: str, service: OpsgenieService) -> Iterator[Finding]:
    what = f"{WHO} service {name}"
    if not service.schedule:
        yield Finding(what, f"wakes {service.responder}; without a schedule nobody knows who that is")
        return
    path = f"/v2/schedules/{quote(service.schedule, safe='')}/on-calls"
    found = read.on_call(api.ask("GET", path, params={"flat": "true"}))
    if found:
        yield Finding(what, f"has {', '.join(one.name for one in found)} on call")
    else:
        yield Finding(what, "has nobody on call now", "fill its schedule in Opsgenie")
