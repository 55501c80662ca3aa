"""The polite client, against a transport that answers as it is told, and a host that is not there."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from adapters.http import SLOW, Declined, Outside, Pace, SlowedDown
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


def test_an_instant_to_wait_for_is_meant_by_the_clock_of_whoever_told_it() -> None:
    theirs = datetime(2031, 5, 6, 7, 0, tzinfo=UTC)
    headers = {
        "Date": format_datetime(theirs, usegmt=True),
        "Retry-After": format_datetime(theirs + timedelta(seconds=40), usegmt=True),
    }

    with pytest.raises(TryLater) as later:
        answering(httpx.Response(503, headers=headers)).ask("GET", URL)

    assert later.value.after == 40


@pytest.mark.parametrize(
    ("body", "read"),
    [('{"id": 1}', {"id": 1}), ("[1, 2]", [1, 2]), ('"yes"', "yes"), ("", None), (" \n", None)],
)
def test_an_answer_is_whatever_json_came_back(body: str, read: object) -> None:
    answer = answering(httpx.Response(200, text=body, headers={"X-Page": "2"})).answer("GET", URL)

    assert answer.said == read
    assert answer.headers["x-page"] == "2"


@pytest.mark.parametrize(
    "body", ['{"id": 1, "subj', "<html>Sign in</html>", "[1, 2", "{'id': 1}", "[" * 100_000, "\ufeff{}x"]
)
def test_what_is_no_json_may_be_some_next_time(body: str) -> None:
    with pytest.raises(TryLater, match="cannot be read") as later:
        answering(httpx.Response(200, text=body)).answer("POST", URL)

    assert later.value.unsure


def test_a_body_that_ends_too_early_is_tried_later() -> None:
    def cut(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=b"\x1f\x8b\x08\x00cut off")

    with pytest.raises(TryLater):
        answering(cut).answer("GET", URL)


class Paced:
    """A system that counts requests, and a clock that stands still until it is moved."""

    def __init__(self, **headers: str) -> None:
        self.at = 1000.0
        self.asked = 0
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.outside = Outside(
            "The desk",
            {"desk.test"},
            pace=Pace("remaining", "reset"),
            transport=httpx.MockTransport(self._answer),
            clock=lambda: self.at,
        )

    def _answer(self, _: httpx.Request) -> httpx.Response:
        self.asked += 1
        return httpx.Response(200, json={}, headers=self.headers)

    def wait(self) -> float:
        """How long the next request is told to wait; 0 when it left."""
        try:
            self.outside.answer("GET", URL)
        except TryLater as later:
            return later.after or 0.0
        return 0.0


def test_nothing_leaves_while_no_requests_are_left() -> None:
    desk = Paced(remaining="0", reset="30")

    waits = [desk.wait(), desk.wait()]
    desk.at += 29.5
    waits.append(desk.wait())

    assert waits == [0.0, 30.0, 0.5]
    assert desk.asked == 1


def test_requests_leave_again_when_there_are_more() -> None:
    desk = Paced(remaining="0", reset="30")
    desk.wait()

    desk.at += 30

    assert desk.wait() == 0.0
    assert desk.asked == 2


def test_an_instant_of_more_requests_is_meant_by_their_clock_too() -> None:
    theirs = datetime(2031, 5, 6, 7, 0, tzinfo=UTC)
    reset = str(int(theirs.timestamp()) + 45)
    desk = Paced(remaining="0", reset=reset, date=format_datetime(theirs, usegmt=True))
    desk.wait()

    assert desk.wait() == 45.0


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"remaining": "1", "reset": "30"}, 0.0),
        ({"remaining": "", "reset": "30"}, 0.0),
        ({"remaining": "none", "reset": "30"}, 0.0),
        ({"reset": "30"}, 0.0),
        ({"remaining": "0"}, 1.0),
        ({"remaining": " 0 ", "reset": "soon"}, 1.0),
        ({"remaining": "0", "reset": "nan"}, 1.0),
        ({"remaining": "0", "reset": "-5"}, 1.0),
        ({"remaining": "0", "reset": "7200"}, 3600.0),
        ({"remaining": "0", "reset": "1000000000"}, 1.0),
    ],
)
def test_headers_of_the_pace_that_make_no_sense_hold_nobody_up_for_long(
    headers: dict[str, str], wait: float
) -> None:
    desk = Paced(**headers)
    desk.wait()

    assert desk.wait() == wait


def test_a_refusal_counts_for_the_pace_as_well() -> None:
    headers = {"remaining": "0", "reset": "12"}
    outside = Outside(
        "The desk",
        {"desk.test"},
        pace=Pace("remaining", "reset"),
        transport=httpx.MockTransport(lambda _: httpx.Response(422, headers=headers)),
        clock=lambda: 5.0,
    )
    with pytest.raises(Declined):
        outside.answer("GET", URL)

    with pytest.raises(TryLater) as later:
        outside.answer("GET", URL)

    assert later.value.after == 12


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"reset": "12"}, 12),
        ({"reset": "12", "retry-after": "3"}, 3),
        ({"reset": "7200"}, 3600),
        ({"reset": "soon"}, None),
        ({}, None),
    ],
)
def test_whoever_slows_us_down_may_tell_by_the_headers_of_its_pace_for_how_long(
    headers: dict[str, str], wait: float | None
) -> None:
    outside = Outside(
        "The desk",
        {"desk.test"},
        pace=Pace("remaining", "reset"),
        transport=httpx.MockTransport(lambda _: httpx.Response(429, headers=headers)),
    )

    with pytest.raises(TryLater) as later:
        outside.answer("GET", URL)

    assert later.value.after == wait


@pytest.mark.parametrize("status", [420, 429])
def test_who_asks_too_often_is_told_so_and_nothing_was_done(status: int) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status))
    outside = Outside("The desk", {"desk.test"}, slow=SLOW | {420}, transport=transport)

    with pytest.raises(SlowedDown, match="slowing us down") as later:
        outside.ask("GET", URL)

    assert (later.value.after, later.value.unsure) == (None, False)


def test_trouble_is_not_asking_too_often() -> None:
    with pytest.raises(TryLater) as later:
        answering(httpx.Response(503)).ask("GET", URL)

    assert not isinstance(later.value, SlowedDown)
