"""Whether PagerDuty is ready for us: for `caseline check`."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote

from adapters.doors.payload import parts_at, text_at
from adapters.doors.questions import Question, answers
from adapters.paging.asking import Asking
from bot.domain.finding import Finding
from bot.settings_paging import PagerDuty, PagerDutyService

WHO = "PagerDuty"
LETTER = "make a REST API key under Integrations, API Access Keys; it belongs in paging.pagerduty.api_token"
WAY = "look at the network, at a proxy or firewall in between, and at paging.pagerduty.base_url"
FROM = "set paging.pagerduty.from to the address of a user who may respond to incidents"
SERVICE = "correct it under paging.pagerduty.services, or switch the service on in PagerDuty"
SIGNING = (
    "make a webhook (v3) under Integrations, Generic Webhooks, and copy its secret to "
    "paging.pagerduty.webhook_secrets; until then PagerDuty is only looked at while pages are open"
)


def findings(
    api: Asking, settings: PagerDuty, policy: Callable[[PagerDutyService], str]
) -> Iterator[Finding]:
    """Asks PagerDuty itself, and changes nothing there."""
    questions = [Question(WHO, partial(_sender, api, settings), FROM)]
    for name, service in settings.services.items():
        questions.append(
            Question(f"{WHO} service {name}", partial(_service, api, name, service, policy), SERVICE)
        )
    yield from answers(questions, letter=LETTER, way=WAY)
    if settings.webhook_secrets:
        yield Finding(f"{WHO} webhook", "is believed when it is signed with a secret that is set")
    else:
        yield Finding(f"{WHO} webhook", "has no secret, so none is believed", SIGNING)


def _sender(api: Asking, settings: PagerDuty) -> Iterator[Finding]:
    users = parts_at(api.ask("GET", "/users", params={"query": settings.from_}), "users")
    if not any(text_at(one, "email").casefold() == settings.from_.casefold() for one in users):
        yield Finding(WHO, f"knows no user {settings.from_}", FROM)
        return
    yield Finding(WHO, f"{settings.base_url}, in the name of {settings.from_}")


def _service(
    api: Asking, name: str, service: PagerDutyService, policy: Callable[[PagerDutyService], str]
) -> Iterator[Finding]:
    what = f"{WHO} service {name}"
    if not service.service:
        yield Finding(what, "is paged by its integration key alone; who is on call there cannot be told")
        return
    said = api.ask("GET", f"/services/{quote(service.service, safe='')}")
    if text_at(said, "service", "status") == "disabled":
        yield Finding(what, "is disabled there, and wakes nobody", SERVICE)
        return
    asked = {"escalation_policy_ids[]": policy(service), "include[]": "users", "earliest": "true"}
    found = parts_at(api.ask("GET", "/oncalls", params=asked), "oncalls")
    names = list(dict.fromkeys(filter(None, (text_at(one, "user", "summary") for one in found))))
    if names:
        yield Finding(what, f"wakes {', '.join(names)}")
    else:
        yield Finding(what, "has nobody on call now", "fill its escalation policy in PagerDuty")
