"""What comes to GitHub's adapter from outside: addresses, webhooks, and JSON that lacks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.doors.knock import digest
from bot.domain.ticket import Hint, Knock, Query, Ticket
from bot.errors import Forged
from tests.adapters.tickets.github_desk import ID, ISSUE, ISSUES, SEARCH, github
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import PAYLOADS, payload

HOME = "https://github.com"


@pytest.mark.parametrize(
    "path",
    [
        "/acme/shop/issues/12",
        "/Acme/SHOP/issues/12/",
        "/acme/shop/issues/12?notification_referrer_id=1#issuecomment-5",
        "/acme/shop/issues/12 said Ana",
    ],
)
def test_addresses_that_open_an_issue_name_it(path):
    desk, _ = github({})

    assert desk.ref_in(HOME + path) == ID


def test_an_own_server_may_have_a_path_before_its_repositories():
    desk, _ = github({}, web_url="https://git.acme.test/hub/", base_url="https://git.acme.test/api/v3")

    assert desk.ref_in("https://git.acme.test/hub/acme/shop/issues/12") == ID
    assert desk.ref_in("https://github.com/acme/shop/issues/12") == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        ID,
        f"{HOME}/acme/shop",
        f"{HOME}/acme/shop/pull/12",
        f"{HOME}/acme/shop/issues",
        f"{HOME}/acme/shop/issues/0",
        f"{HOME}/acme/shop/issues/12x",
        f"{HOME}/acme/other/issues/12",
        f"{HOME}/login?return_to=/acme/shop/issues/12",
    ],
)
def test_addresses_of_anything_else_name_nothing(address):
    desk, _ = github({})

    assert desk.ref_in(address) == ""


@given(st.text(), st.text())
def test_no_address_breaks_the_reader_and_only_ids_come_out(before, after):
    desk, _ = github({})

    for address in (before, f"{HOME}/{after}", f"{HOME}{before}/acme/shop/issues/1{after}"):
        found = desk.ref_in(address)
        assert found == "" or found.removeprefix("acme/shop#").isdecimal()


# --- webhooks ------------------------------------------------------------------------------

BODY = (PAYLOADS / "github_webhook.json").read_bytes()


def signed(body, secret="s", event="issues", **headers):
    shown = f"sha256={digest(secret, body).hex()}"
    return Knock({"x-hub-signature-256": shown, "x-github-event": event, **headers}, body)


@pytest.mark.parametrize("event", ["issues", "issue_comment"])
def test_a_signed_webhook_names_its_issue(event):
    desk, _ = github({}, webhook_secret="s")

    hints = desk.hints(signed(BODY, event=event, **{"x-github-delivery": "d-1"}))

    assert hints == (Hint("d-1", ID),)


def test_without_a_delivery_the_same_body_is_the_same_event():
    desk, _ = github({}, webhook_secret="s")

    (one,), (other,) = desk.hints(signed(BODY)), desk.hints(signed(BODY))
    (later,) = desk.hints(signed(BODY + b" "))

    assert one == other
    assert one.event not in ("", later.event)


def test_the_vector_of_the_vendor_is_believed():
    desk, _ = github({}, webhook_secret="It's a Secret to Everybody")
    shown = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    knock = Knock({"x-hub-signature-256": shown, "x-github-event": "issues"}, b"Hello, World!")

    assert desk.hints(knock) == ()


@pytest.mark.parametrize(
    ("secret", "knock"),
    [
        ("", signed(BODY, "")),
        ("", Knock({"x-hub-signature-256": ""}, BODY)),
        ("s", Knock({"x-github-event": "issues"}, BODY)),
        ("s", signed(BODY, "other")),
        ("s", Knock(signed(BODY).headers, BODY + b" ")),
        ("s", Knock({"x-hub-signature": signed(BODY).headers["x-hub-signature-256"]}, BODY)),
        ("s", Knock({"authorization": "Bearer s"}, BODY, secret="s")),
    ],
)
def test_what_proves_nothing_is_forged(secret, knock):
    desk, _ = github({}, webhook_secret=secret)

    with pytest.raises(Forged):
        desk.hints(knock)


@pytest.mark.parametrize("event", ["ping", "push", "pull_request", "", "sub_issues"])
def test_other_events_are_about_nothing(event):
    desk, _ = github({}, webhook_secret="s")

    assert desk.hints(signed(BODY, event=event)) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"payload=%7B%7D",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"issue": null, "repository": {"full_name": "acme/shop"}}',
        b'{"issue": {"number": 12}, "repository": {"full_name": "acme/other"}}',
        b'{"issue": {"number": 12}, "repository": {"full_name": 7}}',
        b'{"issue": {"number": "1/../2"}, "repository": {"full_name": "acme/shop"}}',
        b'{"issue": {"number": 12, "pull_request": {"url": "x"}}, "repository": {"full_name": "acme/shop"}}',
    ],
)
def test_a_signed_webhook_about_something_else_is_about_nothing(body):
    desk, _ = github({}, webhook_secret="s")

    assert desk.hints(signed(body)) == ()


# --- lenient reading -----------------------------------------------------------------------


@given(broken(payload("github_issue")))
def test_whatever_is_missing_or_odd_an_issue_is_read(raw):
    desk, _ = github(
        {ISSUE: raw, SEARCH: {"items": [raw]}, ISSUES: [raw]}, fields={"product": "milestone.title"}
    )

    ticket = desk.fetch(ID)
    found = desk.search(Query(text="x"), limit=5)
    changes = desk.changed('{"acme/shop": ["2026-11-19T10:00:00Z", 0]}', limit=5)

    assert isinstance(ticket, Ticket)
    assert ticket.id.startswith("acme/shop#")
    assert (len(found), len(changes.tickets)) == (1, 1)
