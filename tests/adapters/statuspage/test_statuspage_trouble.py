"""Statuspage: lost answers, refusals and its pace."""

import logging
from dataclasses import replace

import httpx
import pytest

from adapters.statuspage.statuspage import connect
from bot.errors import NotLetIn, Refused, TryLater
from bot.settings_publish import Statuspage
from tests.adapters.statuspage.postings import FIRST, NEXT
from tests.fakes.statuspage.fake import KEY


def test_a_new_incident_whose_answer_got_lost_is_found_and_not_made_again(account):
    account.page.loses("POST")
    with pytest.raises(TryLater) as lost:
        account.ours.post(FIRST, key="k1")

    there = account.ours.post(FIRST, key="k1", doubtful=True)

    assert lost.value.unsure
    assert there.incident == account.incident["id"]
    assert there.update == account.incident["incident_updates"][0]["id"]
    assert account.page.asked == ["POST /incidents", "GET /incidents"]


def test_a_new_incident_that_never_arrived_is_made(account):
    other = account.ours.post(FIRST, key="k0")

    there = account.ours.post(FIRST, key="k1", doubtful=True)

    assert there.incident != other.incident
    assert len(account.page.incidents) == 2


def test_an_update_whose_answer_got_lost_is_found_and_not_made_again(account):
    first = account.ours.post(FIRST, key="k1")
    account.page.loses("PATCH")
    with pytest.raises(TryLater) as lost:
        account.ours.post(NEXT, incident=first.incident, key="k2")

    there = account.ours.post(NEXT, incident=first.incident, key="k2", doubtful=True)

    assert lost.value.unsure
    assert account.bodies == ["We know why.", "Nobody can pay."]
    assert there.update == account.incident["incident_updates"][0]["id"]


def test_an_update_that_never_arrived_is_made(account):
    first = account.ours.post(FIRST, key="k1")
    account.page.loses("GET")
    with pytest.raises(TryLater):
        account.ours.post(NEXT, incident=first.incident, key="k2")
    assert account.bodies == ["Nobody can pay."]

    account.ours.post(NEXT, incident=first.incident, key="k2", doubtful=True)

    assert account.bodies == ["We know why.", "Nobody can pay."]


def test_an_update_is_found_although_others_came_after_it(account):
    first = account.ours.post(FIRST, key="k1")
    second = account.ours.post(NEXT, incident=first.incident, key="k2")
    account.ours.post(replace(NEXT, text="Later."), incident=first.incident, key="k3")

    again = account.ours.post(NEXT, incident=first.incident, key="k2", doubtful=True)

    assert again == second
    assert account.bodies == ["Later.", "We know why.", "Nobody can pay."]


def test_the_same_words_with_another_key_are_another_update(account):
    first = account.ours.post(FIRST, key="k1")

    account.ours.post(NEXT, incident=first.incident, key="k2")
    account.ours.post(NEXT, incident=first.incident, key="k3", doubtful=True)

    assert account.bodies == ["We know why.", "We know why.", "Nobody can pay."]


@pytest.mark.parametrize("status", [420, 429])
@pytest.mark.parametrize(("told", "after"), [({"retry_after": "7"}, 7.0), ({}, 60.0)])
def test_who_asks_too_often_waits_as_long_as_statuspage_says_or_a_minute(account, status, told, after):
    account.page.answers(status, **told)

    with pytest.raises(TryLater, match="slowing us down") as later:
        account.ours.post(FIRST, key="k1")

    assert (later.value.after, later.value.unsure) == (after, False)


def test_nothing_is_asked_while_statuspage_wants_to_be_left_alone(account):
    account.page.answers(429, retry_after="30")
    with pytest.raises(TryLater):
        account.ours.post(FIRST, key="k1")
    account.page.answers(200)
    account.seconds.passed += 29

    with pytest.raises(TryLater) as later:
        account.ours.post(FIRST, key="k1")
    assert later.value.after == pytest.approx(1)
    account.seconds.passed += 1
    account.ours.post(FIRST, key="k1")

    assert account.page.asked == ["POST /incidents"] * 2


