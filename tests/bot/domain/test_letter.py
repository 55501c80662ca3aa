"""Which addresses a letter can be sent to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.letter import mailbox


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mei@customer.test", "mei@customer.test"),
        (" mei+tag@Customer.test ", "mei+tag@Customer.test"),
        ("o'neil/x@customer.test", "o'neil/x@customer.test"),
        ("mei@müller.test", "mei@xn--mller-kva.test"),
        ("美@例え.test", "美@xn--r8jz45g.test"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_has_its_domain_in_ascii(written, read):
    assert mailbox(written) == read


@given(st.text(max_size=40))
def test_whatever_is_taken_for_an_address_is_one_word_with_one_at(text):
    try:
        found = mailbox(text)
    except ValueError:
        return
    assert found.count("@") == 1
    assert found.isprintable()
    assert not set(found) & set(' <>,;:"()[]\\')


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_text_around_an_at_breaks_the_reading(local, domain):
    try:
        found = mailbox(f"{local}@{domain}")
    except ValueError:
        return
    assert found.rpartition("@")[2].isascii()
