"""How Caseline is let in by Salesforce."""

from urllib.parse import parse_qs

import httpx
import pytest

from adapters.tickets.salesforce import connect
from bot.errors import NotLetIn, TryLater
from tests.adapters.tickets.salesforce_desk import ID, SETTINGS, Org, desk, no
from tests.adapters.tickets.wire import Wire, always, now


def test_a_token_is_asked_for_once_and_shown_every_time():
    salesforce, org = desk()

    salesforce.fetch(ID)
    salesforce.fetch(ID)

    shown = [request.headers.get("authorization") for request in org.asked]
    assert shown == [None, *["Bearer token-1"] * 4]
    assert parse_qs(org.asked[0].content.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["consumer"],
        "client_secret": ["consumer-secret"],
    }


def test_a_token_that_ran_out_is_renewed_and_the_question_asked_again():
    salesforce, org = desk(Org(query=[no(401, "INVALID_SESSION_ID")]))

    assert salesforce.fetch(ID).id == ID
    assert [line.rpartition("/")[2] for line in org.lines()] == [
        "token",
        "query",
        "token",
        "query",
        "composite",
    ]
    assert org.asked[3].headers["authorization"] == "Bearer token-3"


def test_a_new_token_that_is_refused_as_well_is_the_end():
    salesforce, org = desk(Org(query=[no(401, "INVALID_SESSION_ID")] * 3))

    with pytest.raises(NotLetIn):
        salesforce.fetch(ID)

    assert len(org.questions()) == 2


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(400, json={"error": "invalid_client"}),
        httpx.Response(401),
        httpx.Response(200, json={"access_token": None}),
        httpx.Response(200, json=[]),
    ],
)
def test_credentials_that_are_no_good_are_said_to_be_and_never_shown(answer):
    salesforce = connect(SETTINGS, now=now, transport=Wire(lambda _: answer))

    with pytest.raises(NotLetIn) as refusal:
        salesforce.fetch(ID)

    assert "consumer-secret" not in f"{refusal.value} {salesforce!r} {SETTINGS!r}"


def test_a_note_without_a_token_was_surely_not_written():
    salesforce = connect(SETTINGS, now=now, transport=Wire(always(502)))

    with pytest.raises(TryLater) as later:
        salesforce.note(ID, "x", key="k")

    assert later.value.unsure is False
