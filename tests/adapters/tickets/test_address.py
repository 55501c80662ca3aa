"""Which pasted addresses are believed to lead to a home of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.address import LONGEST, at_home

HOME = "https://acme.desk.test"


@pytest.mark.parametrize(
    "address",
    [
        "https://acme.desk.test/t/1",
        " https://ACME.desk.test:443/t/1?x=1#y and more words",
        "HTTPS://ACME.DESK.TEST/t/1",
        "https://acme.desk.test:/t/1",
        "<https://acme.desk.test/t/1>",
        "<https://acme.desk.test/t/1|the ticket>",
    ],
)
def test_an_address_on_our_host_gives_its_path(address):
    parts = at_home(address, HOME)

    assert parts is not None
    assert parts.path == "/t/1"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "t/1",
        "acme.desk.test/t/1",
        "//acme.desk.test/t/1",
        "https:acme.desk.test/t/1",
        "https:/acme.desk.test/t/1",
        "https:///acme.desk.test/t/1",
        "https:\\\\acme.desk.test/t/1",
        "http://acme.desk.test/t/1",
        "ftp://acme.desk.test/t/1",
        "javascript://acme.desk.test/t/1",
        "javascript:https://acme.desk.test/t/1",
        "https://acme.desk.test.evil.test/t/1",
        "https://acme.desk.test./t/1",
        "https://evilacme.desk.test/t/1",
        "https://evil.test/https://acme.desk.test/t/1",
        "https://evil.test?https://acme.desk.test/t/1",
        "https://evil.test#https://acme.desk.test/t/1",
        "https://acme.desk.test@evil.test/t/1",
        "https://acme.desk.test:pass@evil.test/t/1",
        "https://someone@acme.desk.test/t/1",
        "https://@acme.desk.test/t/1",
        "https://evil.test\\@acme.desk.test/t/1",
        "https://acme.desk.test\\.evil.test/t/1",
        "https://acme.desk.test%2eevil.test/t/1",
        "https://acme%2edesk.test/t/1",
        "https://acme.desk.test:8443/t/1",
        "https://acme.desk.test:80/t/1",
        "https://acme.desk.test:port/t/1",
        "https://[::1/t/1",
        "https://acme.desk.tеst/t/1",
        "https://acme.des\u212a.test/t/1",
        "https://acme.de\u017fk.test/t/1",
        "https://acme.desk.test/t/1\x00",
        "\x01https://acme.desk.test/t/1",
    ],
)
def test_an_address_that_only_looks_like_ours_gives_nothing(address):
    assert at_home(address, HOME) is None


def test_any_of_several_homes_will_do():
    parts = at_home("https://acme.portal.test/t/1", HOME, "https://acme.portal.test/")

    assert parts is not None
    assert at_home("https://acme.portal.test/t/1", HOME) is None
    assert at_home("https://acme.portal.test/t/1") is None


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://acme.desk.test/hub/t/1", "/t/1"),
        ("https://acme.desk.test/hub", ""),
        ("https://acme.desk.test/hubs/t/1", None),
        ("https://acme.desk.test/t/1", None),
    ],
)
def test_a_home_may_lie_below_a_path(address, path):
    found = at_home(address, "https://acme.desk.test/hub/")

    assert (found.path if found else None) == path


def test_nothing_is_decoded():
    parts = at_home(f"{HOME}/t/%31?to=%2Ft%2F2#%33", HOME)

    assert parts is not None
    assert (parts.path, parts.query, parts.fragment) == ("/t/%31", "to=%2Ft%2F2", "%33")


def test_a_fake_on_the_loopback_has_its_own_port():
    assert at_home("http://127.0.0.1:8080/a", "http://127.0.0.1:8080") is not None
    assert at_home("http://127.0.0.1:8081/a", "http://127.0.0.1:8080") is None


def test_an_endless_address_is_cut():
    parts = at_home(f"{HOME}/{'a' * 10_000}", HOME)

    assert parts is not None
    assert len(parts.geturl()) == LONGEST


@given(st.text(), st.text())
def test_no_words_at_all_are_too_strange(before, behind):
    assert at_home(before, HOME) is None or before.strip(" \t\r\n<").casefold().startswith(HOME)
    assert at_home(f"https://{before}.evil.test/{behind}", HOME) is None
