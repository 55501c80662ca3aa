"""Which addresses and which webhooks are believed to be of our Zendesk."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets import zendesk
from bot.domain.ticket import (
    Hint,
    Knock,
)
from bot.errors import Forged
from tests.adapters.tickets.zendesk_desk import NOW, SECRET, Account, desk, settings


@pytest.mark.parametrize(
    "address",
    [
        "https://acme.zendesk.com/agent/tickets/4711",
        "https://ACME.zendesk.com:443/agent/tickets/4711/events?x=1#y",
        " https://acme.zendesk.com/agent/tickets/4711) is what I mean",
        "https://acme.zendesk.com/agent/#/tickets/4711",
        "https://acme.zendesk.com/tickets/4711",
        "https://acme.zendesk.com/api/v2/tickets/4711.json",
        "https://acme.zendesk.com/hc/requests/4711",
        "https://acme.zendesk.com/hc/en-us/requests/4711?page=2",
        "https://acme.zendesk.com/requests/4711",
    ],
)
def test_an_address_of_a_ticket_names_it(address):
    assert desk(Account()).ref_in(address) == "4711"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "zendesk:4711",
        "https://other.zendesk.com/agent/tickets/4711",
        "https://acme.zendesk.com/agent/users/4711",
        "https://acme.zendesk.com/agent/tickets/",
        "https://acme.zendesk.com/agent/tickets/0",
        "https://acme.zendesk.com/agent/tickets/4711x",
        "https://acme.zendesk.com/agent/tickets/../tickets/4711",
        "https://acme.zendesk.com/agent/tickets/４７１１",
        "https://acme.zendesk.com/agent/tickets/" + "4" * 30,
        "https://acme.zendesk.com/?x=/agent/tickets/4711",
        "https://acme.zendesk.com/agent/tickets#/tickets/4711",
    ],
)
def test_any_other_address_names_nothing(address):
    assert desk(Account()).ref_in(address) == ""


@given(st.text(alphabet="htps:/@\\.#?aceminzdk[]0147 -", max_size=60), st.text(max_size=20))
def test_no_address_is_too_odd_to_be_looked_at(middle, end):
    found = desk(Account()).ref_in(f"https://{middle}/agent/tickets/4711{end}")

    assert found == "" or found.isdigit()


@given(st.from_regex(r"[a-z0-9.@:\\-]{1,20}", fullmatch=True))
def test_no_host_but_ours_is_believed(tail):
    assert desk(Account()).ref_in(f"https://acme.zendesk.com.{tail}/agent/tickets/4711") == ""


def knock(body: bytes, *, at: datetime = NOW, secret: str = SECRET, **headers: str) -> Knock:
    stamp = at.isoformat().replace("+00:00", "Z")
    mac = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).digest()
    signed = {
        "x-zendesk-webhook-signature": base64.b64encode(mac).decode(),
        "x-zendesk-webhook-signature-timestamp": stamp,
    }
    return Knock({**signed, **{name.replace("_", "-"): value for name, value in headers.items()}}, body)


EVENT = {
    "type": "zen:event-type:ticket.status_changed",
    "id": "evt-1",
    "subject": "zen:ticket:4711",
    "detail": {"id": "4711", "status": "OPEN"},
}


def vector(secret: str, stamp: str, body: bytes, signature: str) -> list[Hint]:
    at = datetime.fromisoformat(stamp)
    system = zendesk.connect(settings(webhook_secret=secret), now=lambda: at)
    headers = {
        "x-zendesk-webhook-signature": signature,
        "x-zendesk-webhook-signature-timestamp": stamp,
    }
    return list(system.hints(Knock(headers, body)))


def test_the_documented_signature_is_believed():
    found = vector(
        "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
        "2021-03-25T05:09:27Z",
        b'{"test":"body"}',
        "LFwQUHrxSj/nFgpcPLlwOwqDTHFdLg2gaYwxTgHFWNQ=",
    )

    assert found == []


def test_a_signature_in_the_older_order_is_forged():
    with pytest.raises(Forged):
        vector(
            "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=",
            "2021-07-25T10:00:00Z",
            b'{"say": "hello"}',
            "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=",
        )


@pytest.mark.parametrize(
    ("told", "headers", "hints"),
    [
        (EVENT, {}, [Hint("evt-1", "4711")]),
        ({**EVENT, "detail": None}, {}, [Hint("evt-1", "4711")]),
        ({**EVENT, "type": "zen:event-type:messaging_ticket.message_added"}, {}, [Hint("evt-1", "4711")]),
        ({**EVENT, "type": "zen:event-type:user.created", "detail": {"id": "4711"}}, {}, []),
        ({**EVENT, "type": 7}, {}, []),
        ({**EVENT, "detail": {"id": "../4711"}}, {}, []),
        ({"ticket_id": "4711"}, {"x_zendesk_webhook_invocation_id": "inv-1"}, [Hint("inv-1", "4711")]),
        ({"ticket_id": 4711, "id": "own"}, {}, [Hint("own", "4711")]),
        ({"hello": "world"}, {}, []),
        ([], {}, []),
        (None, {}, []),
    ],
)
def test_a_webhook_hints_at_its_ticket(told, headers, hints):
    found = desk(Account()).hints(knock(json.dumps(told).encode(), **headers))

    assert list(found) == hints


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"<html>"])
def test_behind_a_good_signature_nonsense_hints_at_nothing(body):
    assert desk(Account()).hints(knock(body)) == ()


def test_triggers_that_say_the_same_are_told_apart_by_their_instant():
    body = b'{"ticket_id": "4711"}'
    system = desk(Account())

    events = {
        hint.event
        for at in (NOW, NOW, NOW - timedelta(minutes=1))
        for hint in system.hints(knock(body, at=at))
    }

    assert len(events) == 2


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_signature_is_a_replay(minutes):
    with pytest.raises(Forged):
        desk(Account()).hints(knock(b"{}", at=NOW + timedelta(minutes=minutes)))


@pytest.mark.parametrize("change", ["body", "timestamp", "signature", "secret"])
def test_whatever_was_changed_on_the_way_is_forged(change):
    good = knock(b'{"ticket_id": "4711"}')
    stamp = "x-zendesk-webhook-signature-timestamp"
    bad = {
        "body": Knock(good.headers, good.body + b" "),
        "timestamp": Knock({**good.headers, stamp: "2026-03-04T09:00:01Z"}, good.body),
        "signature": Knock({**good.headers, "x-zendesk-webhook-signature": "é"}, good.body),
        "secret": knock(good.body, secret="guess"),
    }

    with pytest.raises(Forged):
        desk(Account()).hints(bad[change])


def test_without_a_secret_even_what_is_signed_with_nothing_is_forged():
    with pytest.raises(Forged):
        desk(Account(), webhook_secret="").hints(knock(b"{}", secret=""))
