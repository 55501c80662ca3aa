"""What all desks share: refusals in the bot's words, lenient reading, and proofs of webhooks."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from adapters.http import SLOW, Declined
from adapters.tickets.desk import Desk
from bot.errors import NotLetIn, Refused, TicketGone, TryLater

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
SECRET = "opensesame-71"


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


@pytest.mark.parametrize("ticket", [False, True])
def test_a_refusal_of_which_no_more_is_known_is_passed_on_as_it_is(ticket):
    with pytest.raises(Declined) as no:
        desk(httpx.Response(422, json={"why": "closed"})).ask("PUT", "/tickets/7", ticket=ticket)

    assert (no.value.status, no.value.said) == (422, {"why": "closed"})
    assert no.value.__cause__ is None
