"""What begins where the desk lives, and what only looks like it."""

import pytest

from adapters.tickets.place import LONGEST, at_home

HOME = "https://acme.test"


@pytest.mark.parametrize(
    "address",
    [
        "https://acme.test/a?b#c",
        "https://acme.test:443/a",
        "HTTPS://ACME.test/a",
        "  https://acme.test/a and more words",
        "<https://acme.test/a>",
    ],
)
def test_an_address_of_the_desk_is_taken_apart(address: str) -> None:
    parts = at_home(address, HOME)

    assert parts is not None
    assert parts.path == "/a"


@pytest.mark.parametrize(
    "address",
    [
        "http://acme.test/a",
        "https://acme.test:444/a",
        "https://acme.test:x/a",
        "https://acme.test.evil.test/a",
        "https://acme.test@evil.test/a",
        "https://ana@acme.test/a",
        "https://evil.test\\@acme.test/a",
        "//acme.test/a",
        "acme.test/a",
        "https://[acme.test/a",
        "ftp://acme.test/a",
        "",
    ],
)
def test_whatever_else_is_somebody_else_s(address: str) -> None:
    assert at_home(address, HOME) is None


def test_a_fake_on_the_loopback_has_its_own_port() -> None:
    assert at_home("http://127.0.0.1:8080/a", "http://127.0.0.1:8080") is not None
    assert at_home("http://127.0.0.1:8081/a", "http://127.0.0.1:8080") is None


def test_an_endless_address_is_cut() -> None:
    parts = at_home(f"{HOME}/{'a' * 10_000}", HOME)

    assert parts is not None
    assert len(parts.geturl()) == LONGEST
