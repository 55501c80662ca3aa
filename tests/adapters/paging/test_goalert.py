"""GoAlert: what is asked for, what is kept of the answer, and what is said when it says no."""

import logging
import re
from datetime import UTC, datetime
from json import loads
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from adapters.paging.goalert import GoAlertPager, connect
from adapters.paging.goalert_graph import DOCUMENT
from bot.domain.pager import Call, Contact, PagerState
from bot.domain.ticket import Knock
from bot.errors import Forged, NotLetIn, PagerGone, Refused, TryLater
from bot.settings_paging import GoAlert
from tests.adapters.paging.wire import Wire, json, now

TOKEN, INTEGRATION = "token-for-graphql", "key-of-the-integration"
SERVICES = {
    "payments": {"service": "s1", "integration_key": INTEGRATION},
    "search": {"service": "s2", "integration_key": INTEGRATION, "schedule": "plan"},
}
CALL = Call(title="Checkout is\ndown", details="Nobody can pay.", service="payments", url="https://c.test/1")
INCOMING, GRAPH = "POST /api/v2/generic/incoming", "POST /api/graphql"
ALERT = {
    "alertID": 42,
    "status": "StatusUnacknowledged",
    "summary": "Checkout is down",
    "details": "Nobody can pay.\n\ncaseline:k1",
    "createdAt": "2026-11-19T12:00:00Z",
    "serviceID": "s1",
}


VARIABLES = {
    found[1]: set(re.findall(r"\$(\w+):", found[2]))
    for found in re.finditer(r"(?:query|mutation) (\w+)\(([^)]*)\)", DOCUMENT)
}


def goalert(wire: Wire, **changed: Any) -> GoAlertPager:
    settings = {"base_url": "https://goalert.test", "api_token": TOKEN, "services": SERVICES}
    return connect(GoAlert.model_validate(settings | changed), now=now, transport=wire)


def data(**said: Any) -> httpx.Response:
    return json(200, {"data": said})


def sent(wire: Wire, place: int = -1) -> tuple[str, dict[str, Any]]:
    """What was asked, by its name in the document, which is known to GoAlert and not sent."""
    body = loads(wire.asked[place].content)
    assert set(body) == {"operationName", "variables"}
    assert VARIABLES[body["operationName"]] == set(body["variables"])
    return body["operationName"], body["variables"]


def test_an_alert_is_made_by_the_integration_key_which_stands_in_no_address():
    wire = Wire(json(200, {"AlertID": 42, "ServiceID": "s1", "IsNew": True}))

    made = goalert(wire).page(CALL, key="k1")

    assert wire.lines == [INCOMING]
    assert wire.form() == {
        "token": INTEGRATION,
        "summary": "Checkout is down",
        "details": "Nobody can pay.\n\nhttps://c.test/1\n\ncaseline:k1",
        "dedup": "k1",
    }
    assert INTEGRATION not in str(wire.asked[0].url)
    assert wire.asked[0].headers["accept"] == "application/json"
    assert (made.id, made.url, made.service) == ("42", "https://goalert.test/alerts/42", "s1")


def test_an_alert_whose_number_is_not_told_is_called_by_its_key():
    made = goalert(Wire(httpx.Response(204))).page(CALL, key="k:1")

    assert (made.id, made.url) == ("key:payments:k:1", "")


def test_the_key_survives_details_that_are_too_long():
    wire = Wire(json(200))

    goalert(wire).page(Call(title="x", details="ü" * 9000, service="payments"), key="k1")

    details = wire.form()["details"]
    assert len(details.encode()) <= 6 * 1024
    assert details.endswith("\ncaseline:k1")


def test_a_doubtful_page_finds_the_alert_by_its_key():
    wire = Wire(data(alerts={"nodes": [ALERT | {"alertID": 41, "details": "caseline:k0"}, ALERT]}))

    found = goalert(wire).page(CALL, key="k1", doubtful=True)

    assert (found.id, found.key) == ("42", "k1")
    assert sent(wire) == ("CaselineAlerts", {"service": "s1"})


def test_a_doubtful_page_that_did_not_arrive_is_made():
    wire = Wire(data(alerts={"nodes": []}), json(200, {"AlertID": 42}))

    made = goalert(wire).page(CALL, key="k1", doubtful=True)

    assert wire.lines == [GRAPH, INCOMING]
    assert made.id == "42"


