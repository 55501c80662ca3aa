"""Every pager, connected by the least settings to a wire that answers as a test says."""

import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType
from typing import Any, get_args

import httpx
import pytest

from bot.domain.pager import Call
from bot.domain.ticket import Knock
from bot.ports import Pager
from bot.settings_paging import Pager as Section
from bot.settings_paging import Paging
from tests.tickets import ROOT

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
SECRET, TOKEN = "knock-knock-83", "very-secret-token-61"
SECRETS = (SECRET, TOKEN)

SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "pagerduty": {
        "api_token": TOKEN,
        "from": "bot@acme.test",
        "webhook_secrets": (SECRET,),
        "services": {"payments": {"service": "PS1", "escalation_policy": "EP1"}},
    },
    "opsgenie": {
        "api_key": TOKEN,
        "webhook_secret": SECRET,
        "services": {"payments": {"responder": "team:T1", "schedule": "S1"}},
    },
    "goalert": {
        "base_url": "https://goalert.acme.test",
        "api_token": TOKEN,
        "services": {"payments": {"service": "S1", "integration_key": TOKEN}},
    },
}
IDS: Mapping[str, str] = {"pagerduty": "Q7", "opsgenie": "A7", "goalert": "7"}
WITHOUT_WEBHOOKS = ("goalert",)

CALL = Call(title="Checkout is down", details="Customers see a white page.", service="payments")
Act = Callable[[Pager, str], object]
ACTS: Mapping[str, Act] = {
    "page": lambda it, known: it.page(CALL, key="k-1"),
    "page in doubt": lambda it, known: it.page(CALL, key="k-1", doubtful=True),
    "acknowledge": lambda it, known: it.acknowledge(known, by="ana@acme.test"),
    "resolve": lambda it, known: it.resolve(known, by=""),
    "read": lambda it, known: it.read(known),
    "on call": lambda it, known: it.on_call("payments"),
}


def settable() -> list[str]:
    """Every pager that the settings know."""
    return [
        name
        for name, field in Paging.model_fields.items()
        if any(isinstance(kind, type) and issubclass(kind, Section) for kind in get_args(field.annotation))
    ]


def adapters() -> Mapping[str, ModuleType]:
    folder = ROOT / "adapters" / "paging"
    return {
        name: import_module(f"adapters.paging.{name}")
        for name in settable()
        if (folder / f"{name}.py").exists()
    }


FOUND = adapters()
every = pytest.mark.parametrize("name", FOUND)
acts = pytest.mark.parametrize(("name", "act"), [(name, act) for name in FOUND for act in ACTS])

Answer = httpx.Response | Callable[[httpx.Request], httpx.Response]


class Wire(httpx.MockTransport):
    """Answers everything alike, and remembers what was asked."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(self._handle)
        self._answer = answer
        self.asked: list[httpx.Request] = []

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if callable(self._answer):
            return self._answer(request)
        said = self._answer
        return httpx.Response(said.status_code, headers=said.headers, content=said.content)


def sample(name: str, **more: Any) -> Any:
    return Paging.model_validate({name: {**SAMPLES[name], **more}}).pagers()[name]


def pager(name: str, wire: Wire, **more: Any) -> Any:
    return FOUND[name].connect(sample(name, **more), now=lambda: NOW, transport=wire)


def silent() -> Wire:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise AssertionError("something left although nothing may")

    return Wire(refuse)


def without_secret(name: str) -> Mapping[str, Any]:
    """What is set differently where no webhook can be proved."""
    return {key: "" if key == "webhook_secret" else () for key in SAMPLES[name] if "webhook" in key}


def knock(secret: str, body: bytes = b"{}") -> Knock:
    """With every proof that some pager may want, made with this secret."""
    signed = hmac.new(secret.encode(), body, "sha256").hexdigest()
    headers = {
        "x-caseline-secret": secret,
        "authorization": f"Bearer {secret}",
        "x-pagerduty-signature": f"v1={signed}",
    }
    return Knock(headers, body, secret=secret)
