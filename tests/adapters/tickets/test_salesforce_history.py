"""What Salesforce's adapter makes of the past of a case."""

import httpx
import pytest
from hypothesis import given

from bot.domain.sla_update import Author, History, Said, What
from bot.domain.ticket import TicketStatus
from bot.errors import NotLetIn, TicketGone, TryLater
from bot.settings_tickets import Salesforce
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.salesforce_desk import (
    ID,
    INSIDE,
    MACHINE,
    OPENED,
    OUTSIDE,
    TRACKED,
    US,
    WRITTEN,
    Org,
    Told,
    at,
    became,
    desk,
    no,
    said,
)

BY_MAIL = {**INSIDE, "SuppliedEmail": "jana@globex.test"}
HIDDEN = {"CreatedById": "0053t000009GoneAAV", "CreatedBy": None}
COMMENT = {"IsPublished": True}
SENT = {"Incoming": False, "Status": "3"}


def past(org, **settings):
    salesforce, _ = desk(org, Salesforce.model_validate({**WRITTEN, **settings}))
    return salesforce.history(ID)


def statuses(found):
    return [one.status for one in found.updates if one.status]


def test_the_past_of_a_case_takes_two_requests():
    org = Told()

    found = past(org)

    (begun,) = found.updates
    assert (begun.source, begun.id, begun.what) == ("salesforce", f"created/{ID}", What.CREATED)
    assert (begun.by, begun.said, begun.status) == (Author.CUSTOMER, Said.PUBLIC, None)
    assert begun.at == at(9)
    assert not found.statuses
    assert [line.rpartition("/")[2] for line in org.lines()] == ["token", "query", "composite"]


def test_a_case_is_found_by_its_number_as_well():
    org = Told()
    salesforce, _ = desk(org)

    found = salesforce.history("00001026")

    assert found.updates[0].id == f"created/{ID}"
    assert "WHERE CaseNumber = '00001026'" in org.questions()[0]
    assert f"ParentId = '{ID}'" in org.soql[0][0]


# --- who opened it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "by"),
    [
        (OUTSIDE, Author.CUSTOMER),
        (INSIDE, Author.AGENT),
        (BY_MAIL, Author.CUSTOMER),
        (US, Author.AGENT),
        ({**US, "SuppliedEmail": "jana@globex.test"}, Author.AGENT),
        (MACHINE, Author.CUSTOMER),
        ({**MACHINE, "ContactId": None}, Author.SYSTEM),
        ({**HIDDEN, "ContactId": None}, Author.SYSTEM),
    ],
)
def test_what_came_by_web_or_mail_the_customer_opened_whoever_made_it_a_case(who, by):
    found = past(Told({**OPENED, **who}))

    assert (found.updates[0].by, found.updates[0].said) == (by, Said.PUBLIC)


# --- what was said -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "published", "by", "heard"),
    [
        (INSIDE, True, Author.AGENT, Said.PUBLIC),
        (INSIDE, False, Author.AGENT, Said.INTERNAL),
        (INSIDE, None, Author.AGENT, Said.INTERNAL),
        (OUTSIDE, True, Author.CUSTOMER, Said.PUBLIC),
        (OUTSIDE, False, Author.CUSTOMER, Said.PUBLIC),
        (US, True, Author.AGENT, Said.PUBLIC),
        (US, False, Author.SYSTEM, Said.INTERNAL),
        (MACHINE, True, Author.SYSTEM, Said.PUBLIC),
        (HIDDEN, True, Author.SYSTEM, Said.PUBLIC),
    ],
)
def test_a_comment_is_of_somebody_and_for_somebody(who, published, by, heard):
    found = past(Told(CaseComment=[said("00a1", who, IsPublished=published)]))

    spoken = found.updates[1]
    assert (spoken.id, spoken.by, spoken.said, spoken.at) == ("comment/00a1", by, heard, at(9, 1))


@pytest.mark.parametrize(
    ("who", "mail", "by"),
    [
        (INSIDE, SENT, Author.AGENT),
        (INSIDE, {"Incoming": True, "Status": "0"}, Author.CUSTOMER),
        (MACHINE, SENT, Author.SYSTEM),
        (OUTSIDE, SENT, Author.SYSTEM),
        (US, SENT, Author.AGENT),
    ],
)
def test_a_mail_is_of_the_customer_where_it_came_in(who, mail, by):
    found = past(Told(EmailMessage=[said("02s1", who, MessageDate="2026-11-19T09:07:00.000+0000", **mail)]))

    spoken = found.updates[1]
    assert (spoken.id, spoken.by, spoken.said, spoken.at) == ("mail/02s1", by, Said.PUBLIC, at(9, 7))


def test_a_draft_was_not_said():
    found = past(Told(EmailMessage=[said("02s1", INSIDE, Incoming=False, Status="5")]))

    assert len(found.updates) == 1


def test_an_automatic_answer_is_of_the_user_in_whose_name_mails_become_cases():
    machine, agent = INSIDE, {**INSIDE, "CreatedById": "0053t000004LeoAAAV"}
    mails = [said("02s1", machine, **SENT), said("02s2", agent, 5, **SENT)]

    found = past(Told({**OPENED, **BY_MAIL}, EmailMessage=mails))

    assert [one.by for one in found.updates[1:]] == [Author.SYSTEM, Author.AGENT]


def test_the_mail_that_became_the_case_counts_from_its_beginning():
    mail = said("02s1", INSIDE, MessageDate="2026-11-19T08:58:00.000+0000", Incoming=True)

    found = past(Told({**OPENED, **BY_MAIL}, EmailMessage=[mail]))

    assert [one.at for one in found.updates] == [at(9), at(9)]


