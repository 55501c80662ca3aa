"""Which pasted addresses are believed to be on a host of ours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.tickets.address import path_at

HOME = "https://acme.desk.test"


@pytest.mark.parametrize(
    "address",
    [
        "https://acme.desk.test/t/1",
        " https://ACME.desk.test:443/t/1?x=1#y and more words",
        "<https://acme.desk.test/t/1>",
    ],
)
def test_an_address_on_our_host_gives_its_path(address):
    assert path_at(address, [HOME]) == "/t/1"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "t/1",
        "http://acme.desk.test/t/1",
        "ftp://acme.desk.test/t/1",
        "javascript://acme.desk.test/t/1",
        "//acme.desk.test/t/1",
        "https://acme.desk.test.evil.test/t/1",
        "https://evil.test/https://acme.desk.test/t/1",
        "https://acme.desk.test@evil.test/t/1",
        "https://someone@acme.desk.test/t/1",
        "https://evil.test\\@acme.desk.test/t/1",
        "https://acme.desk.test\\.evil.test/t/1",
        "https://acme.desk.test:8443/t/1",
        "https://acme.desk.test:port/t/1",
        "https://[::1/t/1",
        "https://acme.desk.tеst/t/1",
    ],
)
def test_an_address_that_only_looks_like_ours_gives_nothing(address):
    assert path_at(address, [HOME]) == ""


@settings(deadline=None)
@given(st.text())
def test_no_words_at_all_are_too_strange(words):
    assert path_at(words, [HOME]) == ""
