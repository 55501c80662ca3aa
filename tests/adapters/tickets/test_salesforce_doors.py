"""Addresses and webhooks of Salesforce, and what a check says of it."""

import hashlib
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.salesforce import ABILITIES, connect
from adapters.tickets.salesforce_query import full_id
from bot.domain.ticket import Knock
from bot.domain.ticket_ability import Ability
from bot.errors import Forged
from bot.settings_tickets import Salesforce
from tests.adapters.tickets.salesforce_desk import (
    HOME,
    ID,
    LIGHTNING,
    SETTINGS,
    WRITTEN,
    Org,
    desk,
)
from tests.adapters.tickets.wire import Wire, always, documented, now


@pytest.mark.parametrize(
    "address",
    [
        f"{LIGHTNING}/lightning/r/Case/{ID}/view",
        f"{LIGHTNING}/lightning/r/{ID}/view?ws=%2Flightning#x",
        f"{HOME}/lightning/r/Case/{ID}/related/CaseComments/view",
        f"{HOME}/{ID}",
        f"{HOME}/{ID[:15]}",
        f"{HOME}/{ID}?nooverride=1, please look",
    ],
)
def test_the_addresses_of_lightning_and_of_classic_name_the_case(address):
    salesforce, _ = desk()

    assert salesforce.ref_in(address) == ID


@pytest.mark.parametrize(
    ("base", "lightning"),
    [
        ("https://acme--dev.sandbox.my.salesforce.com/", "https://acme--dev.sandbox.lightning.force.com"),
        ("https://desk.proxy.test", "https://desk.proxy.test"),
        ("http://127.0.0.1:9", "http://127.0.0.1:9"),
        ("https://my.salesforce.com", "https://my.salesforce.com"),
    ],
)
def test_people_are_sent_to_the_lightning_host_where_there_is_one(base, lightning):
    salesforce, _ = desk(settings=Salesforce.model_validate({**WRITTEN, "base_url": base}))
    address = f"{lightning}/lightning/r/Case/{ID}/view"

    assert salesforce.ref_in(address) == ID


@pytest.mark.parametrize(
    "address",
    [
        f"https://other.lightning.force.com/lightning/r/Case/{ID}/view",
        f"{LIGHTNING}.evil.test/lightning/r/Case/{ID}/view",
        f"https://evil.test/{LIGHTNING}/lightning/r/Case/{ID}/view",
        f"https://acme.lightning.force.com@evil.test/lightning/r/Case/{ID}/view",
        f"http://acme.lightning.force.com/lightning/r/Case/{ID}/view",
        f"https://lightning.force.com/lightning/r/Case/{ID}/view",
        f"{LIGHTNING}/lightning/r/Contact/{ID}/view",
        f"{LIGHTNING}/lightning/r/Case/0033t00003AbCdEAAV/view",
        f"{HOME}/{ID}x",
        f"{HOME}/{ID[:16]}",
        f"{HOME}/services/{ID}",
    ],
)
def test_other_addresses_name_no_case(address):
    salesforce, _ = desk()

    assert salesforce.ref_in(address) == ""


@given(st.text(), st.sampled_from(["", f"{HOME}/", f"{LIGHTNING}/lightning/r/Case/"]))
def test_whatever_is_pasted_gives_an_id_or_nothing(words, before):
    salesforce, _ = desk()

    assert re.fullmatch(r"(500[0-9A-Za-z]{15})?", salesforce.ref_in(before + words))


@pytest.mark.parametrize(
    ("short", "full"), [("5003t00001abCDe", ID), ("500000000000000", "500000000000000AAA"), (ID, ID)]
)
def test_a_short_id_is_made_whole(short, full):
    assert full_id(short) == full


RECIPE = json.dumps({"case": ID, "changed": "2026-11-19T11:30:00Z"}).encode()


