"""What is read from PagerDuty's JSON, however much of it is missing."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from adapters.paging import pagerduty_read as read
from bot.domain.pager import Contact, PagerIncident, PagerState, Urgency
from tests.adapters.paging.pagerduty_account import at_the_wire

ANA = {"id": "PU1", "type": "user", "name": "Ana Lenz", "summary": "Ana", "email": "ana@acme.test"}
FULL: dict[str, Any] = {
    "id": "Q1",
    "type": "incident",
    "title": "Checkout is down",
    "summary": "[#12] Checkout is down",
    "html_url": "https://acme.pagerduty.test/incidents/Q1",
    "status": "acknowledged",
    "service": {"id": "PS1", "type": "service_reference"},
    "urgency": "low",
    "priority": {"id": "PP1", "type": "priority", "summary": "P1"},
    "incident_key": "page-1",
    "acknowledgements": [{"at": "2026-03-04T09:01:00Z", "acknowledger": ANA}],
    "assignments": [
        {"at": "2026-03-04T09:00:00Z", "assignee": {**ANA, "type": "user_reference", "email": None}}
    ],
    "created_at": "2026-03-04T09:00:00Z",
    "updated_at": "2026-03-04T10:01:00+01:00",
    "future_field": {"a": [1]},
}


def test_everything_that_is_there_is_read():
    assert read.incident(FULL) == PagerIncident(
        pager="pagerduty",
        id="Q1",
        title="Checkout is down",
        url="https://acme.pagerduty.test/incidents/Q1",
        state=PagerState.ACKNOWLEDGED,
        service="PS1",
        urgency=Urgency.LOW,
        priority="P1",
        key="page-1",
        holders=(Contact(name="Ana Lenz", id="PU1", email="ana@acme.test"),),
        assigned=(Contact(name="Ana Lenz", id="PU1"),),
        created_at=datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
        updated_at=datetime(2026, 3, 4, 9, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("odd", [None, [], {}, "", 7, [None, 7, {}], "gone"])
def test_whatever_is_missing_or_odd_is_no_mistake(name, odd):
    found = read.incident({**FULL, name: odd})

    assert isinstance(found, PagerIncident)
    assert found.state in PagerState


@pytest.mark.parametrize(
    ("kind", "known"),
    [("user", True), ("user_reference", True), ("service_reference", False), ("integration", False)],
)
def test_only_people_have_an_incident_or_resolve_one(kind, known):
    somebody = {**ANA, "type": kind}
    raw = {**FULL, "acknowledgements": [{"acknowledger": somebody}], "last_status_change_by": somebody}

    held, over = read.incident(raw), read.incident({**raw, "status": "resolved"})

    assert bool(held.holders) is known
    assert bool(over.resolved_by) is known
    assert held.resolved_by is None


def test_whoever_resolved_it_is_looked_up_once_for_an_address():
    asked: list[str] = []
    by = {"id": "PU1", "type": "user_reference", "summary": "Ana"}
    raw = {**FULL, "status": "resolved", "last_status_change_by": by}

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        is_user = request.url.path == "/users/PU1"
        return httpx.Response(200, json={"user": ANA} if is_user else {"incident": raw})

    pager = at_the_wire(answer)
    pager.read("Q1")
    found = pager.read("Q1")

    assert found.resolved_by == Contact(name="Ana Lenz", id="PU1", email="ana@acme.test")
    assert asked == ["/incidents/Q1", "/users/PU1", "/incidents/Q1"]


def test_of_an_incident_that_alerts_made_the_key_is_that_of_its_first_alert():
    raw = {**FULL, "incident_key": None, "alert_counts": {"all": 2}}

    def answer(request: httpx.Request) -> httpx.Response:
        is_alerts = request.url.path.endswith("/alerts")
        alerts = {"alerts": [{"alert_key": "page-7"}, {"alert_key": "page-8"}]}
        return httpx.Response(200, json=alerts if is_alerts else {"incident": raw})

    assert at_the_wire(answer).read("Q1").key == "page-7"


def test_an_id_is_one_part_of_a_path():
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode().partition("?")[0])
        return httpx.Response(200, json={"incident": FULL})

    at_the_wire(answer).read("../users/PU1")

    assert asked == ["/incidents/..%2Fusers%2FPU1"]


def test_everybody_is_on_call_once_in_a_level():
    leo = {**ANA, "id": "PU2", "name": "Leo Ott"}
    rows: list[dict[str, Any]] = [
        {"user": leo, "escalation_level": 2, "end": None},
        {"user": ANA, "escalation_level": 1, "end": "2026-03-04T17:00:00Z"},
        {"user": ANA, "escalation_level": 1, "end": "2026-03-05T17:00:00Z"},
        {"user": ANA, "escalation_level": 2, "end": None},
        {"user": None, "escalation_level": 3},
        {"user": {**ANA, "id": "PU3"}, "escalation_level": "first"},
    ]

    found = [(one.level, one.id, one.until) for one in read.on_call(rows)]

    assert found == [
        (1, "PU1", datetime(2026, 3, 4, 17, tzinfo=UTC)),
        (1, "PU3", None),
        (2, "PU2", None),
        (2, "PU1", None),
    ]


@pytest.mark.parametrize(
    ("method", "number"),
    [
        ({"type": "phone_contact_method", "country_code": 49, "address": "30 123-4"}, "+49301234"),
        (
            {"type": "phone_contact_method_reference", "country_code": 1, "address": "4155550100"},
            "+14155550100",
        ),
        ({"type": "sms_contact_method", "country_code": 39, "address": "06 1234"}, "+39061234"),
        ({"type": "phone_contact_method", "country_code": None, "address": "301234"}, ""),
        ({"type": "phone_contact_method", "country_code": 49, "address": None}, ""),
        ({"type": "email_contact_method", "address": "ana@acme.test"}, ""),
        ({}, ""),
    ],
)
def test_a_telephone_is_read_as_it_is_dialled(method, number):
    assert read.phone({"contact_methods": [{"type": "email_contact_method"}, method]}) == number
