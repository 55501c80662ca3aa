"""Which webhooks are believed to be of our PagerDuty, and what they are about."""

import json
from hashlib import sha256
from hmac import digest

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pager import PagerHint
from bot.domain.ticket import Knock
from bot.errors import Forged
from tests.adapters.paging.pagerduty_account import at_the_wire


def refuse_everything(_: httpx.Request) -> httpx.Response:
    raise AssertionError("something left although nothing may")


def ours(*secrets: str):
    return at_the_wire(refuse_everything, webhook_secrets=secrets)


def signature(body: bytes, secret: str) -> str:
    return f"v1={digest(secret.encode(), body, sha256).hex()}"


def knock(body: bytes, *secrets: str) -> Knock:
    shown = ",".join(signature(body, one) for one in secrets)
    return Knock({"x-pagerduty-signature": shown}, body)


def told(**event: object) -> bytes:
    return json.dumps({"event": {"id": "01EV", "event_type": "incident.triggered", **event}}).encode()


VECTOR = b'{"event":{"id":"01","event_type":"incident.triggered"}}'
GOOD = "v1=c0203e4796aeb2d504746f3fbbf6f7783306284c5b0db1cfe83ab48a0df0e933"


def test_a_known_signature_is_believed():
    assert list(ours("secret").hints(Knock({"x-pagerduty-signature": GOOD}, VECTOR))) == []


@pytest.mark.parametrize(
    ("secrets", "signed_with"),
    [
        (("new",), ("new",)),
        (("old", "new"), ("old",)),
        (("old", "new"), ("new",)),
        (("new",), ("old", "new")),
        (("new",), ("new", "old")),
        (("", "new"), ("new",)),
    ],
)
def test_while_a_secret_is_changed_any_that_fits_is_believed(secrets, signed_with):
    body = told(data={"id": "Q1", "type": "incident"})

    assert list(ours(*secrets).hints(knock(body, *signed_with))) == [PagerHint("01EV", "Q1")]


@pytest.mark.parametrize(
    ("secrets", "header"),
    [
        (("secret",), ""),
        (("secret",), "v1="),
        (("secret",), ","),
        (("secret",), GOOD.removeprefix("v1=")),
        (("secret",), f"v2={GOOD.removeprefix('v1=')}"),
        (("secret",), GOOD.upper()),
        (("secret",), f"{GOOD}0"),
        (("secret",), "v1=é"),
        (("other",), GOOD),
        ((), GOOD),
        (("",), signature(VECTOR, "")),
        ((), signature(VECTOR, "")),
    ],
)
def test_everything_else_is_forged(secrets, header):
    with pytest.raises(Forged):
        ours(*secrets).hints(Knock({"x-pagerduty-signature": header}, VECTOR))


def test_a_body_that_was_changed_on_the_way_is_forged():
    with pytest.raises(Forged):
        ours("secret").hints(Knock({"x-pagerduty-signature": GOOD}, VECTOR + b" "))


def test_a_webhook_without_any_signature_is_forged():
    with pytest.raises(Forged):
        ours("secret").hints(Knock({}, VECTOR))


@pytest.mark.parametrize(
    ("data", "about"),
    [
        ({"id": "Q1", "type": "incident"}, "Q1"),
        ({"id": "Q1", "type": "incident_reference"}, "Q1"),
        ({"id": "N1", "type": "incident_note", "incident": {"id": "Q1"}}, "Q1"),
        ({"type": "incident_responder", "incident": {"id": "Q1"}}, "Q1"),
        ({"id": "U1", "type": "incident_status_update", "incident": {"id": "Q1"}}, "Q1"),
        ({"id": "S1", "type": "service"}, ""),
        ({"id": "key:payments:page-1", "type": "incident"}, ""),
        ({"id": "../users", "type": "incident"}, ""),
        ({"id": 7, "type": "incident"}, ""),
        ({"id": None, "type": "incident", "incident": None}, ""),
        ({"message": "Hello", "type": "ping"}, ""),
        (None, ""),
        ([], ""),
    ],
)
def test_a_webhook_hints_at_its_incident(data, about):
    found = ours("secret").hints(knock(told(data=data), "secret"))

    assert list(found) == ([PagerHint("01EV", about)] if about else [])


def test_a_ping_is_nothing():
    body = told(event_type="pagey.ping", resource_type="pagey", data={"message": "Hi", "type": "ping"})

    assert list(ours("secret").hints(knock(body, "secret"))) == []


def test_an_event_without_an_id_cannot_be_told_from_another_and_is_nothing():
    body = told(id=None, data={"id": "Q1", "type": "incident"})

    assert list(ours("secret").hints(knock(body, "secret"))) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"<html>", b"null", b"[1]"])
def test_behind_a_good_signature_nonsense_hints_at_nothing(body):
    assert list(ours("secret").hints(knock(body, "secret"))) == []


@given(st.text(max_size=80), st.binary(max_size=40))
def test_no_header_is_too_odd_to_be_refused(header, body):
    with pytest.raises(Forged):
        ours("secret").hints(Knock({"x-pagerduty-signature": header}, body))


@pytest.mark.parametrize("shown", ["token-5", "R" * 32, "hook-secret"])
def test_no_secret_is_printed(shown):
    pager = at_the_wire(refuse_everything, webhook_secrets=["hook-secret"])

    assert shown not in f"{pager!r} {vars(pager)}"
