"""Addresses that are made from a pattern."""

import re
from dataclasses import replace

import pytest

from adapters.meetings.template import connect
from bot.errors import Refused
from tests.adapters.meetings.given import PURPOSE, given


def opened(url, purpose=PURPOSE):
    bridge = {"provider": "template", "template": {"url": url}}
    return connect(given(bridge)).open(purpose, key="k1").url


def test_what_stands_in_braces_is_filled_in():
    url = opened("https://meet.test/{key}/{number}/{slug}?again={number}#x=%7B")

    assert url == "https://meet.test/INC-12/12/checkout-is-down?again=12#x=%7B"


def test_the_secret_is_another_one_each_time():
    urls = {opened("https://meet.test/{key}-{secret}") for _ in range(50)}

    assert len(urls) == 50
    assert all(re.fullmatch(r"https://meet\.test/INC-12-[0-9a-f]{20}", url) for url in urls)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ärger mit Zahlung: 3-D Secure!", "arger-mit-zahlung-3-d-secure"),
        ("Не работает", "inc-12"),
        ("../../@evil.test?x=1#", "evil-test-x-1"),
        ("a" * 90, "a" * 40),
        ("<script>{secret}", "script-secret"),
    ],
)
def test_a_title_becomes_plain_letters_that_change_nothing_of_the_address(title, slug):
    url = opened("https://meet.test/{slug}", replace(PURPOSE, title=title))

    assert url == f"https://meet.test/{slug}"


def test_a_private_incident_has_no_address_that_can_be_guessed():
    hidden = replace(PURPOSE, title="", private=True)

    with pytest.raises(Refused, match=r"put \{secret\} into"):
        opened("https://meet.test/{key}", hidden)

    assert re.fullmatch(
        r"https://meet\.test/inc-12-[0-9a-f]{20}", opened("https://meet.test/{slug}-{secret}", hidden)
    )


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://meet.test/{slug}-{secret}", "https://meet.test/checkout-is-down-…"),
        ("https://meet.test/{key}", "https://meet.test/INC-12; whoever guesses it can join"),
    ],
)
def test_check_shows_what_they_look_like(url, says):
    [one] = connect(given({"provider": "template", "template": {"url": url}})).check()

    assert one.ok
    assert one.says == f"have addresses such as {says}"
