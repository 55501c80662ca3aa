"""What `caseline check` says of Zendesk."""

from typing import Any

import httpx
import pytest

from bot.errors import NotLetIn
from tests.adapters.tickets.zendesk_desk import Account, desk


def me(**user: Any) -> Account:
    return Account().on("GET /users/me", {"user": {"id": 9, "name": "Caseline", "role": "admin", **user}})


def test_a_desk_that_is_ready_has_nothing_to_do():
    found = list(desk(me()).check())

    assert [one.todo for one in found] == [""] * len(found)
    assert "Caseline" in found[0].says


@pytest.mark.parametrize(
    ("wire", "more", "todo"),
    [
        (me(role="agent"), {}, "administrator"),
        (me(ticket_restriction="groups"), {}, "access to all tickets"),
        (me(), {"webhook_secret": ""}, "webhook_secret"),
        (me(id=None, name="Anonymous user", role="end-user"), {}, "api_token"),
        (me(id=None), {}, "api_token"),
        (Account().on("GET /users/me", {"user": None}), {}, "api_token"),
        (Account().on("GET /users/me", httpx.Response(401)), {}, "api_token"),
        (Account().on("GET /users/me", httpx.Response(404)), {}, "base_url"),
        (Account().on("GET /users/me", httpx.Response(502)), {}, "base_url"),
    ],
)
def test_what_is_missing_says_what_to_do(wire, more, todo):
    found = [one for one in desk(wire, **more).check() if not one.ok]

    assert any(todo in one.todo for one in found)
    assert not any("token-5" in f"{one}" for one in found)


def test_credentials_that_are_no_good_are_told_apart():
    with pytest.raises(NotLetIn):
        desk(Account().on("GET /tickets/4711", httpx.Response(401))).fetch("4711")
