"""The polite client, against a transport that answers as it is told, and a host that is not there."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from adapters.http import Declined, Outside
from bot.errors import Refused, TryLater

URL = "https://desk.test/tickets"


def answering(answer: httpx.Response | Callable[[httpx.Request], httpx.Response]) -> Outside:
    handle = answer if callable(answer) else lambda _: answer
    return Outside("The desk", {"desk.test"}, transport=httpx.MockTransport(handle))


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        (httpx.Response(200, json={"id": 1}), {"id": 1}),
        (httpx.Response(204), {}),
        (httpx.Response(200, text="<html>"), {}),
        (httpx.Response(200, json=[1]), {}),
    ],
)
def test_what_came_back_is_an_object_or_nothing(answer: httpx.Response, read: object) -> None:
    assert answering(answer).ask("GET", URL) == read


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_work_later_is_said_with_the_wait(status: int) -> None:
    with pytest.raises(TryLater, match="The desk") as later:
        answering(httpx.Response(status, headers={"Retry-After": "12"})).ask("GET", URL)

    assert later.value.after == 12
    assert later.value.unsure is (status in {500, 502, 504})


@pytest.mark.parametrize(
    ("told", "wait"),
    [("", None), ("soon", None), ("nan", None), ("-3", 0.0), ("1e9", 3600.0), ("inf", 3600.0)],
)
def test_a_wait_that_makes_no_sense_holds_nobody_up(told: str, wait: float | None) -> None:
    with pytest.raises(TryLater) as later:
        answering(httpx.Response(503, headers={"Retry-After": told})).ask("GET", URL)

    assert later.value.after == wait


def test_a_wait_may_be_told_as_an_instant() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)

    with pytest.raises(TryLater) as later:
        answering(httpx.Response(503, headers={"Retry-After": at})).ask("GET", URL)

    assert later.value.after == pytest.approx(90, abs=5)


def test_a_refusal_keeps_what_the_other_side_said() -> None:
    with pytest.raises(Declined, match=r"The desk refused it \(404\)") as declined:
        answering(httpx.Response(404, json={"error": "no such ticket"})).ask("GET", URL)

    assert (declined.value.status, declined.value.said) == (404, {"error": "no such ticket"})


def test_a_redirect_is_not_followed() -> None:
    with pytest.raises(Declined):
        answering(httpx.Response(302, headers={"Location": "https://evil.test/"})).ask("GET", URL)


def test_what_is_slow_is_for_the_system_to_say() -> None:
    precondition = httpx.MockTransport(lambda _: httpx.Response(412))

    with pytest.raises(TryLater):
        Outside("The desk", {"desk.test"}, slow={412}, transport=precondition).ask("GET", URL)


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("broken")]
)
def test_no_answer_is_tried_later(error: Exception) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(TryLater, match="The desk does not answer") as later:
        answering(fail).ask("GET", URL)

    assert later.value.unsure is not isinstance(error, httpx.ConnectError)


def test_a_port_where_nobody_listens_is_tried_later() -> None:
    with pytest.raises(TryLater) as later:
        Outside("The desk", {"127.0.0.1"}).ask("GET", "http://127.0.0.1:1/")

    assert not later.value.unsure


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/tickets",
        "https://desk.test.evil.test/",
        "https://desk.test@evil.test/",
        "http://desk.test/tickets",
        "https://[desk.test/",
        "ftp://desk.test/",
        "//desk.test/",
        "",
    ],
)
def test_nothing_leaves_for_a_host_that_was_not_named(url: str) -> None:
    asked: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    with pytest.raises(Refused, match="not one of The desk"):
        answering(note).ask("GET", url, headers={"Authorization": "Bearer secret"})

    assert asked == []