@pytest.mark.parametrize("id", ["42", "key:payments:k1"])
def test_an_alert_is_acknowledged(id):
    there = data(alert=ALERT) if id == "42" else data(alerts={"nodes": [ALERT]})
    wire = Wire(there, data(updateAlerts=[]))

    goalert(wire).acknowledge(id, by="mei@acme.test")

    assert wire.lines == [GRAPH, GRAPH]
    assert sent(wire) == ("CaselineSet", {"id": 42, "status": "StatusAcknowledged"})


@pytest.mark.parametrize("status", ["StatusAcknowledged", "StatusClosed"])
def test_what_somebody_has_or_what_is_over_is_not_acknowledged_again(status):
    wire = Wire(data(alert=ALERT | {"status": status}))

    goalert(wire).acknowledge("42", by="")

    assert wire.lines == [GRAPH]


def test_an_alert_is_closed():
    wire = Wire(data(alert=ALERT), data(updateAlerts=[]))

    goalert(wire).resolve("42", by="")

    assert sent(wire) == ("CaselineSet", {"id": 42, "status": "StatusClosed"})


def test_an_alert_is_read_with_who_has_it():
    events = [
        {"timestamp": "2026-11-19T12:02:00Z", "message": "Acknowledged by Mei Lin via web"},
        {"timestamp": "2026-11-19T12:00:00Z", "message": "Created via generic API"},
    ]
    raw = ALERT | {"status": "StatusAcknowledged", "recentEvents": {"nodes": events}}

    people = [{"id": "u1", "name": "Mei Lin", "email": "mei@acme.test"}, {"id": "u2", "name": "Mei Ling"}]
    wire = Wire(data(alert=raw), data(users={"nodes": people}))

    read = goalert(wire).read("42")

    assert (read.state, read.key, read.title) == (PagerState.ACKNOWLEDGED, "k1", "Checkout is down")
    assert read.holders == (Contact(name="Mei Lin", id="u1", email="mei@acme.test"),)
    assert sent(wire) == ("CaselinePeople", {"name": "Mei Lin"})
    assert read.updated_at == datetime(2026, 11, 19, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize("people", [[], [{"name": "Mei Lin"}, {"name": "Mei Lin"}], [{"name": "Mei"}]])
@pytest.mark.parametrize("log", ["Acknowledged by Mei Lin", "Acknowledged by Mei Lin (SMS)"])
def test_who_has_it_is_known_by_name_where_nobody_knows_which_of_two_it_is(people, log):
    raw = ALERT | {"status": "StatusAcknowledged", "recentEvents": {"nodes": [{"message": log}]}}

    read = goalert(Wire(data(alert=raw), data(users={"nodes": people}))).read("42")

    assert read.holders == (Contact(name="Mei Lin"),)


def test_what_was_acknowledged_by_our_key_is_had_by_nobody_there():
    raw = ALERT | {"status": "StatusAcknowledged", "recentEvents": {"nodes": [{"message": "Acknowledged"}]}}
    wire = Wire(data(alert=raw))

    read = goalert(wire).read("42")

    assert (read.state, read.holders) == (PagerState.ACKNOWLEDGED, ())


@pytest.mark.parametrize(
    "raw", [{"alertID": 42}, ALERT | {"status": "StatusNew", "recentEvents": None, "createdAt": "?"}]
)
def test_whatever_an_alert_looks_like_it_is_read(raw):
    read = goalert(Wire(data(alert=raw))).read("42")

    assert (read.id, read.state, read.holders) == ("42", PagerState.TRIGGERED, ())


@pytest.mark.parametrize(
    ("id", "there"),
    [("42", data(alert=None)), ("key:payments:k9", data(alerts={"nodes": [ALERT]})), ("x", data())],
)
def test_an_alert_that_is_gone_is_told(id, there):
    pager = goalert(Wire(there))

    with pytest.raises(PagerGone, match="knows nothing of this any more"):
        pager.read(id)


def test_who_is_on_call_for_a_service_stands_in_the_order_of_its_steps():
    users = [
        {"userID": "u2", "userName": "Sam", "stepNumber": 1},
        {"userID": "u1", "userName": "Mei", "stepNumber": 0},
    ]

    found = goalert(Wire(data(service={"onCallUsers": users}))).on_call("payments")

    assert found == [Contact(name="Mei", id="u1", level=1), Contact(name="Sam", id="u2", level=2)]


def test_who_is_on_call_by_a_schedule_has_an_end():
    mei = {"userID": "u1", "user": {"name": "Mei", "email": "mei@acme.test"}}
    wire = Wire(
        data(
            schedule={
                "shifts": [
                    {**mei, "start": "2026-11-19T08:00:00Z", "end": "2026-11-19T16:00:00Z"},
                    {**mei, "start": "2026-11-19T16:00:00Z", "end": "2026-11-20T16:00:00Z"},
                    {**mei, "start": "?", "end": None},
                ]
            }
        )
    )

    found = goalert(wire).on_call("search")

    until = datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert found == [Contact(name="Mei", id="u1", email="mei@acme.test", until=until)]
    assert sent(wire)[1] == {"id": "plan", "start": "2026-11-19T12:00:00Z", "end": "2026-11-26T12:00:00Z"}


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda pager: pager.join("42", CALL, key="j"), "page the other service by itself"),
        (lambda pager: pager.page(Call(title="x", details="", person="u1"), key="k"), "not one person"),
        (lambda pager: pager.page(Call(title="x", details="", service="nope"), key="k"), "no service nope"),
    ],
)
def test_what_goalert_cannot_do_is_told_and_not_asked_for(ask, sentence):
    wire = Wire()

    with pytest.raises(Refused, match=sentence):
        ask(goalert(wire))

    assert wire.asked == []


