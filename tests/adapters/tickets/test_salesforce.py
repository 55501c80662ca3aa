"""Salesforce at the other end of the wire, with payloads of the shape that it documents."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.tickets import salesforce_changes
from adapters.tickets.salesforce import ABILITIES, connect
from adapters.tickets.salesforce_soql import full_id, quoted, within
from bot.domain.ticket import Deadline, Draft, Gone, Knock, Priority, Query, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import Forged, NotLetIn, Refused, TicketGone, TryLater
from bot.settings_tickets import Salesforce
from tests.adapters.tickets.wire import Wire, always, documented, now, payload

HOME = "https://acme.my.salesforce.com"
LIGHTNING = "https://acme.lightning.force.com"
ID = "5003t00001abCDeAAM"
CASE = payload("salesforce_case")
MILESTONES = payload("salesforce_milestones")
MAILS = {"records": [{"ParentId": ID, "spoke": "2026-11-19T11:20:00.000+0000"}]}
WRITTEN = {
    "base_url": HOME,
    "client_id": "consumer",
    "client_secret": "consumer-secret",
    "webhook_secret": "a long secret",
}
PLAIN = Salesforce.model_validate(WRITTEN)
SETTINGS = Salesforce.model_validate(
    {
        **WRITTEN,
        "incident_field": "Caseline_incidents__c",
        "fields": {"tier": "Account.Support_Tier__c", "product": "Product__c"},
    }
)
KEYED = Salesforce.model_validate({**WRITTEN, "key_field": "Caseline_key__c"})
DRAFT = Draft(
    subject="Cannot pay",
    text="Help",
    priority=Priority.URGENT,
    requester_email="jana@globex.test",
    requester_name="Jana",
    tags=("incident:INC-12", "checkout"),
)


class Org(Wire):
    """An organisation with one case. `said` holds what single paths answer instead, first to last."""

    def __init__(self, case=CASE, **said):
        super().__init__(self._answered)
        self.case = case
        self.said = {path: list(answers) for path, answers in said.items()}
        self.milestones: Any = MILESTONES
        self.mails: Any = MAILS

    def _answered(self, request):
        path = request.url.path.removeprefix("/services/data/v61.0/")
        if path == "/services/oauth2/token":
            user = "https://login.salesforce.com/id/00D3t000000AbCdEAK/0053t000008HaNaAAK"
            return httpx.Response(200, json={"access_token": f"token-{len(self.asked)}", "id": user})
        if answers := self.said.get(path.partition("/")[0]):
            told = answers.pop(0)
            return told if isinstance(told, httpx.Response) else httpx.Response(200, json=told)
        if path == "composite":
            parts = [{"body": body, "httpStatusCode": 200} for body in (self.milestones, self.mails)]
            return httpx.Response(200, json={"compositeResponse": parts})
        if path == "query":
            return httpx.Response(200, json={"records": [self.case] if self.case is not None else []})
        return httpx.Response(204) if request.method == "PATCH" else httpx.Response(201, json={"id": ID})

    def questions(self):
        return [request.url.params["q"] for request in self.asked if request.url.path.endswith("/query")]

    def writes(self):
        return [
            (
                request.method,
                request.url.raw_path.decode().rpartition("v61.0")[2],
                json.loads(request.content),
            )
            for request in self.asked
            if request.method in {"POST", "PATCH"} and not request.url.path.endswith(("/token", "/composite"))
        ]


def desk(org=None, settings=SETTINGS):
    org = org or Org()
    return connect(settings, now=now, transport=org), org


def at(hour, minute=0, day=19):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def no(status, code):
    return httpx.Response(status, json=[{"message": "No.", "errorCode": code}])


# --- reading -------------------------------------------------------------------------------


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
    assert (ticket.created_at, ticket.updated_at) == (at(9), at(11, 30))
    assert ticket.customer_spoke_at == at(11, 20)
    assert ticket.tags == ("incident:INC-12", "incident:INC-7")
    assert ticket.fields == {"tier": "Premium", "product": "Checkout"}


def test_deadlines_are_the_milestones_whose_names_say_what_they_are_about():
    salesforce, _ = desk()

    assert salesforce.fetch(ID).deadlines == (
        Deadline(metric="first_reply", due_at=at(10), met=True),
        Deadline(metric="next_reply", due_at=at(11), missed=True),
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


def test_a_case_that_goes_on_in_another_says_so():
    salesforce, _ = desk(Org({**CASE, "MasterRecordId": "5003t00001zzZZzAAM"}))

    assert salesforce.fetch(ID).merged_into == "5003t00001zzZZzAAM"


def test_a_number_names_a_case_as_well():
    salesforce, org = desk()

    assert salesforce.fetch("00001026").id == ID
    assert "CaseNumber = '00001026'" in org.questions()[0]


@settings(deadline=None)
@given(missing=st.sampled_from(sorted(CASE)), instead=st.sampled_from(["absent", None, 7, "x", [], {}]))
def test_a_case_is_read_whatever_is_missing_or_odd(missing, instead):
    raw = {name: value for name, value in CASE.items() if name != missing}
    if instead != "absent" and missing != "Id":
        raw[missing] = instead
    salesforce, _ = desk(Org({**raw, "BrandNew__c": {"x": [1]}}))

    assert salesforce.fetch(ID).id == ID


@settings(deadline=None)
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


# --- the token -----------------------------------------------------------------------------


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


# --- questions -----------------------------------------------------------------------------


def read_back(literal):
    """What a reader of SOQL makes of a quoted text; fails unless the text ends where it should."""
    assert re.fullmatch(r"'(?:[^'\\]|\\[\\'nrtbf%_])*'", literal, re.DOTALL)
    shorts = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    return re.sub(r"\\(.)", lambda found: shorts.get(found[1], found[1]), literal[1:-1])


@settings(deadline=None)
@given(st.text())
def test_a_quoted_text_never_ends_too_early(words):
    assert read_back(quoted(words)) == words.replace("\0", "")
    assert read_back(within(words)) == f"%{words}%".replace("\0", "")


def test_nothing_in_a_word_stands_for_something_else():
    assert within("100%_") == r"'%100\%\_%'"


@pytest.mark.parametrize(
    ("query", "where"),
    [
        (Query(text="it's down"), r"Subject LIKE '%it\'s%' AND Subject LIKE '%down%'"),
        (Query(text="1026"), "CaseNumber LIKE '%1026%'"),
        (
            Query(requester_email="a'b@c.test", open_only=True),
            r"(Contact.Email = 'a\'b@c.test' OR SuppliedEmail = 'a\'b@c.test') AND IsClosed = false",
        ),
        (Query(tag="incident:inc-12"), "Caseline_incidents__c LIKE '%INC-12%'"),
        (Query(text="x') OR Name LIKE ('"), r"Subject LIKE '%x\')%' AND Subject LIKE '%OR%'"),
    ],
)
def test_a_search_asks_only_what_was_meant(query, where):
    salesforce, org = desk()

    found = salesforce.search(query, limit=5)

    assert [ticket.id for ticket in found] == [ID]
    assert f"FROM Case WHERE {where}" in org.questions()[0]


def test_a_search_for_nothing_gives_what_changed_last():
    salesforce, org = desk()

    salesforce.search(Query(), limit=5)

    assert org.questions()[0].endswith("FROM Case ORDER BY SystemModstamp DESC LIMIT 5")


def test_a_longer_key_is_not_the_one_that_was_looked_for():
    longer = {**CASE, "Caseline_incidents__c": "INC-123"}
    salesforce, org = desk(Org(query=[{"records": [longer, CASE, CASE]}]))

    found = salesforce.search(Query(tag="incident:INC-12"), limit=1)

    assert [ticket.tags[0] for ticket in found] == ["incident:INC-12"]
    assert org.questions()[0].endswith("LIMIT 200")


@pytest.mark.parametrize(("settings", "tag"), [(PLAIN, "incident:INC-12"), (SETTINGS, "checkout")])
def test_tags_that_a_case_cannot_have_are_not_looked_for(settings, tag):
    salesforce, org = desk(settings=settings)

    assert (list(salesforce.search(Query(tag=tag), limit=5)), org.asked) == ([], [])


def test_a_path_that_is_no_field_is_not_asked_for():
    odd = Salesforce.model_validate({**WRITTEN, "fields": {"tier": "Id FROM User --", "region": "Region__c"}})
    salesforce, org = desk(settings=odd)

    salesforce.fetch(ID)

    assert "Region__c FROM Case" in org.questions()[0]
    assert "User" not in org.questions()[0]


# --- changes -------------------------------------------------------------------------------


def test_no_cursor_stands_for_now_and_asks_nobody():
    salesforce, org = desk()

    changes = salesforce.changed("", limit=10)

    assert (changes.tickets, changes.more, org.asked) == ((), False, [])
    assert changes.cursor == "2026-11-19T12:00:00.000Z"


def test_changes_go_on_a_minute_before_where_they_ended():
    salesforce, org = desk()

    changes = salesforce.changed("2026-11-19T11:00:00.000Z", limit=10)

    assert [ticket.id for ticket in changes.tickets] == [ID]
    assert (changes.more, changes.cursor) == (False, "2026-11-19T11:29:00.000Z")
    where = "WHERE SystemModstamp >= 2026-11-19T11:00:00.000Z ORDER BY SystemModstamp ASC, Id ASC LIMIT 10"
    assert org.questions()[0].endswith(where)


def test_changes_never_go_further_back_than_they_began():
    salesforce, _ = desk()

    assert salesforce.changed("2026-11-19T11:29:30.000Z", limit=10).cursor == "2026-11-19T11:29:30.000Z"


def test_every_case_has_its_own_deadlines():
    other = {**CASE, "Id": "5003t00001zzZZzAAM"}
    salesforce, _ = desk(Org(query=[{"records": [CASE, other]}]))

    first, second = salesforce.changed("2026-11-19T11:00:00.000Z", limit=10).tickets

    assert (len(first.deadlines), len(second.deadlines)) == (3, 0)
    assert (first.customer_spoke_at, second.customer_spoke_at) == (at(11, 20), None)


def test_a_full_page_goes_on_behind_its_last_case():
    salesforce, org = desk()

    changes = salesforce.changed("2026-11-19T11:00:00.000Z", limit=1)
    salesforce.changed(changes.cursor, limit=1)

    assert changes.more is True
    same = f"SystemModstamp = 2026-11-19T11:30:00.000Z AND Id > '{ID}'"
    assert f"(SystemModstamp > 2026-11-19T11:30:00.000Z OR ({same}))" in org.questions()[1]


def test_a_cursor_from_elsewhere_asks_nothing_that_was_not_meant():
    place = salesforce_changes.place("2026-11-19T11:00:00.000Z x' OR Id != '")

    assert place is not None
    assert place.behind == "SystemModstamp >= 2026-11-19T11:00:00.000Z"


@settings(deadline=None)
@given(seconds=st.lists(st.integers(0, 90), min_size=1, max_size=25), limit=st.integers(1, 6))
def test_no_change_is_lost_however_many_share_an_instant(seconds, limit):
    raws = [
        {
            **CASE,
            "Id": f"5003t{place:010}AAA",
            "SystemModstamp": f"2026-11-19T11:{second // 60:02}:{second % 60:02}.000+0000",
        }
        for place, second in enumerate(sorted(seconds))
    ]

    def found(request):
        soql = request.url.params["q"]
        [since] = re.findall(r"SystemModstamp >=? ([\d:TZ.-]+)", soql)
        after = re.search(r"Id > '(\w+)'", soql)
        keys = [(raw["SystemModstamp"].replace("+0000", "Z"), raw["Id"]) for raw in raws]
        newer = [raw for raw, key in zip(raws, keys, strict=True) if key > (since, after[1] if after else "")]
        return httpx.Response(200, json={"records": newer[:limit]})

    org = Org()
    salesforce = connect(
        PLAIN,
        now=now,
        transport=Wire(
            lambda request: found(request) if "q" in request.url.params else org._answered(request)
        ),
    )
    cursor, seen, more = "2026-11-19T11:00:00.000Z", set(), True
    for _ in range(100):
        changes = salesforce.changed(cursor, limit=limit)
        seen |= {ticket.id for ticket in changes.tickets}
        cursor, more = changes.cursor, changes.more
        if not more:
            break

    assert not more
    assert seen == {raw["Id"] for raw in raws}


# --- writing -------------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "public"), [("note", False), ("reply", True)])
def test_a_note_is_for_us_and_a_reply_is_public(how, public):
    salesforce, org = desk()

    getattr(salesforce, how)(ID, "It says <500>\n& stops", key="INC-1:x")

    [(method, path, body)] = org.writes()
    assert (method, path) == ("POST", "/sobjects/CaseComment")
    assert body == {
        "ParentId": ID,
        "CommentBody": "It says <500>\n& stops\n\ncaseline:INC-1:x",
        "IsPublished": public,
    }


def test_a_note_to_a_number_goes_to_its_case():
    salesforce, org = desk()

    salesforce.note("00001026", "Words", key="k")

    assert org.writes()[0][2]["ParentId"] == ID


def test_a_note_that_is_too_long_is_cut_and_a_reply_is_refused():
    salesforce, org = desk()

    salesforce.note(ID, "x" * 5000, key="k")
    with pytest.raises(Refused, match="too long"):
        salesforce.reply(ID, "x" * 5000, key="k")

    [(_, _, body)] = org.writes()
    assert len(body["CommentBody"]) == 4000
    assert body["CommentBody"].endswith("x…\n\ncaseline:k")


@pytest.mark.parametrize(
    ("there", "written"),
    [("Words\n\ncaseline:k1", 0), ("Words\n\ncaseline:k11", 1), (None, 1)],
)
def test_a_doubtful_note_is_written_only_if_it_is_not_there(there, written):
    salesforce, org = desk(Org(query=[{"records": [{"CommentBody": there}]}]))

    salesforce.note(ID, "Words", key="k1", doubtful=True)

    assert len(org.writes()) == written
    assert f"FROM CaseComment WHERE ParentId = '{ID}'" in org.questions()[0]


def test_a_case_is_made_with_what_is_known():
    salesforce, org = desk()

    ticket = salesforce.create(DRAFT, key="k1")

    [(method, path, body)] = org.writes()
    assert (method, path) == ("POST", "/sobjects/Case")
    assert body == {
        "Subject": "Cannot pay",
        "Description": "Help\n\ncaseline:k1",
        "Priority": "High",
        "SuppliedEmail": "jana@globex.test",
        "SuppliedName": "Jana",
        "Caseline_incidents__c": "INC-12",
    }
    assert (ticket.id, ticket.subject, ticket.status) == (ID, "Cannot pay", TicketStatus.NEW)
    assert (ticket.requester_email, ticket.tags) == ("jana@globex.test", ("incident:INC-12",))


def test_a_field_for_the_key_keeps_a_case_from_being_made_twice():
    made = httpx.Response(201, json={"id": ID, "success": True, "errors": [], "created": True})
    salesforce, org = desk(Org(sobjects=[made]), KEYED)

    assert salesforce.create(DRAFT, key="INC-1/a:b").id == ID
    assert org.writes()[0][:2] == ("PATCH", "/sobjects/Case/Caseline_key__c/INC-1%2Fa%3Ab")


def test_an_answer_without_an_id_is_followed_by_a_look_at_the_key():
    salesforce, org = desk(Org(sobjects=[httpx.Response(204)]), KEYED)

    assert salesforce.create(DRAFT, key="k'1").id == ID
    assert r"WHERE Caseline_key__c = 'k\'1'" in org.questions()[0]


@pytest.mark.parametrize("settings", [PLAIN, KEYED])
def test_a_doubtful_case_that_was_made_is_found_and_not_written_over(settings):
    there = {"records": [{"Id": ID, "Description": "Help\n\ncaseline:k1"}]}
    salesforce, org = desk(Org(query=[there]), settings)

    assert salesforce.create(DRAFT, key="k1", doubtful=True).id == ID
    assert org.writes() == []


def test_a_doubtful_case_that_was_not_made_is_made():
    there = {"records": [{"Id": "5003t00001zzZZzAAM", "Description": "Help\n\ncaseline:k11"}]}
    salesforce, org = desk(Org(query=[there]), PLAIN)

    assert salesforce.create(DRAFT, key="k1", doubtful=True).id == ID
    assert len(org.writes()) == 1


def test_a_case_that_was_perhaps_made_leaves_doubt():
    salesforce, _ = desk(Org(sobjects=[httpx.Response(201, json={})]), PLAIN)

    with pytest.raises(TryLater) as later:
        salesforce.create(DRAFT, key="k1")

    assert later.value.unsure is True


def test_an_owner_by_name_is_refused_before_anything_is_sent():
    salesforce, org = desk()

    with pytest.raises(Refused):
        salesforce.create(Draft(subject="s", text="t", target="Tier 1"), key="k")

    assert org.asked == []


@pytest.mark.parametrize(
    ("there", "on", "wanted"),
    [
        ("INC-7", True, "INC-7; INC-12"),
        (None, True, "INC-12"),
        ("inc-12, INC-7", True, None),
        ("inc-12, INC-7", False, "INC-7"),
        ("INC-12", False, None),
        ("INC-7", False, "unchanged"),
    ],
)
def test_an_incident_is_named_beside_the_others(there, on, wanted):
    salesforce, org = desk(Org({**CASE, "Caseline_incidents__c": there}))

    salesforce.mark(ID, "incident:INC-12", on=on)

    untouched = wanted == "unchanged" or (on and wanted is None)
    expected = [("PATCH", f"/sobjects/Case/{ID}", {"Caseline_incidents__c": wanted})]
    assert org.writes() == ([] if untouched else expected)


def test_a_case_that_somebody_changed_meanwhile_is_read_once_more():
    changed = {**CASE, "Caseline_incidents__c": "INC-7; INC-9"}
    org = Org(changed, query=[{"records": [CASE]}], sobjects=[httpx.Response(412)])
    org.case = {**changed, "SystemModstamp": "2026-11-19T11:31:00.000+0000"}
    salesforce, _ = desk(org)

    salesforce.mark(ID, "incident:INC-20", on=True)

    patches = [request for request in org.asked if request.method == "PATCH"]
    assert [patch.headers["if-unmodified-since"] for patch in patches] == [
        "Thu, 19 Nov 2026 11:30:00 GMT",
        "Thu, 19 Nov 2026 11:31:00 GMT",
    ]
    assert org.writes()[-1][2] == {"Caseline_incidents__c": "INC-7; INC-9; INC-20"}


def test_a_case_that_is_changed_all_the_time_is_left_for_later():
    salesforce, org = desk(Org(sobjects=[httpx.Response(412)] * 5))

    with pytest.raises(TryLater):
        salesforce.mark(ID, "incident:INC-20", on=True)

    assert len(org.writes()) == 3


@pytest.mark.parametrize(("settings", "tag"), [(PLAIN, "incident:INC-12"), (SETTINGS, "checkout")])
def test_tags_that_a_case_cannot_have_are_not_written(settings, tag):
    salesforce, org = desk(settings=settings)

    salesforce.mark(ID, tag, on=True)

    assert org.asked == []
    assert "incident_field" in ABILITIES[Ability.TAG]


# --- addresses and webhooks ----------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        f"{LIGHTNING}/lightning/r/Case/{ID}/view",
        f"{LIGHTNING}/lightning/r/{ID}/view?ws=%2Flightning#x",
        f"{HOME}/lightning/r/Case/{ID}/related/CaseComments/view",
        f"{HOME}/{ID}",
        f"{HOME}/{ID[:15]}",
        f"{HOME}/{ID}?nooverride=1, please look",
    ],
)
def test_the_addresses_of_lightning_and_of_classic_name_the_case(address):
    salesforce, _ = desk()

    assert salesforce.ref_in(address) == ID


@pytest.mark.parametrize(
    ("base", "lightning"),
    [
        ("https://acme--dev.sandbox.my.salesforce.com/", "https://acme--dev.sandbox.lightning.force.com"),
        ("https://desk.proxy.test", "https://desk.proxy.test"),
        ("http://127.0.0.1:9", "http://127.0.0.1:9"),
        ("https://my.salesforce.com", "https://my.salesforce.com"),
    ],
)
def test_people_are_sent_to_the_lightning_host_where_there_is_one(base, lightning):
    salesforce, _ = desk(settings=Salesforce.model_validate({**WRITTEN, "base_url": base}))
    address = f"{lightning}/lightning/r/Case/{ID}/view"

    assert salesforce.ref_in(address) == ID


@pytest.mark.parametrize(
    "address",
    [
        f"https://other.lightning.force.com/lightning/r/Case/{ID}/view",
        f"{LIGHTNING}.evil.test/lightning/r/Case/{ID}/view",
        f"https://evil.test/{LIGHTNING}/lightning/r/Case/{ID}/view",
        f"https://acme.lightning.force.com@evil.test/lightning/r/Case/{ID}/view",
        f"http://acme.lightning.force.com/lightning/r/Case/{ID}/view",
        f"https://lightning.force.com/lightning/r/Case/{ID}/view",
        f"{LIGHTNING}/lightning/r/Contact/{ID}/view",
        f"{LIGHTNING}/lightning/r/Case/0033t00003AbCdEAAV/view",
        f"{HOME}/{ID}x",
        f"{HOME}/{ID[:16]}",
        f"{HOME}/services/{ID}",
    ],
)
def test_other_addresses_name_no_case(address):
    salesforce, _ = desk()

    assert salesforce.ref_in(address) == ""


@settings(deadline=None)
@given(st.text(), st.sampled_from(["", f"{HOME}/", f"{LIGHTNING}/lightning/r/Case/"]))
def test_whatever_is_pasted_gives_an_id_or_nothing(words, before):
    salesforce, _ = desk()

    assert re.fullmatch(r"(500[0-9A-Za-z]{15})?", salesforce.ref_in(before + words))


@pytest.mark.parametrize(
    ("short", "full"), [("5003t00001abCDe", ID), ("500000000000000", "500000000000000AAA"), (ID, ID)]
)
def test_a_short_id_is_made_whole(short, full):
    assert full_id(short) == full


RECIPE = json.dumps({"case": ID, "changed": "2026-11-19T11:30:00Z"}).encode()


@pytest.mark.parametrize(
    "shown",
    [{"secret": "a long secret"}, {"headers": {"x-caseline-secret": "a long secret"}}],
)
def test_a_webhook_with_the_secret_is_believed(shown):
    salesforce, org = desk()

    [hint] = salesforce.hints(Knock(**{"headers": {}, "body": RECIPE, **shown}))

    assert (hint.ticket, hint.event) == (ID, hashlib.sha256(RECIPE).hexdigest())
    assert org.asked == []


@pytest.mark.parametrize("shown", ["", "wrong", "a long secret"])
def test_a_webhook_is_forged_without_the_secret_and_where_there_is_none(shown):
    none = Salesforce.model_validate({**WRITTEN, "webhook_secret": ""})
    salesforce, _ = desk(settings=none if shown == "a long secret" else SETTINGS)

    with pytest.raises(Forged):
        salesforce.hints(Knock(headers={}, body=RECIPE, secret=shown))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff", b'{"case": null}', b'{"case": "003x"}', b"[" * 100_000]
)
def test_a_body_that_makes_no_sense_is_no_hint(body):
    salesforce, _ = desk()

    assert list(salesforce.hints(Knock(headers={}, body=body, secret="a long secret"))) == []


def test_the_documented_body_is_understood():
    salesforce, _ = desk()
    body = documented("salesforce", "json").encode()

    [hint] = salesforce.hints(Knock(headers={}, body=body, secret="a long secret"))

    assert hint.ticket == ID


def test_the_documented_settings_are_settings():
    written = yaml.safe_load(documented("salesforce", "yaml"))

    assert Salesforce.model_validate(written["tickets"]["salesforce"]).base_url == HOME


# --- checking ------------------------------------------------------------------------------

DESCRIBED = {
    "createable": True,
    "updateable": True,
    "fields": [
        {"name": "Caseline_incidents__c", "updateable": True},
        {"name": "Caseline_key__c", "externalId": True},
    ],
}
LIMITS = {"DailyApiRequests": {"Max": 15000, "Remaining": 14998}}


def test_a_check_says_as_whom_salesforce_is_reached_and_what_it_has():
    whole = Salesforce.model_validate(
        {**WRITTEN, "incident_field": "Caseline_incidents__c", "key_field": "Caseline_key__c"}
    )
    org = Org(limits=[LIMITS], query=[{"records": [{"Name": "Caseline"}]}], sobjects=[DESCRIBED])
    salesforce, _ = desk(org, whole)

    findings = list(salesforce.check())

    assert findings[0].says == "reached as Caseline; 14998 of 15000 requests are left today"
    assert all(finding.ok for finding in findings)
    assert len(findings) == 5


def test_a_check_says_what_is_missing():
    odd = Salesforce.model_validate(
        {
            "base_url": HOME,
            "client_id": "c",
            "client_secret": "s",
            "incident_field": "Nowhere__c",
            "key_field": "Caseline_incidents__c",
            "fields": {"tier": "not a field"},
        }
    )
    salesforce, _ = desk(Org(sobjects=[{**DESCRIBED, "createable": False}]), odd)

    missing = [finding.what for finding in salesforce.check() if not finding.ok]

    assert missing == [
        "Salesforce cases",
        "Salesforce incident_field",
        "Salesforce key_field",
        "Salesforce fields.tier",
        "Salesforce webhook",
    ]


@pytest.mark.parametrize("answer", [always(401), always(403), always(503), always(200, []), always(204)])
def test_a_check_never_fails(answer):
    salesforce = connect(SETTINGS, now=now, transport=Wire(answer))

    findings = list(salesforce.check())

    assert not findings[0].ok
    assert all(finding.says for finding in findings)


def test_every_ability_is_told():
    assert set(ABILITIES) == set(Ability)


def test_questions_that_are_asked_together_are_written_as_addresses():
    salesforce, org = desk()

    salesforce.fetch(ID)

    [body] = org.bodies("POST")
    addresses = [urlsplit(part["url"]) for part in body["compositeRequest"]]
    assert {address.path for address in addresses} == {"/services/data/v61.0/query"}
    assert all(f"'{ID}'" in parse_qs(address.query)["q"][0] for address in addresses)
