"""What all desks share: refusals in the bot's words, lenient reading, and proofs of webhooks."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.http import SLOW, Declined
from adapters.tickets.desk import Desk
from adapters.tickets.values import at, chosen, instant, priority, status, text
from adapters.tickets.webhook import digest, must_be_fresh, must_know_secret, must_match
from bot.domain.ticket import Knock, Priority, TicketStatus
from bot.errors import Forged, NotLetIn, Refused, TicketGone, TryLater

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
SECRET = "opensesame-71"

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def desk(
    answer: httpx.Response | Callable[[httpx.Request], httpx.Response], base: str = "https://desk.test/api/"
) -> Desk:
    handle = answer if callable(answer) else lambda _: answer
    return Desk("The desk", base, auth=("bot", SECRET), transport=httpx.MockTransport(handle))


class Heard:
    """What left for the desk."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={"id": 7})


# --- requests ------------------------------------------------------------------------------


def test_a_path_is_asked_below_the_base_with_our_credentials():
    heard = Heard()

    said = desk(heard).ask("GET", "/tickets/7", params={"a": "b"})

    [request] = heard.requests
    assert said == {"id": 7}
    assert str(request.url) == "https://desk.test/api/tickets/7?a=b"
    assert request.headers["accept"] == "application/json"
    assert request.headers["authorization"].startswith("Basic ")


def test_headers_of_one_request_are_joined_to_those_of_all():
    heard = Heard()
    all_of_them = Desk(
        "The desk", "https://desk.test", headers={"X-Version": "2"}, transport=httpx.MockTransport(heard)
    )

    all_of_them.ask("GET", "/", headers={"X-Once": "1", "Accept": "text/plain"})

    [request] = heard.requests
    assert (request.headers["x-version"], request.headers["x-once"]) == ("2", "1")
    assert request.headers["accept"] == "text/plain"
    assert "authorization" not in request.headers


def test_a_further_page_is_a_whole_address():
    heard = Heard()

    desk(heard).ask("GET", "https://desk.test/api/tickets?page=2")

    assert str(heard.requests[0].url) == "https://desk.test/api/tickets?page=2"


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.test/tickets?page=2",
        "http://desk.test/api/tickets",
        "https://desk.test.evil.test/",
        "https://desk.test@evil.test/",
    ],
)
def test_a_further_page_somewhere_else_is_not_asked_for(path):
    heard = Heard()

    with pytest.raises(Refused):
        desk(heard).ask("GET", path)

    assert heard.requests == []


@pytest.mark.parametrize("path", ["@evil.test/", ".evil.test/", ":443@evil.test/"])
def test_a_path_cannot_turn_into_another_host(path):
    heard = Heard()

    with pytest.raises(Refused):
        desk(heard, "https://desk.test").ask("GET", path)

    assert heard.requests == []


@pytest.mark.parametrize(
    ("code", "ticket", "kind"),
    [
        (401, False, NotLetIn),
        (401, True, NotLetIn),
        (403, True, TicketGone),
        (404, True, TicketGone),
        (410, True, TicketGone),
        (403, False, Refused),
        (404, False, Declined),
        (422, True, Declined),
        (302, True, Declined),
    ],
)
def test_a_refusal_has_the_name_of_what_it_means(code, ticket, kind):
    with pytest.raises(Refused) as no:
        desk(httpx.Response(code, text="no")).ask("GET", "/tickets/7", ticket=ticket)

    assert type(no.value) is kind
    assert "The desk" in str(no.value)
    assert SECRET not in repr(no.value)


@pytest.mark.parametrize(("code", "forbidden"), [(403, True), (404, False), (410, False)])
def test_a_ticket_that_may_not_be_seen_is_told_apart_from_one_that_is_not_there(code, forbidden):
    with pytest.raises(TicketGone) as gone:
        desk(httpx.Response(code)).ask("GET", "/tickets/7", ticket=True)

    assert gone.value.forbidden is forbidden


def test_what_is_slow_is_for_each_desk_to_say():
    busy = httpx.MockTransport(lambda _: httpx.Response(409, headers={"Retry-After": "3"}))

    with pytest.raises(TryLater) as later:
        Desk("The desk", "https://desk.test", slow=SLOW | {409}, transport=busy).ask("PUT", "/tickets/7")

    assert later.value.after == 3
    assert not later.value.unsure


def test_a_desk_does_not_print_its_credentials():
    shown = repr(desk(Heard())) + str(desk(Heard()))

    assert SECRET not in shown


# --- reading -------------------------------------------------------------------------------

RAW: dict[str, Any] = {
    "ticket": {"subject": "Help", "none": None},
    "custom_fields": [{"id": 360001, "value": "checkout"}, None, {"name": "tier", "value": "vip"}],
    "rows": ["a", {"b": "c"}],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("ticket.subject", "Help"),
        ("custom_fields.360001", "checkout"),
        ("custom_fields.tier", "vip"),
        ("rows.0", "a"),
        ("rows.1.b", "c"),
        ("rows.2", None),
        ("rows.²", None),
        ("rows.-1", None),
        ("ticket.none", None),
        ("ticket.none.deeper", None),
        ("ticket.subject.0", None),
        ("nothing.at.all", None),
        ("", None),
    ],
)
def test_a_path_leads_to_a_value_or_to_nothing(path, found):
    assert at(RAW, path) == found


