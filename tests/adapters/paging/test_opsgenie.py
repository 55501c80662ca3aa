"""Opsgenie: what is asked for, what is kept of the answer, and what is said when it says no."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from json import dumps, loads
from typing import Any

import httpx
import pytest

from adapters.paging.opsgenie import OpsgeniePager, connect
from bot.domain.pager import Call, Contact, PagerHint, PagerState, Urgency
from bot.domain.ticket import Knock
from bot.errors import Forged, NotLetIn, Refused, TryLater
from bot.settings_paging import Opsgenie
from tests.adapters.paging.wire import Wire, json, now

KEY, SECRET = "key-of-the-integration", "secret-of-the-webhook"
SERVICES = {"payments": {"responder": "team:t1", "schedule": "s1"}, "search": {"responder": "escalation:e1"}}
CALL = Call(title="Checkout is down", details="Nobody can pay.", service="payments", url="https://c.test/1")
ALERT = {
    "id": "a1",
    "alias": "k1",
    "message": "Checkout is down",
    "status": "open",
    "acknowledged": True,
    "priority": "P1",
    "owner": "mei@acme.test",
    "responders": [{"type": "user", "id": "u1"}, {"type": "team", "id": "t1"}],
    "report": {"acknowledgedBy": "mei@acme.test"},
    "createdAt": "2026-11-19T12:00:00Z",
    "updatedAt": "2026-11-19T12:01:00Z",
}
DONE = json(200, {"data": {"isSuccess": True, "alertId": "a1"}})


def opsgenie(wire: httpx.BaseTransport, **changed: Any) -> OpsgeniePager:
    settings = {"api_key": KEY, "webhook_secret": SECRET, "services": SERVICES}
    return connect(Opsgenie.model_validate(settings | changed), now=now, transport=wire)


def accepted() -> httpx.Response:
    return json(202, {"requestId": "r1"})


def test_an_alert_is_made_with_our_key_as_its_alias():
    wire = Wire(accepted(), DONE)

    made = opsgenie(wire).page(CALL, key="k1")

    said = loads(wire.asked[0].content)
    assert wire.lines == ["POST /v2/alerts", "GET /v2/alerts/requests/r1"]
    assert said["alias"] == "k1"
    assert said["responders"] == [{"type": "team", "id": "t1"}]
    assert said["priority"] == "P1"
    assert "https://c.test/1" in said["description"]
    assert (made.id, made.state, made.service) == ("k1", PagerState.TRIGGERED, "team:t1")
    assert made.url == "https://app.opsgenie.com/alert/detail/a1/details"


def test_an_alert_that_opsgenie_has_not_come_to_is_asked_about_again():
    wire = Wire(accepted(), json(404), json(200, {"data": {}}), DONE)

    assert opsgenie(wire).page(CALL, key="k1").url.endswith("/a1/details")


def test_an_alert_that_may_never_be_made_is_not_believed():
    """The next try finds it, or hears why there is none; until then nobody counts as woken."""
    wire = Wire(accepted(), json(404), json(404), json(404))

    with pytest.raises(TryLater) as later:
        opsgenie(wire).page(CALL, key="k1")

    assert (later.value.unsure, later.value.after) == (True, 1.0)
    assert wire.lines == ["POST /v2/alerts", *["GET /v2/alerts/requests/r1"] * 3]


@pytest.mark.parametrize("reply", [json(429), json(500), json(503), httpx.ConnectError("down")])
def test_trouble_behind_an_alert_that_was_accepted_leaves_it_in_doubt(reply):
    with pytest.raises(TryLater) as later:
        opsgenie(Wire(accepted(), reply)).page(CALL, key="k1")

    assert later.value.unsure


def test_an_answer_that_names_no_request_leaves_it_in_doubt():
    with pytest.raises(TryLater) as later:
        opsgenie(Wire(json(202))).page(CALL, key="k1")

    assert later.value.unsure


def test_an_alert_that_opsgenie_did_not_make_after_all_is_told():
    pager = opsgenie(Wire(accepted(), json(200, {"data": {"isSuccess": False, "status": "No such team"}})))

    with pytest.raises(Refused, match="Opsgenie made no alert: No such team"):
        pager.page(CALL, key="k1")


def test_a_doubtful_page_finds_the_alert_and_wakes_nobody_again():
    wire = Wire(json(200, {"data": ALERT}))

    found = opsgenie(wire).page(CALL, key="k1", doubtful=True)

    assert found.id == "k1"
    assert [f"{one.method} {one.url}" for one in wire.asked] == [
        "GET https://api.opsgenie.com/v2/alerts/k1?identifierType=alias"
    ]


def test_a_doubtful_page_that_did_not_arrive_is_made():
    wire = Wire(json(404), json(200, {"data": [ALERT | {"alias": "k11"}]}), accepted(), DONE)

    opsgenie(wire).page(CALL, key="k1", doubtful=True)

    assert wire.lines[:3] == ["GET /v2/alerts/k1", "GET /v2/alerts", "POST /v2/alerts"]


def test_an_alert_that_was_closed_and_is_only_listed_is_found_there():
    closed = ALERT | {"status": "closed", "report": {"closedBy": "mei@acme.test"}}
    wire = Wire(json(404), json(200, {"data": [closed]}))

    read = opsgenie(wire).read("k1")

    assert read.state is PagerState.RESOLVED
    assert read.resolved_by == Contact(name="mei@acme.test", id="mei@acme.test", email="mei@acme.test")
    assert wire.asked[1].url.params["query"] == 'alias: "k1"'


@pytest.mark.parametrize(("person", "named"), [("u1", "id"), ("mei@acme.test", "username")])
def test_a_person_is_woken_instead_of_the_team(person, named):
    wire = Wire(accepted(), DONE)

    opsgenie(wire).page(Call(title="x", details="", service="search", person=person), key="k1")

    assert loads(wire.asked[0].content)["responders"] == [{"type": "user", named: person}]


def test_a_long_description_keeps_its_links():
    wire = Wire(accepted(), DONE)

    opsgenie(wire).page(replace(CALL, details="x" * 20_000), key="k1")

    description = loads(wire.asked[0].content)["description"]
    assert len(description) == 15_000
    assert description.endswith("x\n\nhttps://c.test/1")


def test_the_service_of_an_alert_is_known_by_its_name():
    alert = opsgenie(Wire(json(200, {"data": ALERT}))).read("k1")
    settings = Opsgenie.model_validate({"api_key": KEY, "services": SERVICES})

    assert settings.names_of(alert.service) == {"payments"}
    assert settings.names_of("") == set()


def test_what_is_done_in_the_name_of_nobody_is_had_by_nobody():
    """Else an acknowledgement of ours would come back as one by somebody else."""
    wire = Wire(accepted(), accepted())
    pager = opsgenie(wire)

    pager.acknowledge("k1", by="")
    pager.resolve("k1", by="")

    by = [loads(one.content)["user"] for one in wire.asked]
    taken = {"acknowledgedBy": by[0], "closedBy": by[1]}
    there = opsgenie(Wire(json(200, {"data": ALERT | {"report": taken}}))).read("k1")
    over = opsgenie(Wire(json(200, {"data": ALERT | {"report": taken, "status": "closed"}}))).read("k1")
    assert (there.state, there.holders) == (PagerState.ACKNOWLEDGED, ())
    assert (over.state, over.resolved_by) == (PagerState.RESOLVED, None)


@pytest.mark.parametrize(
    ("deed", "line"),
    [
        (lambda pager: pager.acknowledge("k1", by="mei@acme.test"), "POST /v2/alerts/k1/acknowledge"),
        (lambda pager: pager.resolve("k1", by="mei@acme.test"), "POST /v2/alerts/k1/close"),
        (lambda pager: pager.note("k1", "Hi", by="mei@acme.test", key="n"), "POST /v2/alerts/k1/notes"),
        (lambda pager: pager.tell("k1", "Hi", by="mei@acme.test", key="n"), "POST /v2/alerts/k1/notes"),
    ],
)
def test_what_is_done_here_is_done_there_in_the_name_of_who_did_it(deed, line):
    wire = Wire(accepted())

    deed(opsgenie(wire))

    assert wire.lines == [line]
    assert wire.asked[0].url.params["identifierType"] == "alias"
    assert loads(wire.asked[0].content)["user"] == "mei@acme.test"


@pytest.mark.parametrize(("notes", "asked"), [([{"note": "Hi"}], ["GET"]), ([], ["GET", "POST"])])
def test_a_doubtful_note_is_written_once(notes, asked):
    wire = Wire(json(200, {"data": notes}), accepted())

    opsgenie(wire).note("k1", "Hi", by="", key="n", doubtful=True)

    assert [one.method for one in wire.asked] == asked


def test_others_are_asked_to_come():
    wire = Wire(accepted())

    opsgenie(wire).join("k1", Call(title="x", details="", service="search"), key="j")

    assert wire.lines == ["POST /v2/alerts/k1/responders"]
    assert loads(wire.asked[0].content) == {"responder": {"type": "escalation", "id": "e1"}}


def test_an_alert_is_read_with_who_has_it():
    read = opsgenie(Wire(json(200, {"data": ALERT}))).read("k1")

    assert (read.id, read.key, read.state) == ("k1", "k1", PagerState.ACKNOWLEDGED)
    assert read.holders == (Contact(name="mei@acme.test", id="mei@acme.test", email="mei@acme.test"),)
    assert (read.service, read.urgency, read.priority) == ("team:t1", Urgency.HIGH, "P1")
    assert read.updated_at == datetime(2026, 11, 19, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"status": "closed"}, PagerState.RESOLVED),
        ({"acknowledged": False}, PagerState.TRIGGERED),
        ({"acknowledged": None, "responders": None, "report": 3, "createdAt": "?"}, PagerState.TRIGGERED),
    ],
)
def test_whatever_an_alert_looks_like_it_is_read(changed, state):
    read = opsgenie(Wire(json(200, {"data": ALERT | changed}))).read("k1")

    assert read.state is state
    assert read.holders == ()


def test_who_is_on_call_is_read_from_the_schedule():
    wire = Wire(json(200, {"data": {"onCallRecipients": ["mei@acme.test", "Sam", 3]}}))

    found = opsgenie(wire).on_call("payments")

    assert [(one.name, one.email) for one in found] == [("mei@acme.test", "mei@acme.test"), ("Sam", "")]
    assert str(wire.asked[0].url) == "https://api.opsgenie.com/v2/schedules/s1/on-calls?flat=true"


@pytest.mark.parametrize(
    ("service", "sentence"), [("search", "No schedule is set for search"), ("nope", "no service nope")]
)
def test_a_service_without_schedule_and_an_unknown_one_are_told(service, sentence):
    pager = opsgenie(Wire())

    with pytest.raises(Refused, match=sentence):
        pager.on_call(service)


def test_a_webhook_with_the_secret_is_a_hint_about_its_alias():
    body = dumps({"action": "Acknowledge", "alert": {"alertId": "a1", "alias": "k1"}}).encode()
    pager = opsgenie(Wire())

    [first] = pager.hints(Knock({}, body, SECRET))
    [again] = pager.hints(Knock({"x-caseline-secret": SECRET}, body))

    assert first == again == PagerHint(first.event, "k1")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"alert": {"alias": 3}}'])
def test_a_webhook_about_no_alert_is_no_hint(body):
    hints = opsgenie(Wire()).hints(Knock({}, body, SECRET))

    assert hints == []


@pytest.mark.parametrize(("secret", "shown"), [(SECRET, ""), (SECRET, "wrong"), ("", ""), ("", "x")])
def test_a_webhook_without_the_secret_is_forged(secret, shown):
    pager = opsgenie(Wire(), webhook_secret=secret)

    with pytest.raises(Forged):
        pager.hints(Knock({}, b"{}", shown))


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (403, "Opsgenie does not allow Caseline to do this."),
        (422, "Opsgenie refused it: their words"),
    ],
)
def test_a_no_is_said_in_a_whole_sentence(status, sentence):
    pager = opsgenie(Wire(json(status, {"message": "their words"})))

    with pytest.raises(Refused) as no:
        pager.read("k1")

    assert str(no.value) == sentence


def test_an_alert_that_is_gone_is_told():
    pager = opsgenie(Wire(json(404), json(200, {"data": []})))

    with pytest.raises(Refused, match="knows nothing of this any more"):
        pager.read("k1")


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
    pager = opsgenie(Wire(reply))

    with pytest.raises(TryLater) as later:
        pager.page(CALL, key="k1")

    assert (later.value.unsure, later.value.after) == (unsure, after)


def test_wrong_credentials_are_said_and_the_key_never(caplog):
    caplog.set_level(logging.DEBUG)
    pager = opsgenie(Wire(json(401)))

    with pytest.raises(NotLetIn) as no:
        pager.acknowledge("k1", by="")

    for seen in (str(no.value), repr(pager), repr(pager._settings), caplog.text):
        assert KEY not in seen
        assert SECRET not in seen


def test_the_check_says_that_all_is_there():
    wire = Wire(json(200, {"data": []}), json(200, {"data": {"onCallRecipients": ["mei@acme.test"]}}))

    found = list(opsgenie(wire).check())

    assert all(one.ok for one in found)
    assert "mei@acme.test" in found[1].says


def test_the_check_says_what_is_missing():
    wire = Wire(json(200), json(200, {"data": {"onCallRecipients": []}}))

    found = list(opsgenie(wire, webhook_secret="").check())

    missing = [one.what for one in found if not one.ok]
    assert missing == ["Opsgenie service payments", "Opsgenie webhook"]


def test_the_check_says_when_opsgenie_does_not_let_us_in():
    found = list(opsgenie(Wire(json(401))).check())

    assert [one.what for one in found if not one.ok] == ["Opsgenie"]