def test_of_many_comments_the_oldest_the_newest_and_the_first_replies_are_read():
    def comments(soql):
        if "IsPublished = true" in soql:
            return [said("00a5", INSIDE, 5, **COMMENT)]
        start = 2000 if "DESC" in soql else 1000
        return [said(f"00a{start + number}", INSIDE, 1, IsPublished=False) for number in range(200)]

    org = Told(CaseComment=comments)

    found = past(org)

    assert len(found.updates) == 1 + 200 + 200 + 1
    assert [one.id for one in found.updates if one.is_reply] == ["comment/00a5"]
    assert [len(asked) for asked in org.soql] == [3, 2]


def test_one_request_never_holds_more_questions_than_salesforce_takes():
    many = [said(f"x{number}", INSIDE, Incoming=False, IsPublished=True) for number in range(200)]
    org = Told(CaseComment=many, EmailMessage=many)

    past(org)

    assert [len(asked) for asked in org.soql] == [3, 4]


# --- statuses ------------------------------------------------------------------------------

CHANGES = [
    became("h1", "New", "Working", 1),
    became("h2", "Working", "Waiting on Customer", 2),
    became("h3", "Waiting on Customer", "Done with it", 3, MACHINE),
]


def test_statuses_are_told_where_their_history_was_tracked_from_the_beginning():
    case = {**OPENED, "Status": "Done with it", "IsClosed": True}

    found = past(Told(case, CaseHistory=[TRACKED, *CHANGES]))

    assert statuses(found) == [
        TicketStatus.NEW,
        TicketStatus.OPEN,
        TicketStatus.PENDING,
        TicketStatus.CLOSED,
    ]
    assert [(one.id, one.by) for one in found.updates[1:]] == [
        ("change/h1", Author.AGENT),
        ("change/h2", Author.AGENT),
        ("change/h3", Author.SYSTEM),
    ]
    assert found.statuses


def test_the_settings_call_a_past_status_what_they_call_a_present_one():
    case = {**OPENED, "Status": "Done with it", "IsClosed": True}

    found = past(
        Told(case, CaseHistory=[TRACKED, *CHANGES]), statuses={"working": "on_hold", "Done with it": "solved"}
    )

    assert statuses(found)[1::2] == [TicketStatus.ON_HOLD, TicketStatus.SOLVED]


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        ("New", []),
        ("New", [TRACKED]),
        ("Done with it", CHANGES),
        ("Done with it", [TRACKED, CHANGES[0], CHANGES[2]]),
        ("Escalated", [TRACKED, *CHANGES]),
        ("Done with it", ["no", {"errorCode": "INVALID_TYPE", "message": "No."}]),
    ],
    ids=["not tracked", "nothing changed", "tracked later", "a gap", "not up to now", "not there"],
)
def test_where_the_history_may_lack_something_not_every_status_is_told(now, changes):
    found = past(Told({**OPENED, "Status": now}, CaseHistory=changes))

    assert not found.statuses
    assert found.updates[0].status is None


# --- doors ---------------------------------------------------------------------------------


@pytest.mark.parametrize("created", [None, "", "yesterday", "0001-01-01T00:00:00Z"])
def test_what_does_not_tell_when_it_began_has_no_past(created):
    org = Told({**OPENED, "CreatedDate": created}, CaseComment=[said("00a1", INSIDE, **COMMENT)])

    assert past(org) == History()


def test_a_part_that_comes_later_makes_the_whole_come_later():
    with pytest.raises(TryLater):
        past(Told(CaseComment=["no", {"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "No."}]))


@pytest.mark.parametrize(
    "id", ["", "abc", "500' OR Name != '", f"{ID}'", "0033t00003AbCdEAAV", "12345678901"]
)
def test_an_id_that_no_case_has_never_leaves(id):
    org = Told()
    salesforce, _ = desk(org)

    with pytest.raises(TicketGone):
        salesforce.history(id)

    assert org.asked == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"records": []}, TicketGone),
        (no(404, "NOT_FOUND"), TicketGone),
        (no(403, "INSUFFICIENT_ACCESS_OR_READONLY"), TicketGone),
        (no(403, "REQUEST_LIMIT_EXCEEDED"), TryLater),
        (httpx.Response(503), TryLater),
    ],
)
def test_failures_come_in_the_words_of_the_bot(answer, error):
    salesforce, _ = desk(Org(query=[answer]))

    with pytest.raises(error):
        salesforce.history(ID)


def test_a_token_that_is_refused_twice_is_not_let_in():
    salesforce, _ = desk(Org(query=[no(401, "INVALID_SESSION_ID"), no(401, "INVALID_SESSION_ID")]))

    with pytest.raises(NotLetIn):
        salesforce.history(ID)


STORY = {
    "case": {**OPENED, "Status": "Done with it"},
    "CaseComment": [said("00a1", INSIDE, **COMMENT), said("00a2", US, IsPublished=False)],
    "EmailMessage": [said("02s1", INSIDE, MessageDate="2026-11-19T09:07:00.000+0000", **SENT)],
    "CaseHistory": [TRACKED, *CHANGES],
}


@given(broken(STORY))
def test_whatever_is_odd_is_left_out(raw):
    rows = {name: odd for name, odd in raw.items() if name != "case" and isinstance(odd, list)}
    try:
        found = past(Told(raw.get("case"), **rows))
    except TicketGone:
        return  # What is no object is no case.

    assert found == History() or found.updates[0].what is What.CREATED