def test_no_more_than_sixty_requests_leave_in_a_minute(account):
    for number in range(60):
        account.ours.post(FIRST, key=f"k{number}")
        account.seconds.passed += 0.5

    with pytest.raises(TryLater) as later:
        account.ours.post(FIRST, key="k60")
    assert (later.value.after, later.value.unsure) == (30.0, False)
    account.seconds.passed += 30
    account.ours.post(FIRST, key="k60")

    assert len(account.page.incidents) == 61


@pytest.mark.parametrize(("status", "unsure"), [(500, True), (502, True), (503, False), (504, True)])
def test_trouble_of_theirs_is_tried_again_later(account, status, unsure):
    account.page.answers(status)

    with pytest.raises(TryLater, match="trouble of its own") as later:
        account.ours.post(FIRST, key="k1")

    assert later.value.unsure is unsure


def test_a_page_that_is_not_there_is_tried_again_later(account):
    account.page.down = True

    with pytest.raises(TryLater, match="Statuspage does not answer"):
        account.ours.post(FIRST, key="k1")


@pytest.mark.parametrize("said", [None, [], {"id": "i1"}, {"id": "i1", "incident_updates": [None, {}]}, "x"])
def test_an_answer_that_names_no_update_leaves_it_in_doubt(said):
    transport = httpx.MockTransport(lambda _: httpx.Response(201, json=said))
    ours = connect(Statuspage.model_validate({"api_key": KEY, "page_id": "p1"}), transport=transport)

    with pytest.raises(TryLater) as later:
        ours.post(FIRST, key="k1")

    assert later.value.unsure


@pytest.mark.parametrize(
    ("status", "words"), [(401, "publishing.statuspage.api_key"), (403, "right to publish incidents")]
)
def test_who_is_not_let_in_is_told_what_to_do_and_the_key_never(account, caplog, status, words):
    caplog.set_level(logging.DEBUG)
    account.page.answers(status, {"error": f"bad key {KEY}"})

    with pytest.raises(NotLetIn, match=words) as no:
        account.ours.post(FIRST, key="k1")

    for seen in (str(no.value), repr(account.ours), repr(account.ours._settings), caplog.text):
        assert KEY not in seen


def test_an_incident_that_was_deleted_there_is_said_and_not_made_again(account):
    there = account.ours.post(FIRST, key="k1")
    account.page.deletes(there.incident)

    with pytest.raises(Refused, match="somebody deleted it there"):
        account.ours.post(NEXT, incident=there.incident, key="k2")
    with pytest.raises(Refused, match="somebody deleted it there"):
        account.ours.correct(there, "Other words")

    assert account.page.incidents == []


def test_a_page_that_is_gone_is_said_with_what_to_do(account, another):
    with pytest.raises(Refused, match=r"publishing\.statuspage\.page_id"):
        another(page_id="nothing").post(FIRST, key="k1")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"error": ["Name is too short", "Status is odd", 7]}, "Name is too short Status is odd"),
        ({"error": "Name is odd"}, "Name is odd"),
        ({"error": {"message": "Name is odd"}}, "Name is odd"),
        ({"message": "Name is odd"}, "Name is odd"),
        ({"message": "x" * 900}, "x" * 200),
        ([], r"\(422\)"),
    ],
)
def test_what_statuspage_refuses_is_said_in_its_words(account, said, why):
    account.page.answers(422, said)

    with pytest.raises(Refused, match=rf"Statuspage refused it:? {why}"):
        account.ours.post(FIRST, key="k1")


def test_a_component_that_was_deleted_there_is_said(account, another):
    ours = another(components={"checkout": "gone"})

    with pytest.raises(Refused, match="Component gone does not exist"):
        ours.post(FIRST, key="k1")
