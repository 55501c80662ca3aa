"""When PagerDuty's API does not answer, its Events API wakes whoever is on call."""

import logging
from dataclasses import replace

import httpx
import pytest

from adapters.paging.pagerduty_events import key_in
from bot.domain.pager import PagerState
from bot.errors import NotLetIn, Refused, TryLater
from tests.adapters.paging.pagerduty_account import ANA, CALL, at_the_wire


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_trouble_of_the_api_does_not_keep_anybody_asleep(account, status):
    account.pager.answers(status)

    made = account.ours.page(CALL, key="page-1")

    [there] = account.pager.incidents.values()
    assert (there.title, there.key, there.by_event) == (CALL.title, "page-1", True)
    assert CALL.url in there.details
    assert (made.id, made.key, made.state) == ("key:page-1", "page-1", PagerState.TRIGGERED)
    assert "PagerDuty" in made.trouble


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"api_token": "other"}, "credentials"),
        ({"from": "nobody@acme.test"}, "paging.pagerduty.from"),
    ],
)
def test_what_an_operator_did_wrong_does_not_keep_anybody_asleep_and_is_said(account, wrong, says, caplog):
    account.connected(**wrong)

    with caplog.at_level(logging.WARNING):
        made = account.ours.page(replace(CALL, from_email=""), key="page-1")

    assert len(account.pager.incidents) == 1
    assert says in made.trouble
    assert "The Events API takes over." in caplog.text
    assert account.payments.routing_key not in caplog.text


def test_a_service_that_the_api_does_not_know_is_woken_by_its_routing_key(account):
    service = {"service": "PGONE", "routing_key": account.payments.routing_key}
    account.connected(services={"payments": service})

    made = account.ours.page(CALL, key="page-1")

    assert len(account.pager.incidents) == 1
    assert "paging.pagerduty.services" in made.trouble


def test_nobody_is_woken_twice_when_only_the_answer_was_lost(account):
    account.pager.loses()

    made = account.ours.page(CALL, key="page-1")

    assert list(account.pager.incidents) == [made.id]
    assert account.pager.asked["POST events"] == 0


def test_a_second_event_with_the_same_key_wakes_nobody(account):
    account.pager.answers(503)
    account.page()

    account.page(doubtful=True)

    [there] = account.pager.incidents.values()
    assert there.triggers == 2


def test_once_the_api_answers_again_it_is_found_by_its_key(account):
    account.pager.answers(503)
    id = account.page()
    account.pager.answers()

    found, again = account.ours.read(id), account.page(doubtful=True)

    [there] = account.pager.incidents
    assert (found.id, found.key, found.trouble) == (there, "page-1", "")
    assert again == there
    assert account.ours.read(there).key == "page-1"


@pytest.mark.parametrize("is_back", [True, False], ids=["the API answers again", "it does not"])
def test_what_was_made_by_an_event_is_acknowledged_and_resolved_by_its_key(account, is_back):
    account.pager.answers(503)
    id = account.page()
    [there] = account.pager.incidents.values()
    account.pager.answers(200 if is_back else 503)

    account.ours.acknowledge(id, by=ANA)
    acknowledged, holders = there.status, list(there.holders)
    account.ours.resolve(id, by=ANA)

    assert (acknowledged, there.status) == ("acknowledged", "resolved")
    assert holders == ([account.ana] if is_back else [])


def test_one_that_was_acknowledged_by_an_event_has_no_holder(account):
    account.pager.answers(503)
    id = account.page()
    account.ours.acknowledge(id, by=ANA)
    account.pager.answers()

    found = account.ours.read(id)

    assert (found.state, found.holders, found.resolved_by) == (PagerState.ACKNOWLEDGED, (), None)


def test_words_reach_what_was_made_by_an_event_once_the_api_answers(account):
    account.pager.answers(503)
    id = account.page()
    with pytest.raises(TryLater):
        account.ours.note(id, "Rolled back.", by=ANA, key="n-1")
    account.pager.answers()

    account.ours.note(id, "Rolled back.", by=ANA, key="n-1", doubtful=True)
    account.ours.tell(id, "It works.", by=ANA, key="t-1")
    account.ours.join(id, CALL, key="page-2")

    [there] = account.pager.incidents.values()
    assert (there.notes, there.told) == ([(ANA, "Rolled back.")], [(ANA, "It works.")])
    assert there.asked_to_join == [account.payments.policy]


def test_an_event_that_the_api_does_not_show_yet_is_waited_for(account):
    with pytest.raises(TryLater, match="does not show yet"):
        account.ours.read("key:page-1")


def test_one_of_their_own_cannot_be_changed_while_the_api_does_not_answer(account):
    id = account.page()
    account.pager.answers(503)

    with pytest.raises(TryLater):
        account.ours.acknowledge(id, by=ANA)

    assert account.pager.incidents[id].status == "triggered"


def test_a_service_with_a_routing_key_alone_is_woken_by_it(account):
    account.connected(services={"payments": {"routing_key": account.payments.routing_key}})

    made = account.ours.page(CALL, key="page-1")

    assert (made.trouble, len(account.pager.incidents)) == ("", 1)
    assert account.pager.asked["POST incidents"] == 0


def test_when_neither_answers_it_is_tried_again(account):
    account.pager.answers(503)
    account.pager.events_answer(500)

    with pytest.raises(TryLater):
        account.page()


def test_a_routing_key_that_is_no_good_leaves_it_to_the_api(account):
    service = {"service": account.payments.id, "routing_key": "no good"}
    account.connected(services={"payments": service})
    account.pager.answers(503)

    with pytest.raises(TryLater):
        account.page()


def test_a_routing_key_that_is_no_good_says_so_where_there_is_nothing_else(account):
    account.connected(services={"payments": {"routing_key": "no good"}})

    with pytest.raises(Refused, match="Event object is invalid"):
        account.page()


def test_a_token_that_is_no_good_is_told_where_there_is_no_event():
    pager = at_the_wire(lambda _: httpx.Response(401))

    with pytest.raises(NotLetIn):
        pager.page(replace(CALL, service="plain"), key="page-1")


@pytest.mark.parametrize(
    ("id", "key"), [("key:page-1", "page-1"), ("key:a:b", "a:b"), ("key:", ""), ("Q1", "")]
)
def test_an_id_of_ours_has_the_key_in_it(id, key):
    assert key_in(id) == key


def test_of_several_services_the_right_one_is_told(account):
    search = account.pager.service("Search", [account.leo])
    account.pager.service("Mail", [account.leo])
    account.connected()
    account.pager.answers(503)
    id = account.ours.page(replace(CALL, service="search"), key="page-1").id

    account.ours.resolve(id, by=ANA)

    [there] = account.pager.incidents.values()
    assert (there.service, there.status) == (search, "resolved")


def test_when_no_service_takes_it_either_it_is_tried_again(account):
    account.pager.answers(503)
    id = account.page()
    account.pager.events_answer(500)

    with pytest.raises(TryLater):
        account.ours.resolve(id, by=ANA)