@pytest.mark.parametrize(
    "shown",
    [{"secret": "a long secret"}, {"headers": {"x-caseline-secret": "a long secret"}}],
)
def test_a_webhook_with_the_secret_is_believed(shown):
    salesforce, org = desk()

    [hint] = salesforce.hints(Knock(**{"headers": {}, "body": RECIPE, **shown}))

    assert (hint.ticket, hint.event) == (ID, hashlib.sha256(RECIPE).hexdigest())
    assert org.asked == []


@pytest.mark.parametrize("shown", ["", "wrong", "a long secret"])
def test_a_webhook_is_forged_without_the_secret_and_where_there_is_none(shown):
    none = Salesforce.model_validate({**WRITTEN, "webhook_secret": ""})
    salesforce, _ = desk(settings=none if shown == "a long secret" else SETTINGS)

    with pytest.raises(Forged):
        salesforce.hints(Knock(headers={}, body=RECIPE, secret=shown))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff", b'{"case": null}', b'{"case": "003x"}', b"[" * 100_000]
)
def test_a_body_that_makes_no_sense_is_no_hint(body):
    salesforce, _ = desk()

    assert list(salesforce.hints(Knock(headers={}, body=body, secret="a long secret"))) == []


def test_the_documented_body_is_understood():
    salesforce, _ = desk()
    body = documented("salesforce", "json").encode()

    [hint] = salesforce.hints(Knock(headers={}, body=body, secret="a long secret"))

    assert hint.ticket == ID


def test_the_documented_settings_are_settings():
    written = yaml.safe_load(documented("salesforce", "yaml"))

    assert Salesforce.model_validate(written["tickets"]["salesforce"]).base_url == HOME


DESCRIBED = {
    "createable": True,
    "updateable": True,
    "fields": [
        {"name": "Caseline_incidents__c", "updateable": True},
        {"name": "Caseline_key__c", "externalId": True},
    ],
}
LIMITS = {"DailyApiRequests": {"Max": 15000, "Remaining": 14998}}


def test_a_check_says_as_whom_salesforce_is_reached_and_what_it_has():
    whole = Salesforce.model_validate(
        {**WRITTEN, "incident_field": "Caseline_incidents__c", "key_field": "Caseline_key__c"}
    )
    org = Org(limits=[LIMITS], query=[{"records": [{"Name": "Caseline"}]}], sobjects=[DESCRIBED])
    salesforce, _ = desk(org, whole)

    findings = list(salesforce.check())

    assert findings[0].says == "reached as Caseline; 14998 of 15000 requests are left today"
    assert all(finding.ok for finding in findings)
    assert len(findings) == 5


def test_a_check_says_what_is_missing():
    odd = Salesforce.model_validate(
        {
            "base_url": HOME,
            "client_id": "c",
            "client_secret": "s",
            "incident_field": "Nowhere__c",
            "key_field": "Caseline_incidents__c",
            "fields": {"tier": "not a field"},
        }
    )
    salesforce, _ = desk(Org(sobjects=[{**DESCRIBED, "createable": False}]), odd)

    missing = [finding.what for finding in salesforce.check() if not finding.ok]

    assert missing == [
        "Salesforce cases",
        "Salesforce incident_field",
        "Salesforce key_field",
        "Salesforce fields.tier",
        "Salesforce webhook",
    ]


@pytest.mark.parametrize("answer", [always(401), always(403), always(503), always(200, []), always(204)])
def test_a_check_never_fails(answer):
    salesforce = connect(SETTINGS, now=now, transport=Wire(answer))

    findings = list(salesforce.check())

    assert not findings[0].ok
    assert all(finding.says for finding in findings)


def test_every_ability_is_told():
    assert set(ABILITIES) == set(Ability)


def test_questions_that_are_asked_together_are_written_as_addresses():
    salesforce, org = desk()

    salesforce.fetch(ID)

    [body] = org.bodies("POST")
    addresses = [urlsplit(part["url"]) for part in body["compositeRequest"]]
    assert {address.path for address in addresses} == {"/services/data/v61.0/query"}
    assert all(f"'{ID}'" in parse_qs(address.query)["q"][0] for address in addresses)
