"""What is written to Salesforce, once."""

import httpx
import pytest

from adapters.tickets.salesforce import ABILITIES
from bot.domain.ticket import Draft, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import Refused, TryLater
from tests.adapters.tickets.salesforce_desk import CASE, DRAFT, ID, KEYED, PLAIN, SETTINGS, Org, desk


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
