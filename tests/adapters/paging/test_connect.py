"""What is configured is connected, each under its name."""

from adapters.paging.connect import connect, connect_phone
from bot.settings_paging import Paging
from tests.adapters.paging.wire import now

ALL = {
    "goalert": {"base_url": "https://goalert.test", "api_token": "t"},
    "opsgenie": {"api_key": "k"},
    "pagerduty": {"api_token": "t", "from": "mei@acme.test"},
    "twilio": {"account_sid": "AC1", "auth_token": "t", "from_number": "+4930123456"},
}


def test_every_pager_that_is_configured_is_connected_by_its_name():
    pagers = connect(Paging.model_validate(ALL), now)

    assert list(pagers) == ["pagerduty", "opsgenie", "goalert"]
    assert [one.name for one in pagers.values()] == list(pagers)
    for one in pagers.values():
        one.close()


def test_the_telephone_is_connected_where_it_is_configured():
    phone = connect_phone(Paging.model_validate(ALL), now)

    assert phone is not None
    assert phone.name == "twilio"
    phone.close()


def test_what_is_not_configured_is_not_connected():
    nothing = Paging()

    assert connect(nothing, now) == {}
    assert connect_phone(nothing, now) is None
