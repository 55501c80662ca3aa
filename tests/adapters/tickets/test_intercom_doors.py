"""Addresses and knocks that claim to be of Intercom, and the check."""

import json
from typing import Any

import pytest

from adapters.doors.knock import digest
from adapters.tickets.intercom import ABILITIES
from bot.domain.ticket import Knock
from bot.domain.ticket_ability import Ability
from bot.errors import Forged
from tests.adapters.tickets.intercom_desk import (
    INBOX,
    Workspace,
    desk,
)

# --- addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{INBOX}/inbox/admin/814/conversation/215469", "215469"),
        (f"{INBOX}/inbox/conversation/215469?view=List#part_id=comment-215469-1", "215469"),
        (f"{INBOX}/conversation/215469 see here", "215469"),
        ("https://app.intercom.com/a/apps/abc123/conversations/215469", "215469"),
        ("https://app.intercom.com/a/apps/abc123/inbox/inbox/all/conversations/215469", "215469"),
        ("HTTPS://APP.intercom.com:443/a/inbox/abc123/inbox/conversation/215469)", "215469"),
        (f"{INBOX}/inbox/conversation/215469x", ""),
        (f"{INBOX}/inbox/conversation/", ""),
        ("https://app.intercom.com/a/inbox/other/inbox/conversation/215469", ""),
        ("https://app.eu.intercom.com/a/inbox/abc123/inbox/conversation/215469", ""),
        ("215469", ""),
        ("", ""),
    ],
)
def test_an_address_of_this_workspace_opens_a_ticket_and_no_other_does(address: str, expected: str) -> None:
    workspace = Workspace()

    assert desk(workspace).ref_in(address) == expected
    assert workspace.asked == []


# --- webhooks -------------------------------------------------------------------------------


def signed(body: bytes, secret: str = "secret") -> Knock:
    return Knock({"x-hub-signature": f"sha1={digest(secret, body, 'sha1').hex()}"}, body)


def told(**more: Any) -> bytes:
    item = {"type": "conversation", "id": "215469"}
    event = {
        "type": "notification_event",
        "app_id": "abc123",
        "id": "notif_1",
        "topic": "conversation.user.replied",
    }
    return json.dumps({**event, "data": {"type": "notification_event_data", "item": item}, **more}).encode()


def test_the_known_signature_is_accepted() -> None:
    body = b'{"type":"notification_event"}'
    knock = Knock({"x-hub-signature": "sha1=f3d8e3f3fd442fb2f093e5d59714a8d1b27ba426"}, body)

    assert list(desk(Workspace(), webhook_secret="secret").hints(knock)) == []


def test_a_signed_notification_hints_at_its_conversation() -> None:
    system = desk(Workspace(), webhook_secret="secret")

    changed = system.hints(signed(told()))
    deleted = system.hints(
        signed(told(topic="conversation.deleted", data={"item": {"conversation_id": 215469}}))
    )

    assert [(hint.event, hint.ticket) for hint in changed] == [("notif_1", "215469")]
    assert [(hint.event, hint.ticket) for hint in deleted] == [("notif_1", "215469")]


@pytest.mark.parametrize(
    ("secret", "knock"),
    [
        ("secret", Knock({}, told())),
        ("secret", Knock({"x-hub-signature": ""}, told())),
        ("secret", Knock({"x-hub-signature": "sha1="}, told())),
        ("secret", Knock({"x-hub-signature": signed(told()).headers["x-hub-signature"]}, told() + b" ")),
        ("secret", Knock({"x-hub-signature": signed(told()).headers["x-hub-signature"][5:]}, told())),
        ("secret", signed(told(), "another")),
        ("", signed(told(), "")),
        ("", Knock({"x-hub-signature": ""}, told())),
    ],
)
def test_what_is_not_signed_with_the_client_secret_is_not_believed(secret: str, knock: Knock) -> None:
    with pytest.raises(Forged):
        desk(Workspace(), webhook_secret=secret).hints(knock)


@pytest.mark.parametrize(
    "body",
    [
        told(topic="ping"),
        told(topic="contact.created"),
        told(topic=None),
        told(app_id="another"),
        told(data=None),
        told(data={"item": {"id": "../1"}}),
        told(data={"item": {"id": "ticket-631"}}),
    ],
)
def test_a_genuine_knock_about_nothing_hints_at_nothing(body: bytes) -> None:
    assert list(desk(Workspace(), webhook_secret="secret").hints(signed(body))) == []


# --- check ----------------------------------------------------------------------------------


def test_the_check_finds_nothing_missing_where_all_is_there() -> None:
    workspace = Workspace(
        **{
            "GET /me": {"name": "Caseline", "app": {"id_code": "abc123", "name": "Acme"}},
            "GET /admins/814": {"name": "Ana"},
            "GET /ticket_types/95": {"name": "Incident"},
        }
    )

    findings = list(desk(workspace, ticket_type="95", webhook_secret="secret").check())

    assert all(finding.ok for finding in findings)
    assert findings[0].says == "Acme (abc123) as Caseline"
    assert {each.method for each in workspace.asked} == {"GET"}


def test_the_check_names_what_is_missing_and_never_the_token() -> None:
    workspace = Workspace(**{"GET /me": {"name": "Caseline", "app": {"id_code": "another", "name": "Acme"}}})

    findings = list(desk(workspace, admin="ana").check())

    assert [finding.what for finding in findings if not finding.ok] == [
        "Intercom",
        "Intercom teammate",
        "Intercom webhook",
    ]
    assert "a-token" not in str(findings)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 503])
def test_the_check_never_raises(status: int) -> None:
    findings = list(desk(Workspace(**{"GET /me": status, "GET /admins/814": status})).check())

    assert not findings[0].ok


def test_every_ability_is_answered() -> None:
    assert set(ABILITIES) == set(Ability)
