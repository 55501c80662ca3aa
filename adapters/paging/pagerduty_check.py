"""Whether PagerDuty is ready for us: for `caseline check`."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, urlsplit

from adapters.doors.payload import part_at, text_at
from adapters.doors.questions import Question, answers
from adapters.paging.pagerduty_read import on_call
from adapters.paging.pagerduty_session import LABEL as WHO
from adapters.paging.pagerduty_session import Session
from bot.domain.finding import Finding
from bot.settings_paging import PagerDuty, PagerDutyService

LETTER = "make a REST API key under Integrations, API Access Keys; it belongs in paging.pagerduty.api_token"
WAY = "look at the network, at a proxy or firewall in between, and at paging.pagerduty.base_url"
FROM = "set paging.pagerduty.from to the address of a user who may respond to incidents"
SERVICE = "correct it under paging.pagerduty.services"
DISABLED = "switch the service on in PagerDuty, or take it out of paging.pagerduty.services"
NOBODY = "fill its escalation policy in PagerDuty"
KEY = "copy the integration key of an Events API v2 integration of this service; it has 32 characters"
SUBSCRIBE = (
    "make a webhook (v3) under Integrations, Generic Webhooks, to https://<caseline>/webhooks/pagerduty, and "
    "copy its secret to paging.pagerduty.webhook_secrets; until then PagerDuty is only asked every now and "
    "then while pages are open"
)
REVIVE = "look at the webhook under Integrations, Generic Webhooks, in PagerDuty, and switch it on again"
PLACE = "/webhooks/pagerduty"


def findings(session: Session, settings: PagerDuty) -> Iterator[Finding]:
    """Asks PagerDuty itself, and changes nothing there."""
    questions = [Question(WHO, partial(_sender, session, settings), FROM)]
    for name, service in settings.services.items():
        questions.append(
            Question(f"{WHO} service {name}", partial(_service, session, name, service), SERVICE)
        )
    questions.append(
        Question(f"{WHO} webhook", partial(_subscription, session), "look at it in PagerDuty yourself")
    )
    yield from answers(questions, letter=LETTER, way=WAY)
    yield _secrets(settings)


def _sender(session: Session, settings: PagerDuty) -> Iterator[Finding]:
    session.us()
    yield Finding(WHO, f"{settings.base_url}, in the name of {settings.from_}")


def _service(session: Session, name: str, service: PagerDutyService) -> Iterator[Finding]:
    what = f"{WHO} service {name}"
    key = service.routing_key.get_secret_value()
    if key and len(key) != 32:
        yield Finding(what, "has a routing_key that cannot be one", KEY)
    if not service.service:
        yield Finding(what, "is paged by its integration key alone; who is on call there cannot be told")
        return
    said = session.ask("GET", f"/services/{quote(service.service, safe='')}")
    if text_at(said, "service", "status") == "disabled":
        yield Finding(what, "is disabled there, and wakes nobody", DISABLED)
        return
    policy = service.escalation_policy or text_at(said, "service", "escalation_policy", "id")
    yield _on_call(session, what, policy)


def _on_call(session: Session, what: str, policy: str) -> Finding:
    asked = {"escalation_policy_ids[]": policy, "include[]": "users", "earliest": "true"}
    found = on_call(session.rows("/oncalls", "oncalls", asked)) if policy else []
    names = list(dict.fromkeys(one.name for one in found if one.name))
    if names:
        return Finding(what, f"wakes {', '.join(names)}")
    return Finding(what, "has nobody on call now", NOBODY)


def _subscription(session: Session) -> Iterator[Finding]:
    """Ours are told by their place; which host we have from outside nobody knows here."""
    what = f"{WHO} webhook"
    found = [
        one
        for one in session.rows("/webhook_subscriptions", "webhook_subscriptions")
        if urlsplit(text_at(one, "delivery_method", "url")).path.rstrip("/") == PLACE
    ]
    for one in found:
        url = text_at(one, "delivery_method", "url")
        paused = part_at(one, "delivery_method").get("temporarily_disabled") is True
        if paused or one.get("active") is False:
            yield Finding(what, f"to {url} is switched off there", REVIVE)
        else:
            yield Finding(what, f"goes to {url}")
    if not found:
        yield Finding(what, f"goes nowhere that ends in {PLACE}", SUBSCRIBE)


def _secrets(settings: PagerDuty) -> Finding:
    what = f"{WHO} signature"
    if any(one.get_secret_value() for one in settings.webhook_secrets):
        return Finding(what, "of a webhook is believed when it is by a secret that is set")
    return Finding(what, "has no secret, so no webhook is believed", SUBSCRIBE)
