"""Addresses and webhooks of Freshdesk, and what a check says of it."""

import hashlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.freshdesk import ABILITIES
from bot.domain.ticket import Knock
from bot.domain.ticket_ability import Ability
from bot.errors import Forged
from bot.settings_tickets import Freshdesk
from tests.adapters.tickets.freshdesk_desk import HOME, SETTINGS, desk
from tests.adapters.tickets.wire import always, documented


@pytest.mark.parametrize(
    "path",
    [
        "/a/tickets/2041",
        "/a/tickets/2041/edit",
        "/a/tickets/2041?current_tab=details#note_5",
        "/helpdesk/tickets/2041",
        "/support/tickets/2041",
        "/en/support/tickets/2041",
        "/pt-BR/support/tickets/2041, please look",
    ],
)
def test_the_addresses_of_agents_and_customers_name_the_ticket(path):
    freshdesk, _ = desk(always())

    assert freshdesk.ref_in(HOME + path) == "2041"


@pytest.mark.parametrize(
    "address",
    [
        "https://other.freshdesk.com/a/tickets/1",
        f"{HOME}/a/tickets/filters/all_tickets",
        f"{HOME}/a/tickets/1x",
        f"{HOME}/a/tickets/../agents/1",
        f"{HOME}/a/contacts/1",
        f"{HOME}/a/tickets/１２",
        f"{HOME}/a/tickets/{'1' * 19}",
        f"{HOME}/?next=/a/tickets/1",
    ],
)
def test_other_addresses_name_no_ticket(address):
    freshdesk, _ = desk(always())

    assert freshdesk.ref_in(address) == ""


@given(st.text(), st.sampled_from(["", HOME, f"{HOME}/a/tickets/", "https://"]))
def test_whatever_is_pasted_gives_digits_or_nothing(words, before):
    freshdesk, _ = desk(always())

    id = freshdesk.ref_in(before + words)

    assert id == "" or (id.isascii() and id.isdigit())


RECIPE = b'{"ticket": "2041", "event": "{status:{from:2,to:4}}", "changed": "Thu, Nov 19 2026 at 12:00 PM"}'


@pytest.mark.parametrize(
    "shown",
    [
        {"secret": "a long secret"},
        {"headers": {"x-caseline-secret": "a long secret"}},
        {"headers": {"authorization": "Bearer a long secret"}},
    ],
)
def test_a_webhook_with_the_secret_is_believed(shown):
    freshdesk, wire = desk(always())

    [hint] = freshdesk.hints(Knock(**{"headers": {}, "body": RECIPE, **shown}))

    assert (hint.ticket, hint.event) == ("2041", hashlib.sha256(RECIPE).hexdigest())
    assert wire.asked == []


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (SETTINGS, ""),
        (SETTINGS, "a long secre"),
        (SETTINGS, "a long secret "),
        (Freshdesk(base_url=HOME, api_key="k"), ""),
        (Freshdesk(base_url=HOME, api_key="k"), "a long secret"),
    ],
)
def test_a_webhook_without_the_secret_is_forged(settings, shown):
    freshdesk, _ = desk(always(), settings)

    with pytest.raises(Forged):
        freshdesk.hints(Knock(headers={}, body=RECIPE, secret=shown))


def test_the_body_that_freshdesk_offers_by_itself_is_understood():
    freshdesk, _ = desk(always())
    body = b'{"freshdesk_webhook": {"ticket_id": 2041, "ticket_subject": "x"}}'

    assert freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))[0].ticket == "2041"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"ticket": null}',
        b'{"ticket": {"id": [1]}}',
        b'{"ticket": "../1"}',
        b'{"freshdesk_webhook": 3}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_makes_no_sense_is_no_hint(body):
    freshdesk, _ = desk(always())

    assert list(freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))) == []


def test_the_documented_body_is_understood():
    freshdesk, _ = desk(always())
    body = documented("freshdesk", "json").replace("{{ticket.id}}", "2041").encode()

    [hint] = freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))

    assert hint.ticket == "2041"


def test_the_documented_settings_are_settings():
    written = yaml.safe_load(documented("freshdesk", "yaml"))

    assert Freshdesk.model_validate(written["tickets"]["freshdesk"]).base_url == HOME


def test_two_changes_are_two_events_and_the_same_delivery_is_one():
    freshdesk, _ = desk(always())
    bodies = [RECIPE, RECIPE, RECIPE.replace(b"12:00", b"12:01")]

    events = [
        freshdesk.hints(Knock(headers={}, body=body, secret="a long secret"))[0].event for body in bodies
    ]

    assert events[0] == events[1] != events[2]


def test_a_check_says_as_whom_freshdesk_is_reached():
    me = {"id": 17, "ticket_scope": 1, "contact": {"name": "Caseline", "email": "bot@acme.test"}}
    freshdesk, _ = desk(always(json=me))

    findings = list(freshdesk.check())

    assert findings[0].says == "reached as Caseline (bot@acme.test)"
    assert all(finding.ok for finding in findings)


def test_a_check_says_what_is_missing():
    freshdesk, _ = desk(
        always(json={"ticket_scope": 2, "type": "collaborator"}), Freshdesk(base_url=HOME, api_key="k")
    )

    missing = [finding.what for finding in freshdesk.check() if not finding.ok]

    assert missing == ["Freshdesk tickets", "Freshdesk replies", "Freshdesk webhook"]


@pytest.mark.parametrize("answer", [always(401), always(403), always(429), always(503), always(200, [])])
def test_a_check_never_fails(answer):
    freshdesk, _ = desk(answer)

    assert all(finding.says for finding in freshdesk.check())


def test_every_ability_is_told():
    assert set(ABILITIES) == set(Ability)
