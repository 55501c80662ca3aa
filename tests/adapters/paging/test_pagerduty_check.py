"""What `caseline check` says of PagerDuty."""

import pytest


def findings(account):
    return list(account.ours.check())


def test_a_pager_that_is_ready_has_nothing_to_do(account):
    account.pager.listener = "https://caseline.acme.test/webhooks/pagerduty"

    found = findings(account)

    assert [one.todo for one in found] == [""] * len(found)
    assert any("caseline@acme.test" in one.says for one in found)
    assert any(one.says == "wakes Ana Lenz, Leo Ott" for one in found)
    assert any("https://caseline.acme.test/webhooks/pagerduty" in one.says for one in found)


def test_nothing_is_changed_there(account):
    findings(account)

    assert all(line.startswith("GET ") for line in account.pager.asked)
    assert account.pager.incidents == {}


@pytest.mark.parametrize(
    ("more", "todo"),
    [
        ({"api_token": "other"}, "api_token"),
        ({"from": "nobody@acme.test"}, "paging.pagerduty.from"),
        ({"webhook_secrets": []}, "webhook_secrets"),
        ({"webhook_secrets": [""]}, "webhook_secrets"),
        ({"services": {"mars": {"service": "PGONE"}}}, "paging.pagerduty.services"),
        ({"services": {"mars": {"routing_key": "short"}}}, "32 characters"),
        ({"base_url": "http://127.0.0.1:9"}, "base_url"),
    ],
)
def test_what_is_missing_says_what_to_do(account, more, todo):
    account.connected(**more)

    found = [one for one in findings(account) if not one.ok]

    assert any(todo in one.todo for one in found)
    assert not any("pagerduty-token" in f"{one}" or "short" in f"{one}" for one in found)


def test_a_wrong_address_hides_nothing_else(account):
    account.connected(**{"from": "nobody@acme.test"})

    assert any(one.says == "wakes Ana Lenz, Leo Ott" for one in findings(account))


def test_a_service_that_is_disabled_wakes_nobody(account):
    account.payments.status = "disabled"

    [found] = [one for one in findings(account) if one.what == "PagerDuty service payments"]

    assert "disabled" in found.says
    assert not found.ok


def test_a_service_without_anybody_on_call_is_found(account):
    account.payments.levels = []

    [found] = [one for one in findings(account) if one.what == "PagerDuty service payments"]

    assert "nobody on call" in found.says
    assert not found.ok


def test_a_service_with_a_routing_key_alone_is_fine(account):
    account.connected(services={"payments": {"routing_key": account.payments.routing_key}})

    [found] = [one for one in findings(account) if one.what == "PagerDuty service payments"]

    assert found.ok


@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"delivery_method": {"temporarily_disabled": True}},
        {"delivery_method": {"url": "x"}},
    ],
)
def test_a_webhook_that_does_not_come_to_us_is_found(account, change):
    account.pager.listener = "https://caseline.acme.test/webhooks/pagerduty"
    [subscription] = account.pager.subscriptions
    way = subscription["delivery_method"] | change.get("delivery_method", {})
    account.pager.subscriptions = [subscription | change | {"delivery_method": way}]

    [found] = [one for one in findings(account) if one.what == "PagerDuty webhook"]

    assert not found.ok