def test_nobody_joins_an_alert_and_notes_are_left_out_in_silence():
    """Else every page would say beside it that it could not be told what nobody there can read."""
    wire = Wire()
    pager = goalert(wire)

    pager.note("42", "Hi", by="", key="n")
    pager.tell("42", "Hi", by="", key="n", doubtful=True)

    assert (pager.joins, wire.asked) == (False, [])


def test_no_webhook_is_believed():
    pager = goalert(Wire())

    with pytest.raises(Forged):
        pager.hints(Knock({"authorization": f"Bearer {TOKEN}"}, b"{}", TOKEN))


@pytest.mark.parametrize(
    ("reply", "kind", "sentence"),
    [
        (json(200, {"errors": [{"message": "wrong query for API key"}]}), NotLetIn, "another document"),
        (json(200, {"errors": [{"message": "operation CaselinePeople not found"}]}), NotLetIn, "another doc"),
        (json(422, {"errors": [{"message": "their words"}]}), Refused, "GoAlert refused it: their words"),
        (
            json(200, {"errors": [{"message": "unexpected error"}], "data": None}),
            TryLater,
            "trouble of its own",
        ),
        (json(200, {"errors": [{"message": "Unauthorized"}]}), NotLetIn, "credentials"),
        (json(401), NotLetIn, "credentials"),
        (json(403), Refused, "does not allow"),
    ],
)
def test_a_no_is_said_in_a_whole_sentence(reply, kind, sentence):
    pager = goalert(Wire(reply))

    with pytest.raises(kind, match=sentence):
        pager.read("42")


@pytest.mark.parametrize(
    ("reply", "unsure", "after"),
    [
        (json(429, **{"retry-after": "7"}), False, 7.0),
        (json(500), True, None),
        (httpx.ReadTimeout("slow"), True, None),
        (httpx.ConnectError("down"), False, None),
    ],
)
def test_trouble_is_tried_again_later(reply, unsure, after):
    pager = goalert(Wire(reply))

    with pytest.raises(TryLater) as later:
        pager.page(CALL, key="k1")

    assert (later.value.unsure, later.value.after) == (unsure, after)


def test_secrets_are_never_printed(caplog):
    caplog.set_level(logging.DEBUG)
    pager = goalert(Wire(json(400), json(401)))

    with pytest.raises(Refused) as first:
        pager.page(CALL, key="k1")
    with pytest.raises(NotLetIn) as second:
        pager.read("42")

    for seen in (str(first.value), str(second.value), repr(pager), repr(pager._settings), caplog.text):
        assert TOKEN not in seen
        assert INTEGRATION not in seen


def test_the_check_says_who_is_woken_and_what_is_missing():
    one = {"onCallUsers": [{"userID": "u1", "userName": "Mei", "stepNumber": 0}]}
    wire = Wire(data(service=one), data(schedule={"shifts": []}))

    found = list(goalert(wire).check())

    assert [one.what for one in found if not one.ok] == ["GoAlert service search"]
    assert any(one.ok and "wakes Mei" in one.says for one in found)


def test_the_document_that_operators_copy_is_the_one_that_is_sent():
    page = Path(__file__).parents[3] / "docs" / "paging" / "goalert.md"

    assert f"```graphql\n{DOCUMENT}```" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "without",
    [{"api_token": ""}, {"services": {"payments": {"service": "s1"}}}, {"services": {"payments": {}}}],
)
def test_without_a_token_nobody_could_tell_who_has_it_so_it_is_needed(without):
    settings = {"base_url": "https://goalert.test", "api_token": TOKEN, "services": SERVICES}

    with pytest.raises(ValidationError):
        GoAlert.model_validate(settings | without)
