"""What is written in GitHub, once."""

import httpx
import pytest

from bot.domain.ticket import Draft, TicketStatus
from bot.errors import Refused, TryLater
from tests.adapters.tickets.github_desk import (
    COMMENT,
    COMMENTS,
    ID,
    ISSUE,
    ISSUES,
    LABEL,
    MAKE,
    REPO,
    github,
    issue,
)
from tests.adapters.tickets.wire import NOON
from tests.fakes.clock import StoppedClock


def test_a_note_in_a_private_repository_is_a_comment():
    desk, wire = github({REPO: {"private": True}, COMMENT: {"id": 1}})

    desk.note(ID, "Linked to INC-7", key="outgoing-1")

    assert wire.lines() == [REPO, COMMENT]
    assert wire.body() == {"body": "Linked to INC-7\n\n<!-- caseline:note:outgoing-1 -->"}


@pytest.mark.parametrize("said", [{"private": False}, {"private": None}, {}])
def test_a_note_is_never_written_where_everybody_may_read_it(said):
    desk, wire = github({REPO: said, COMMENT: {"id": 1}})

    with pytest.raises(Refused, match="acme/shop is public"):
        desk.note(ID, "Hush", key="k")

    assert wire.lines() == [REPO]


def test_whether_a_repository_is_private_is_asked_again_after_an_hour():
    clock = StoppedClock(NOON)
    desk, wire = github({REPO: {"private": True}, COMMENT: {"id": 1}}, clock=clock)
    desk.note(ID, "One", key="1")
    clock.move(minutes=59)
    desk.note(ID, "Two", key="2")
    wire.routes[REPO] = {"private": False}
    clock.move(minutes=2)

    with pytest.raises(Refused):
        desk.note(ID, "Three", key="3")

    assert wire.lines() == [REPO, COMMENT, COMMENT, REPO]


def test_a_reply_is_a_comment_wherever_it_is():
    desk, wire = github({COMMENT: {"id": 1}})

    desk.reply(ID, "Fixed, see @bob in #3", key="k")

    assert wire.lines() == [COMMENT]
    assert wire.body()["body"] == "Fixed, see @\u200bbob in #\u200b3\n\n<!-- caseline:k -->"


def test_a_doubtful_comment_that_is_there_is_not_written_again():
    there = [{"body": None}, {"body": "Words\n\n<!-- caseline:k-1 -->"}]
    desk, wire = github({ISSUE: {"comments": 2}, COMMENTS: there})

    desk.reply(ID, "Words", key="k-1", doubtful=True)

    assert wire.lines() == [ISSUE, COMMENTS]


def test_the_newest_comments_are_looked_through_and_no_more():
    desk, wire = github(
        {ISSUE: {"comments": 950}, COMMENTS: [{"body": "<!-- caseline:k-12 -->"}], COMMENT: {}}
    )

    desk.reply(ID, "Words", key="k-1", doubtful=True)

    assert wire.lines() == [ISSUE, COMMENTS, COMMENTS, COMMENT]
    assert [wire.query(1)["page"], wire.query(2)["page"]] == ["10", "9"]


def test_a_label_is_added_beside_those_of_others():
    desk, wire = github({LABEL: []})

    desk.mark(ID, "incident:INC-7", on=True)

    assert (wire.lines(), wire.body()) == ([LABEL], {"labels": ["incident:INC-7"]})


@pytest.mark.parametrize("answer", [[], httpx.Response(404, json={"message": "Label does not exist"})])
def test_a_label_is_taken_off_or_was_not_there(answer):
    desk, wire = github({"DELETE /repos/acme/shop/issues/12/labels/incident:INC/7 a": answer})

    desk.mark(ID, "incident:INC/7 a", on=False)

    assert wire.asked[0].url.raw_path.endswith(b"/labels/incident%3AINC%2F7%20a")


def test_a_label_that_may_not_be_taken_off_is_refused():
    desk, _ = github({"DELETE /repos/acme/shop/issues/12/labels/x": httpx.Response(403, json={})})

    with pytest.raises(Refused):
        desk.mark(ID, "x", on=False)


DRAFT = Draft(subject="Fix the\ncheckout", text="As @ana said", target="ACME/shop", tags=("incident:INC-7",))


def test_an_issue_is_made_with_its_labels_and_its_key():
    desk, wire = github({MAKE: httpx.Response(201, json=issue(99, state="open", state_reason=None))})

    made = desk.create(DRAFT, key="a -->b")

    assert (made.id, made.status) == ("acme/shop#99", TicketStatus.OPEN)
    assert wire.body() == {
        "title": "Fix the checkout",
        "body": "As @\u200bana said\n\n<!-- caseline:a__-_b -->",
        "labels": ["incident:INC-7"],
    }


def test_a_doubtful_issue_that_is_there_is_not_made_again():
    desk, wire = github({ISSUES: [issue(98, body=None), issue(99, body="x <!-- caseline:k -->")]})

    made = desk.create(DRAFT, key="k", doubtful=True)

    assert (made.id, wire.lines()) == ("acme/shop#99", [ISSUES])


def test_a_doubtful_issue_that_is_not_there_is_made_after_a_bounded_look():
    desk, wire = github({ISSUES: [issue(98)] * 100, MAKE: issue(99)})

    desk.create(DRAFT, key="k", doubtful=True)

    assert wire.lines() == [ISSUES, ISSUES, MAKE]


def test_an_issue_is_made_only_where_the_settings_say():
    desk, wire = github({})

    with pytest.raises(Refused, match="configured repositories"):
        desk.create(Draft(subject="x", text="y", target="acme/other"), key="k")

    assert wire.asked == []


def test_an_answer_that_names_no_issue_leaves_it_in_doubt():
    desk, _ = github({MAKE: httpx.Response(201, json={})})

    with pytest.raises(TryLater) as later:
        desk.create(DRAFT, key="k")

    assert later.value.unsure
