"""Questions to Salesforce, whatever people type."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.salesforce_query import quoted, within
from bot.domain.ticket import Query
from bot.settings_tickets import Salesforce
from tests.adapters.tickets.salesforce_desk import CASE, ID, PLAIN, SETTINGS, WRITTEN, Org, desk


def read_back(literal):
    """What a reader of SOQL makes of a quoted text; fails unless the text ends where it should."""
    assert re.fullmatch(r"'(?:[^'\\]|\\[\\'nrtbf%_])*'", literal, re.DOTALL)
    shorts = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    return re.sub(r"\\(.)", lambda found: shorts.get(found[1], found[1]), literal[1:-1])


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