@given(raw=json, path=st.text(alphabet="ab.01²é", max_size=8))
def test_no_json_and_no_path_is_too_odd_to_be_read(raw, path):
    assert isinstance(text(at(raw, path)), str)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, ""),
        ("", ""),
        ("vip", "vip"),
        (7, "7"),
        (0, "0"),
        (True, "true"),
        ({"name": "Acme"}, "Acme"),
        ({"name": None, "value": "EU"}, "EU"),
        ({"displayName": "Ana"}, "Ana"),
        ({"value": {"name": "deep"}}, "deep"),
        ({"id": 1}, ""),
        (["a", None, {"name": "b"}], "a, b"),
    ],
)
def test_a_value_reads_as_people_would_write_it(value, read):
    assert text(value) == read


def test_fields_are_chosen_by_the_settings_and_empty_ones_left_out():
    found = chosen(RAW, {"product": "custom_fields.360001", "region": "ticket.none", "tier": "no.where"})

    assert found == {"product": "checkout"}


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2026-03-04T09:00:00Z", NOW),
        ("2026-03-04T10:00:00+01:00", NOW),
        ("2026-03-04T09:00:00", NOW),
        ("2026-03-04T09:00:00.000Z", NOW),
        (1772614800, NOW),
        (1772614800.0, NOW),
        (None, None),
        ("", None),
        ("yesterday", None),
        (True, None),
        ({}, None),
        (float("nan"), None),
        (1e30, None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
    ],
)
def test_an_instant_is_aware_or_none(told, read):
    assert instant(told) == read


@given(json)
def test_no_json_is_too_odd_to_be_no_instant(told):
    found = instant(told)

    assert found is None or found.utcoffset() == timedelta()


def test_the_settings_count_before_what_is_usual():
    own = {"Hold": TicketStatus.PENDING, "6": TicketStatus.ON_HOLD}
    usual = {"hold": TicketStatus.ON_HOLD, "new": TicketStatus.NEW}

    read = [status(said, own, usual) for said in ("HOLD", "New", 6, "strange", None, {"name": "new"})]

    assert read == [
        TicketStatus.PENDING,
        TicketStatus.NEW,
        TicketStatus.ON_HOLD,
        TicketStatus.OPEN,
        TicketStatus.OPEN,
        TicketStatus.NEW,
    ]


def test_an_unknown_priority_is_none():
    own, usual = {"P1": Priority.URGENT}, {"high": Priority.HIGH}

    read = [priority(said, own, usual) for said in ("p1", "High", "blocker", None)]

    assert read == [Priority.URGENT, Priority.HIGH, Priority.NONE, Priority.NONE]


# --- webhooks ------------------------------------------------------------------------------


@pytest.mark.parametrize(("shown", "expected"), [("a", "b"), ("", ""), ("a", ""), ("", "a"), ("\ud800", "?")])
def test_what_does_not_match_is_forged(shown, expected):
    with pytest.raises(Forged):
        must_match(shown, expected)


def test_what_matches_passes():
    must_match("é-7", "é-7")


@pytest.mark.parametrize("minutes", [-4.9, 0, 4.9])
def test_a_signature_of_just_now_passes(minutes):
    must_be_fresh(NOW + timedelta(minutes=minutes), NOW)


@pytest.mark.parametrize("minutes", [-5.1, 5.1, -100_000])
def test_a_replay_is_forged(minutes):
    with pytest.raises(Forged):
        must_be_fresh(NOW + timedelta(minutes=minutes), NOW)


def test_a_signature_without_an_instant_is_forged():
    with pytest.raises(Forged):
        must_be_fresh(None, NOW)


def test_a_digest_is_that_of_the_standard():
    made = digest("key", b"The quick brown fox jumps over the lazy dog", hashlib.sha256)

    assert made.hex() == "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"


@pytest.mark.parametrize(
    "knock",
    [
        Knock({"x-caseline-secret": SECRET}, b""),
        Knock({}, b"", secret=SECRET),
        Knock({"authorization": f"Bearer {SECRET}"}, b""),
        Knock({"authorization": f"bearer  {SECRET} "}, b""),
    ],
)
def test_a_secret_may_stand_in_a_header_or_in_the_path(knock):
    must_know_secret(knock, SECRET)


@pytest.mark.parametrize(
    "knock",
    [
        Knock({}, b""),
        Knock({"x-caseline-secret": "guess"}, b"", secret=SECRET),
        Knock({"authorization": f"Basic {SECRET}"}, b""),
        Knock({"authorization": SECRET}, b""),
        Knock({"authorization": "Bearer"}, b""),
    ],
)
def test_whoever_does_not_know_the_secret_is_refused(knock):
    with pytest.raises(Forged):
        must_know_secret(knock, SECRET)


def test_without_a_secret_nobody_knows_it():
    with pytest.raises(Forged):
        must_know_secret(Knock({}, b""), "")
