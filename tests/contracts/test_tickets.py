"""What holds for every system of tickets; an adapter is found by its name and needs no line here."""

import base64
import hmac
import inspect
import logging

import httpx
import pytest

from bot.domain.ticket import Knock
from bot.domain.ticket_ability import Ability
from bot.errors import Forged, NotLetIn
from bot.ports import TicketSystem
from bot.settings_tickets import Tickets
from tests.contracts.tickets_all import (
    FOUND,
    NOW,
    Wire,
    every,
    id_of,
    refuse_everything,
    sample,
    system,
)
from tests.contracts.tickets_samples import ADDRESSES, SAMPLES, SECRET, SECRETS
from tests.tickets import DOCUMENT, PAGES, ROOT

PORT = {name: one for name, one in vars(TicketSystem).items() if inspect.isfunction(one) and name[0] != "_"}


# --- what an adapter is --------------------------------------------------------------------


def test_there_is_an_adapter():
    assert "zendesk" in FOUND


def test_there_is_a_sample_for_every_system_that_can_be_set():
    assert set(SAMPLES) == set(ADDRESSES) == set(Tickets.model_fields)


def test_no_adapter_goes_by_a_name_that_nobody_can_set():
    folder = ROOT / "adapters" / "tickets"

    able = {path.stem for path in folder.glob("*.py") if "\nABILITIES" in path.read_text(encoding="utf-8")}

    assert able == set(FOUND)


@every
def test_an_adapter_is_connected_like_every_other(name):
    parameters = inspect.signature(FOUND[name].connect).parameters

    assert [(one.name, one.kind) for one in parameters.values()] == [
        ("settings", inspect.Parameter.POSITIONAL_OR_KEYWORD),
        ("now", inspect.Parameter.KEYWORD_ONLY),
        ("transport", inspect.Parameter.KEYWORD_ONLY),
    ]
    assert parameters["now"].default is inspect.Parameter.empty
    assert parameters["transport"].default is None


@every
def test_an_adapter_is_called_like_its_key(name):
    assert system(name, refuse_everything).name == name


@every
@pytest.mark.parametrize("method", PORT)
def test_every_method_of_the_port_is_there_with_the_same_parameters(name, method):
    promised = inspect.signature(PORT[method]).parameters.values()

    kept = inspect.signature(getattr(type(system(name, refuse_everything)), method)).parameters.values()

    assert [(one.name, one.kind, one.default) for one in kept] == [
        (one.name, one.kind, one.default) for one in promised
    ]


@every
def test_every_ability_is_there_or_has_a_reason(name):
    abilities = FOUND[name].ABILITIES

    assert set(abilities) == set(Ability)
    assert [
        reason for reason in abilities.values() if reason and not (" " in reason and reason.endswith("."))
    ] == []


@every
def test_every_adapter_has_a_page_that_is_linked(name):
    assert (PAGES / f"{name}.md").exists()
    assert f"(tickets/{name}.md)" in DOCUMENT.read_text(encoding="utf-8")
    assert f"/webhooks/{name}" in (PAGES / f"{name}.md").read_text(encoding="utf-8")


# --- secrets -------------------------------------------------------------------------------


@every
def test_nothing_prints_a_secret(name, caplog):
    caplog.set_level(logging.DEBUG)
    connected = system(name, Wire(httpx.Response(401, text=SECRET)))

    with pytest.raises(NotLetIn) as refused:
        connected.fetch(id_of(name))

    printed = [repr(one) + str(one) for one in (sample(name), connected, refused.value)]
    assert [secret for secret in SECRETS if secret in "".join([*printed, caplog.text])] == []


# --- webhooks ------------------------------------------------------------------------------


def knock(name: str, secret: str, body: bytes = b"{}", **more: str) -> Knock:
    """With every proof that some system may want, made with this secret."""

    def signed(how: str, what: bytes = body) -> bytes:
        return hmac.new(secret.encode(), what, how).digest()

    stamp = NOW.isoformat().replace("+00:00", "Z")
    hub = "sha1" if name == "intercom" else "sha256"
    headers = {
        "x-caseline-secret": secret,
        "authorization": f"Bearer {secret}",
        "x-zendesk-webhook-signature-timestamp": stamp,
        "x-zendesk-webhook-signature": base64.b64encode(signed("sha256", stamp.encode() + body)).decode(),
        "x-hub-signature": f"{hub}={signed(hub).hex()}",
        "x-hub-signature-256": f"sha256={signed('sha256').hex()}",
    }
    return Knock({**headers, **more}, body, secret=secret)


@every
@pytest.mark.parametrize("body", [b"{}", b"", b"[]", b"null", b"{", b"\xff\x00", b"<html>", b"[" * 100_000])
def test_a_genuine_knock_about_nothing_hints_at_nothing(name, body):
    found = system(name, refuse_everything).hints(knock(name, SECRET, body))

    assert list(found) == []


@every
def test_an_unsigned_knock_is_forged(name):
    with pytest.raises(Forged):
        system(name, refuse_everything).hints(Knock({}, b"{}"))


@every
@pytest.mark.parametrize("secret", ["", "guess", SECRET[:-1], f"{SECRET} ", SECRET.upper(), "é\x00"])
def test_a_knock_with_a_wrong_secret_is_forged(name, secret):
    with pytest.raises(Forged):
        system(name, refuse_everything).hints(knock(name, secret))


@every
@pytest.mark.parametrize("secret", ["", SECRET])
def test_without_a_secret_of_our_own_every_knock_is_forged(name, secret):
    with pytest.raises(Forged):
        system(name, refuse_everything, webhook_secret="").hints(knock(name, secret))
