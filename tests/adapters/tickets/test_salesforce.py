"""What Salesforce is asked when a case is read, and what is made of the answer."""

import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import Deadline, Gone, Priority, TicketStatus
from bot.errors import Refused, TicketGone, TryLater
from bot.settings_tickets import Salesforce
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.salesforce_desk import CASE, ID, LIGHTNING, WRITTEN, Org, at, desk, no


def test_a_case_is_read_in_one_question_and_one_more_for_its_deadlines():
    salesforce, org = desk()

    ticket = salesforce.fetch(ID)

    assert org.lines() == [
        "POST /services/oauth2/token",
        "GET /services/data/v61.0/query",
        "POST /services/data/v61.0/composite",
    ]
    [soql] = org.questions()
    assert soql.endswith(f"FROM Case WHERE Id = '{ID}' LIMIT 1")
    assert {"Account.Support_Tier__c", "Product__c", "Caseline_incidents__c"} <= set(re.split(r"[, ]+", soql))
    assert (ticket.system, ticket.id, ticket.gone) == ("salesforce", ID, Gone.HERE)
    assert ticket.url == f"{LIGHTNING}/lightning/r/Case/{ID}/view"
    assert (ticket.status, ticket.desk_status) == (TicketStatus.OPEN, "Working")
    assert ticket.priority is Priority.HIGH
    assert (ticket.requester, ticket.requester_name) == ("0033t00003AbCdEAAV", "Jana Novak")
    assert ticket.requester_email == "jana@globex.test"
    assert (ticket.organisation, ticket.organisation_name) == ("0013t00002XyZaBAAV", "Globex")
    assert (ticket.assignee, ticket.group) == ("Ana Lima", "")
    assert (ticket.assignee_id, ticket.assignee_email) == ("0053t000008HaNaAAK", "ana@acme.test")
    assert (ticket.created_at, ticket.updated_at) == (at(9), at(11, 30))
    assert ticket.customer_spoke_at == at(11, 20)
    assert ticket.tags == ("incident:INC-12", "incident:INC-7")
    assert ticket.fields == {"tier": "Premium", "product": "Checkout"}


def test_deadlines_are_the_milestones_whose_names_say_what_they_are_about():
    salesforce, _ = desk()

    assert salesforce.fetch(ID).deadlines == (
        Deadline(metric="first_reply", due_at=at(10), met=True),
        Deadline(metric="next_reply", due_at=at(11), missed=True, met=True),
        Deadline(metric="resolution", due_at=at(16, day=20), paused=True),
    )


def test_an_edition_without_milestones_and_mails_has_cases_all_the_same():
    org = Org()
    org.milestones = org.mails = [{"errorCode": "INVALID_TYPE"}]
    salesforce, _ = desk(org)

    ticket = salesforce.fetch(ID)

    assert (ticket.deadlines, ticket.customer_spoke_at) == ((), None)


def test_deadlines_that_cannot_be_read_just_now_are_not_taken_for_none():
    org = Org()
    org.milestones = [{"errorCode": "REQUEST_LIMIT_EXCEEDED"}]
    salesforce, _ = desk(org)

    with pytest.raises(TryLater):
        salesforce.fetch(ID)


@pytest.mark.parametrize(
    ("raw", "means"),
    [
        ({"Status": "New"}, "new"),
        ({"Status": "On Hold"}, "on_hold"),
        ({"Status": "Whatever"}, "open"),
        ({"Status": None}, "open"),
        ({"Status": "Whatever", "IsClosed": True}, "closed"),
        ({"Status": "Resolved", "IsClosed": True}, "solved"),
    ],
)
def test_a_status_is_read_by_its_word_and_by_whether_it_closes(raw, means):
    salesforce, _ = desk(Org({**CASE, **raw}))

    assert salesforce.fetch(ID).status == means


def test_the_settings_say_last_what_a_word_means():
    own = Salesforce.model_validate({**WRITTEN, "statuses": {"Waiting for parts": "on_hold"}})
    salesforce, _ = desk(Org({**CASE, "Status": "waiting for parts", "IsClosed": True}), own)

    assert salesforce.fetch(ID).status is TicketStatus.ON_HOLD


def test_a_case_in_a_queue_has_a_group_and_nobody():
    salesforce, _ = desk(Org({**CASE, "OwnerId": "00G3t000001AbCdEAK", "Owner": {"Name": "Tier 1"}}))

    ticket = salesforce.fetch(ID)

    assert (ticket.assignee, ticket.group) == ("", "Tier 1")
    assert (ticket.assignee_id, ticket.assignee_email) == ("", "")


def test_a_case_that_goes_on_in_another_says_so():
    salesforce, _ = desk(Org({**CASE, "MasterRecordId": "5003t00001zzZZzAAM"}))

    assert salesforce.fetch(ID).merged_into == "5003t00001zzZZzAAM"


def test_a_number_names_a_case_as_well():
    salesforce, org = desk()

    assert salesforce.fetch("00001026").id == ID
    assert "CaseNumber = '00001026'" in org.questions()[0]


@given(broken(CASE, keep=["Id"]), st.booleans())
def test_a_case_is_read_whatever_is_missing_or_odd(raw, named):
    whole = {**raw, "BrandNew__c": {"x": [1]}}
    salesforce, _ = desk(Org(whole if named else {**whole, "Id": None}))

    assert salesforce.fetch(ID).id == ID


@given(
    milestones=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["records", "body", "CaseId", "TargetDate"]), inner)
        ),
    )
)
def test_a_case_is_read_whatever_its_milestones_look_like(milestones):
    org = Org()
    org.milestones = org.mails = milestones
    salesforce, _ = desk(org)

    assert salesforce.fetch(ID).id == ID


@pytest.mark.parametrize(
    ("answer", "kind", "forbidden"),
    [
        ({"records": []}, TicketGone, False),
        (no(404, "NOT_FOUND"), TicketGone, False),
        (no(400, "INVALID_QUERY_FILTER_OPERATOR"), TicketGone, False),
        (no(403, "INSUFFICIENT_ACCESS_OR_READONLY"), TicketGone, True),
        (no(400, "INVALID_FIELD"), Refused, None),
        (no(403, "REQUEST_LIMIT_EXCEEDED"), TryLater, None),
        (no(400, "UNABLE_TO_LOCK_ROW"), TryLater, None),
        (httpx.Response(400, text="<html>"), Refused, None),
        (httpx.Response(400, json={"errorCode": 1}), Refused, None),
        (httpx.Response(503), TryLater, None),
    ],
)
def test_a_refusal_is_understood_by_its_code(answer, kind, forbidden):
    salesforce, _ = desk(Org(query=[answer]))

    with pytest.raises(kind) as refusal:
        salesforce.fetch(ID)

    assert getattr(refusal.value, "forbidden", None) is forbidden


@pytest.mark.parametrize(
    "id",
    [
        "",
        "../../User",
        "500x' OR Id != '",
        "0033t00003AbCdEAAV",
        f"{ID}x",
        f"{ID}\n",
        f"{ID[:16]}",
        "５００",
        "1" * 11,
        "1' OR '1'='1",
    ],
)
def test_what_is_no_id_is_never_sent(id):
    salesforce, org = desk()

    for ask in (
        lambda: salesforce.fetch(id),
        lambda: salesforce.note(id, "x", key="k"),
        lambda: salesforce.reply(id, "x", key="k"),
        lambda: salesforce.mark(id, "incident:INC-1", on=True),
    ):
        with pytest.raises(TicketGone):
            ask()

    assert org.asked == []
